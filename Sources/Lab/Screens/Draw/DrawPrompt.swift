import TerminalUI

/// A question of the Draw screen that is answered by typing.
struct DrawPrompt: Sendable, Equatable {
    enum Kind: Sendable, Equatable { case save, load, testDigit }

    var kind: Kind
    var editor: LineEditor
    var selection = 0

    init(_ kind: Kind) {
        self.kind = kind
        editor = LineEditor(kind == .save ? "drawing.png" : "")
    }

    var dialog: Dialog {
        switch kind {
        case .save:
            Dialog(
                "Save the drawing",
                text:
                    "As a PNG; beside it, as an IDX file, what the network sees. A file that is there is never replaced.",
                choices: ["Save", "Cancel"], selection: selection, editor: editor)
        case .load:
            Dialog(
                "Load a picture",
                text: "A picture of one digit (PNG, JPEG, PGM, PPM), of any size and colour.",
                choices: ["Load", "Cancel"], selection: selection, editor: editor)
        case .testDigit:
            Dialog(
                "Which test digit?", text: "Its number, as on the Digits screen, counted from 0.",
                choices: ["Take", "Cancel"], selection: selection, editor: editor)
        }
    }
}
