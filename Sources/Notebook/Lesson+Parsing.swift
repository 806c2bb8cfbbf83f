import Foundation

/// Why a lesson could not be shown.
public enum LessonError: Error, Equatable, Sendable {
    /// There is no such file; `available` are the names that the folder does have.
    case missing(file: String, available: [String])
    /// The file is there and cannot be read.
    case unreadable(file: String, reason: String)
    /// The file's bytes are not UTF-8.
    case notText(file: String)
    /// The file does not follow the format; lines count from 1.
    case malformed(file: String, line: Int, problem: Problem)

    /// What is wrong with a line.
    public enum Problem: Sendable, Equatable {
        case missingTitle
        case secondTitle
        case emptyHeading
        case duplicateHeading(String)
        case emptySection(String)
        case textBeforeFirstQuestion
        case noQuestions
        case unanswered(String)
        case unclosedCodeBlock
    }
}

extension LessonError: CustomStringConvertible {
    /// What happened, to which file, and what to do.
    public var description: String {
        switch self {
        case .missing(let file, let available):
            let names = available.isEmpty ? "the folder holds none" : "there are: \(available.joined(separator: ", "))"
            return "\(file): no such lesson; \(names)"
        case .unreadable(let file, let reason):
            return "\(file): cannot be read (\(reason)); check the file's permissions"
        case .notText(let file):
            return "\(file): is not UTF-8 text; save it as UTF-8"
        case .malformed(let file, let line, let problem):
            return "\(file):\(line): \(problem)"
        }
    }
}

extension LessonError.Problem: CustomStringConvertible {
    public var description: String {
        switch self {
        case .missingTitle: "a lesson starts with its title: a line such as “# Softmax”"
        case .secondTitle: "a second title; a lesson has one line that starts with “# ”, use “## ” for sections"
        case .emptyHeading: "a heading without words; write them after the #"
        case .duplicateHeading(let heading):
            "the heading “\(heading)” is already there; notes link to it, so rename one"
        case .emptySection(let heading): "nothing below the heading “\(heading)”; write the text or remove the heading"
        case .textBeforeFirstQuestion: "text before the first question; a question is a line that starts with “### ”"
        case .noQuestions: "“## Questions” without a question; write one as “### Why …?” with its answer below"
        case .unanswered(let question): "no answer below the question “\(question)”; write it on the next line"
        case .unclosedCodeBlock: "the code block that starts here has no end; close it with a line of ```"
        }
    }
}

extension Lesson {
    /// The heading whose `###` lines are questions rather than text.
    static let questionsHeading = "Questions"

    /// Reads a lesson from a folder of Markdown files.
    ///
    /// - Parameters:
    ///   - id: the file's name without `.md`.
    ///   - folder: the folder of lessons; the shipped ones are in `lessons` inside the assets.
    /// - Throws: `LessonError` where the file is missing, unreadable or does not follow the format.
    public static func load(id: String, from folder: URL) throws(LessonError) -> Lesson {
        let file = folder.appendingPathComponent(id + ".md")
        // An id comes from a stage's file: it must not lead out of the folder.
        guard !id.contains("/"), !id.hasPrefix("."), FileManager.default.fileExists(atPath: file.path) else {
            throw .missing(file: file.path, available: names(in: folder))
        }
        let bytes: Data
        do {
            bytes = try Data(contentsOf: file)
        } catch {
            throw .unreadable(file: file.path, reason: error.localizedDescription)
        }
        guard let text = String(data: bytes, encoding: .utf8) else { throw .notText(file: file.path) }
        return try Lesson(id: id, parsing: text, file: file.path)
    }

    /// The names of the lessons in a folder, sorted; empty where the folder cannot be read.
    public static func names(in folder: URL) -> [String] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return files.filter { $0.hasSuffix(".md") && $0 != "README.md" }.map { String($0.dropLast(3)) }.sorted()
    }

    /// Parses a lesson: `# title`, an introduction, `## sections`, and below `## Questions` a `###` line for each question.
    ///
    /// Lines inside a fenced code block are never headings. Deeper headings inside a section stay part of its Markdown.
    ///
    /// - Parameters:
    ///   - file: the name that an error gives.
    /// - Throws: `LessonError.malformed` with the line.
    public init(id: String, parsing text: String, file: String) throws(LessonError) {
        var parser = LessonParser(file: file)
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            try parser.read(line)
        }
        try parser.finish()
        self.init(
            id: id, title: parser.title ?? "", introduction: parser.introduction, sections: parser.sections,
            questions: parser.questions)
    }
}

