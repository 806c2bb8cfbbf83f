import Assets
import Foundation
import Notebook
import Testing

/// The lessons that ship, and the format that they follow.
struct LessonTests {
    static let stages = ["softmax", "sigmoid", "relu", "adam", "dropout", "conv-small", "conv"]

    static func folder() throws -> URL {
        try #require(Assets.folder).appendingPathComponent("lessons")
    }

    /// Everything a learner can read in a lesson, as one text.
    static func text(_ lesson: Lesson) -> String {
        let parts = [lesson.title, lesson.introduction]
        let sections = lesson.sections.flatMap { [$0.heading, $0.markdown] }
        let questions = lesson.questions.flatMap { [$0.question, $0.answer] }
        return (parts + sections + questions).joined(separator: "\n")
    }

    @Test func everyStageAndScreenHasItsLesson() throws {
        #expect(Set(Lesson.names(in: try Self.folder())) == Set(Self.stages + ["drawing", "welcome"]))
    }

    @Test(arguments: stages)
    func aStageTeachesAsksAndSendsOneToTry(stage: String) throws {
        let lesson = try Lesson.load(id: stage, from: Self.folder())
        #expect(lesson.id == stage)
        #expect(!lesson.title.isEmpty)
        #expect(!lesson.introduction.isEmpty)
        #expect(lesson.sections.last?.heading == "What to try")
        #expect((4...7).contains(lesson.questions.count))
        for question in lesson.questions {
            #expect(question.question.hasSuffix("?"))
            #expect(question.answer.count > 60, "\(question.question)")
        }
    }

    @Test(arguments: [Lesson.Reference.plateau, .overfitting, .explosion])
    func notesOfTheTrainScreenLeadSomewhere(reference: Lesson.Reference) throws {
        let lesson = try Lesson.load(id: reference.lesson, from: Self.folder())
        #expect(lesson.section(id: reference.section) != nil)
    }

    @Test(arguments: stages + ["drawing", "welcome"])
    func drawingsFitAndEveryCharacterIsOneColumn(id: String) throws {
        let lesson = try Lesson.load(id: id, from: Self.folder())
        var inCodeBlock = false
        for line in Self.text(lesson).split(separator: "\n") {
            if line.hasPrefix("```") { inCodeBlock.toggle() }
            #expect(line.count <= (inCodeBlock ? 70 : 130), "\(line)")
            #expect(line.unicodeScalars.allSatisfy(Self.isOneColumn), "\(line)")
        }
        #expect(!inCodeBlock)
    }

