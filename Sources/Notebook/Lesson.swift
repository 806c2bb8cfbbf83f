import Foundation

/// The text that goes with a stage: what is new in it, why it works, and questions whose answers stay hidden at first.
///
/// Bodies stay Markdown (paragraphs, `-` lists, emphasis, code spans, fenced drawings of at most 70 columns); wrapping and
/// colouring them is the business of whoever shows them. Files with the same format may be added for one's own stages.
public struct Lesson: Sendable, Equatable {
    /// A headed part of the lesson.
    public struct Section: Sendable, Equatable, Identifiable {
        /// The heading as an anchor: lower case, words joined by hyphens, such as `when-the-loss-explodes`.
        public let id: String
        /// The heading as written, without the `##`.
        public let heading: String
        /// The Markdown below the heading, without leading or trailing blank lines.
        public let markdown: String

        public init(heading: String, markdown: String) {
            id = Lesson.anchor(of: heading)
            self.heading = heading
            self.markdown = markdown
        }
    }

    /// A question for the learner; the answer is Markdown, to be shown on demand.
    public struct Question: Sendable, Equatable {
        public let question: String
        public let answer: String

        public init(question: String, answer: String) {
            self.question = question
            self.answer = answer
        }
    }

    /// A place in a lesson that a note elsewhere on the screen points to.
    public struct Reference: Sendable, Hashable {
        /// The lesson's name, such as `dropout`.
        public let lesson: String
        /// The `id` of one of its sections, such as `overfitting`.
        public let section: String

        public init(lesson: String, section: String) {
            self.lesson = lesson
            self.section = section
        }

        /// The loss does not move: sigmoids sit on their flat tails and the network answers one class for everything.
        public static let plateau = Reference(lesson: "sigmoid", section: "the-plateau")
        /// The training loss falls while the test loss rises.
        public static let overfitting = Reference(lesson: "dropout", section: "overfitting")
        /// The loss jumps up or stops being a number.
        public static let explosion = Reference(lesson: "relu", section: "when-the-loss-explodes")
    }

    /// The file's name without its extension; for the notebook's stages, the stage's id.
    public let id: String
    /// The first line, without the `#`.
    public let title: String
    /// The Markdown between the title and the first section; empty if there is none.
    public let introduction: String
    /// The sections in reading order, without the questions.
    public let sections: [Section]
    /// The questions in reading order; empty for a page that asks none.
    public let questions: [Question]

    public init(id: String, title: String, introduction: String, sections: [Section], questions: [Question]) {
        self.id = id
        self.title = title
        self.introduction = introduction
        self.sections = sections
        self.questions = questions
    }

    /// The section with an anchor, such as `overfitting`, or `nil` where the lesson has none.
    public func section(id: String) -> Section? {
        sections.first { $0.id == id }
    }

    /// A copy in which every `{{name}}` is replaced by the field's value; names without a value stay as they are.
    ///
    /// The lesson on drawing quotes two accuracies that are measured with the shipped weights, not written by hand.
    public func filling(_ fields: [String: String]) -> Lesson {
        func fill(_ text: String) -> String {
            fields.reduce(text) { $0.replacingOccurrences(of: "{{\($1.key)}}", with: $1.value) }
        }
        return Lesson(
            id: id,
            title: fill(title),
            introduction: fill(introduction),
            sections: sections.map { Section(heading: fill($0.heading), markdown: fill($0.markdown)) },
            questions: questions.map { Question(question: fill($0.question), answer: fill($0.answer)) })
    }

    /// The anchor of a heading: letters and digits in lower case, everything between them one hyphen.
    ///
    /// `When the loss explodes` becomes `when-the-loss-explodes`.
    public static func anchor(of heading: String) -> String {
        heading.lowercased()
            .split { !$0.isLetter && !$0.isNumber }
            .joined(separator: "-")
    }
}
