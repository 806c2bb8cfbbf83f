import TerminalUI

/// A question over the screen; the choice made says what happens.
public struct LabDialog: Sendable, Equatable {
    /// What a choice does.
    public enum Action: Sendable, Equatable {
        case dismiss
        /// Stops and saves the run, then ends the program.
        case saveAndQuit
        /// Stops and saves the run, then goes to this stage.
        case switchStage(Int)
        /// Stops and saves the run, then trains this stage.
        case restart
        case downloadData
        case askFolder
        /// Loads the folder that was typed.
        case useFolder
        case useSubset
        case cancelLoading
        case deleteRuns([String])
        /// Gives a run the title that was typed.
        case renameRun(String)
    }

    public struct Choice: Sendable, Equatable {
        public var title: String
        public var action: Action

        public init(_ title: String, _ action: Action) {
            self.title = title
            self.action = action
        }
    }

    public var title: String
    public var text: String
    public var choices: [Choice]
    public var selection: Int
    public var editor: LineEditor?

    public init(_ title: String, text: String, choices: [Choice], selection: Int = 0, editor: LineEditor? = nil) {
        self.title = title
        self.text = text
        self.choices = choices
        self.selection = selection
        self.editor = editor
    }

    var widget: Dialog {
        Dialog(title, text: text, choices: choices.map(\.title), selection: selection, editor: editor)
    }
}