    /// Blocks whose characters every terminal shows one column wide.
    static func isOneColumn(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20...0x7E, 0xA1...0xAC, 0xAE...0xFF, 0x391...0x3C9, 0x2010...0x2027, 0x2190...0x2193, 0x2200...0x22FF,
            0x2500...0x25FF:
            true
        default: false
        }
    }

    @Test(arguments: stages + ["drawing", "welcome"])
    func onlyKeysOfTheLabAreMentioned(id: String) throws {
        let keys: Set<String> = [
            "1", "2", "3", "4", "5", "6", "Space", "Enter", "Tab", "s", "S", "r", "x", "?", "q", "d", "h", "j", "k",
            "l",
            "n", "c", "t", "[", "]",
        ]
        let lesson = try Lesson.load(id: id, from: Self.folder())
        var spans: Set<String> = []
        for line in Self.text(lesson).split(separator: "\n") where !line.hasPrefix("```") {
            let pieces = line.split(separator: "`", omittingEmptySubsequences: false)
            #expect(pieces.count % 2 == 1, "a code span that is not closed: \(line)")
            for index in stride(from: 1, to: pieces.count, by: 2) { spans.insert(String(pieces[index])) }
        }
        #expect(!spans.isEmpty)
        #expect(spans.isSubset(of: keys), "\(spans.subtracting(keys))")
        if id == "welcome" {
            #expect(spans.isSuperset(of: ["1", "2", "3", "4", "5", "6", "Space", "s", "S", "r", "x", "?", "q"]))
        }
    }

    @Test func parameterCountsFollowFromTheLayers() throws {
        func dense(_ inputs: Int, _ outputs: Int) -> Int { inputs * outputs + outputs }
        func convolution(_ side: Int, _ inputs: Int, _ outputs: Int) -> Int { side * side * inputs * outputs + outputs }
        let five = dense(784, 200) + dense(200, 100) + dense(100, 60) + dense(60, 30) + dense(30, 10)
        let small =
            convolution(5, 1, 4) + convolution(5, 4, 8) + convolution(4, 8, 12) + dense(7 * 7 * 12, 200)
            + dense(200, 10)
        let large =
            convolution(6, 1, 6) + convolution(5, 6, 12) + convolution(4, 12, 24) + dense(7 * 7 * 24, 200)
            + dense(200, 10)
        let counts = [
            "softmax": dense(784, 10), "sigmoid": five, "relu": five, "adam": five, "dropout": five,
            "conv-small": small, "conv": large,
        ]
        for (stage, count) in counts {
            let written = "\(count / 1000),\(String(count % 1000 + 1000).dropFirst())"
            let lesson = try Lesson.load(id: stage, from: Self.folder())
            #expect(lesson.introduction.contains(written), "\(stage): \(written)")
        }
    }

    @Test func fieldsAreFilledWithMeasuredValues() throws {
        let lesson = try Lesson.load(id: "drawing", from: Self.folder())
        #expect(Self.text(lesson).contains("{{normalised_accuracy}}"))
        #expect(Self.text(lesson).contains("{{shifted_accuracy}}"))
        let filled = lesson.filling(["normalised_accuracy": "97.1 %", "shifted_accuracy": "41.0 %"])
        #expect(!Self.text(filled).contains("{{"))
        #expect(Self.text(filled).contains("normalised: 97.1 %"))
    }

    @Test func aLessonIsTakenApart() throws {
        let source = """
            # Title

            Before.

            ## When it *fails*, why?
            One.
            ### Deeper

            ```
            ## not a heading

            ```

            ## Questions

            ### Why?
            Because.

            ### And then?

            So.

            ## What to try
            - this
            """
        let expected = Lesson(
            id: "x", title: "Title", introduction: "Before.",
            sections: [
                .init(
                    heading: "When it *fails*, why?", markdown: "One.\n### Deeper\n\n```\n## not a heading\n\n```"),
                .init(heading: "What to try", markdown: "- this"),
            ],
            questions: [
                .init(question: "Why?", answer: "Because."), .init(question: "And then?", answer: "So."),
            ])
        #expect(try Lesson(id: "x", parsing: source, file: "x.md") == expected)
        let windows = source.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
        #expect(try Lesson(id: "x", parsing: windows, file: "x.md") == expected)
        #expect(expected.sections[0].id == "when-it-fails-why")
    }

    @Test(arguments: [
        ("", 1, LessonError.Problem.missingTitle),
        ("\n\ntext\n# Title", 3, .missingTitle),
        ("## Section\ntext", 1, .missingTitle),
        ("# One\ntext\n# Two", 3, .secondTitle),
        ("# One\n##\ntext", 2, .emptyHeading),
        ("# One\n## A b\ntext\n## A B\ntext", 4, .duplicateHeading("A B")),
        ("# One\n## A\n\n## B\ntext", 2, .emptySection("A")),
        ("# One\n## Questions\ntext", 3, .textBeforeFirstQuestion),
        ("# One\n## Questions\n", 2, .noQuestions),
        ("# One\n## Questions\n### Why?\n### What?\nThat.", 3, .unanswered("Why?")),
        ("# One\n```\n## A", 2, .unclosedCodeBlock),
    ])
    func whatBreaksTheFormatIsNamedWithItsLine(source: String, line: Int, problem: LessonError.Problem) {
        #expect(throws: LessonError.malformed(file: "a.md", line: line, problem: problem)) {
            try Lesson(id: "a", parsing: source, file: "a.md")
        }
    }

    @Test func filesThatCannotBeReadAreNamed() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("lessons-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder.appendingPathComponent("folder.md"), withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let bytes = folder.appendingPathComponent("bytes.md")
        try Data([0x23, 0x20, 0xFF, 0xFE]).write(to: bytes)

        let missing = folder.appendingPathComponent("none.md").path
        #expect(throws: LessonError.missing(file: missing, available: ["bytes", "folder"])) {
            try Lesson.load(id: "none", from: folder)
        }
        #expect(throws: LessonError.notText(file: bytes.path)) { try Lesson.load(id: "bytes", from: folder) }
        let unreadable = #expect(throws: LessonError.self) { try Lesson.load(id: "folder", from: folder) }
        #expect(unreadable?.description.contains("folder.md: cannot be read") == true)
        #expect(throws: LessonError.self) { try Lesson.load(id: "../bytes", from: folder) }
    }
}