/// Reads a lesson line by line; what is open so far is closed by the next heading or by the end.
private struct LessonParser {
    private enum Place {
        case start
        case introduction
        case section(heading: String, line: Int)
        case questions(line: Int)
        case answer(question: String, line: Int)
    }

    let file: String
    private(set) var title: String?
    private(set) var introduction = ""
    private(set) var sections: [Lesson.Section] = []
    private(set) var questions: [Lesson.Question] = []

    private var place = Place.start
    private var body: [Substring] = []
    private var anchors: Set<String> = []
    private var line = 0
    private var codeBlockStart: Int?

    init(file: String) { self.file = file }

    mutating func read(_ text: Substring) throws(LessonError) {
        line += 1
        if text.hasPrefix("```") {
            codeBlockStart = codeBlockStart == nil ? line : nil
        } else if codeBlockStart == nil, let heading = Self.heading(text) {
            if try open(heading) { return }
        }
        switch place {
        case .start where text.isBlank: break
        case .start: throw malformed(.missingTitle)
        case .questions where !text.isBlank: throw malformed(.textBeforeFirstQuestion)
        default: body.append(text)
        }
    }

    mutating func finish() throws(LessonError) {
        if let codeBlockStart { throw malformed(.unclosedCodeBlock, at: codeBlockStart) }
        if case .start = place { throw malformed(.missingTitle, at: 1) }
        try close()
    }

    /// Opens what a heading starts; `false` where it is a deeper heading, which belongs to the text.
    private mutating func open(_ heading: (level: Int, words: String)) throws(LessonError) -> Bool {
        switch (heading.level, place) {
        case (1, .start):
            try refuseEmpty(heading.words)
            title = heading.words
            place = .introduction
        case (1, _): throw malformed(.secondTitle)
        case (_, .start): throw malformed(.missingTitle)
        case (2, _):
            try refuseEmpty(heading.words)
            try close()
            guard anchors.insert(Lesson.anchor(of: heading.words)).inserted else {
                throw malformed(.duplicateHeading(heading.words))
            }
            let isQuestions = heading.words == Lesson.questionsHeading
            place = isQuestions ? .questions(line: line) : .section(heading: heading.words, line: line)
        case (3, .answer):
            try refuseEmpty(heading.words)
            try close()
            place = .answer(question: heading.words, line: line)
        case (3, .questions):
            try refuseEmpty(heading.words)
            place = .answer(question: heading.words, line: line)
        default: return false
        }
        body = []
        return true
    }

    /// Stores what was open.
    private mutating func close() throws(LessonError) {
        let markdown = Self.trimmed(body)
        switch place {
        case .start: break
        case .introduction: introduction = markdown
        case .section(let heading, let start):
            guard !markdown.isEmpty else { throw malformed(.emptySection(heading), at: start) }
            sections.append(Lesson.Section(heading: heading, markdown: markdown))
        case .questions(let start): throw malformed(.noQuestions, at: start)
        case .answer(let question, let start):
            guard !markdown.isEmpty else { throw malformed(.unanswered(question), at: start) }
            questions.append(Lesson.Question(question: question, answer: markdown))
        }
    }

    private func refuseEmpty(_ words: String) throws(LessonError) {
        if Lesson.anchor(of: words).isEmpty { throw malformed(.emptyHeading) }
    }

    private func malformed(_ problem: LessonError.Problem, at place: Int? = nil) -> LessonError {
        .malformed(file: file, line: place ?? line, problem: problem)
    }

    /// A Markdown heading: one to six `#`, then a space or the end of the line.
    private static func heading(_ text: Substring) -> (level: Int, words: String)? {
        let level = text.prefix { $0 == "#" }.count
        let rest = text.dropFirst(level)
        guard (1...6).contains(level), rest.isEmpty || rest.hasPrefix(" ") else { return nil }
        return (level, rest.trimmingCharacters(in: .whitespaces))
    }

    private static func trimmed(_ lines: [Substring]) -> String {
        guard let first = lines.firstIndex(where: { !$0.isBlank }), let last = lines.lastIndex(where: { !$0.isBlank })
        else { return "" }
        return lines[first...last].joined(separator: "\n")
    }
}

extension Substring {
    fileprivate var isBlank: Bool { allSatisfy(\.isWhitespace) }
}
