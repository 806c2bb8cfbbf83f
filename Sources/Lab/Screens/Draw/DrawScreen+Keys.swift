import Datasets
import Drawing
import TerminalUI

extension DrawScreen {
    /// What the keys of the Draw screen do.
    public enum Action: Sendable {
        /// A key of the canvas.
        case canvas(DrawingKey)
        case penUp
        case drawLot
        case askTestDigit
        case askSave
        case askLoad
        case askLabel
        case keep(label: Int?)
        case showOwnDigits
        case openLesson
        case turnStage(step: Int)
        case turnPanel(step: Int)

        case turnChoice
        case takeChoice
        case dropPrompt
    }

    public func keys(_ state: LabState) -> KeyMap<Action> {
        if prompt != nil { return Self.promptKeys }
        if awaitsLabel { return Self.labelKeys }
        let canvas = "Canvas (its keys win over the lab's)"
        return KeyMap([
            .init(
                canvas,
                [
                    KeyBinding(
                        [
                            .up: .canvas(.up), .down: .canvas(.down), .left: .canvas(.left), .right: .canvas(.right),
                        ],
                        aliases: [
                            .shiftUp: .canvas(.up), .shiftDown: .canvas(.down), .shiftLeft: .canvas(.left),
                            .shiftRight: .canvas(.right),
                        ], hint: "move", help: "move, h j k l too"),
                    KeyBinding(
                        [
                            .home: .canvas(.upLeft), .pageUp: .canvas(.upRight), .end: .canvas(.downLeft),
                            .pageDown: .canvas(.downRight),
                        ], help: "move diagonally"),
                    canvasKey(" ", board.canvas.isPenDown ? "pen up" : "pen", "pen down and up", isPinned: true),
                    canvasKey("e", board.canvas.isErasing ? "pen" : "erase", "eraser"),
                    canvasKey("c", "clear", "clear"),
                    KeyBinding(
                        [.character("u"): .canvas(.character("u"))], more: [.control("r"): .canvas(.control("r"))],
                        hint: "undo", help: "undo, redo a stroke"),
                    KeyBinding(.escape, .penUp, isEnabled: board.canvas.isPenDown),
                ]),
            .init(
                "Drawing",
                [
                    canvasKey("n", "normalise", "normalise or not"),
                    KeyBinding(.character("t"), .drawLot, hint: "test digit", help: "a test digit by lot"),
                    KeyBinding(.character("T"), .askTestDigit, help: "a test digit by number"),
                    KeyBinding(.character("="), .askLabel, hint: "label", help: "and a digit: keep it, with its label"),
                    KeyBinding(
                        isFolded(state)
                            ? [.tab: .turnPanel(step: 1), .backTab: .turnPanel(step: -1)]
                            : [.tab: .turnStage(step: 1), .backTab: .turnStage(step: -1)],
                        label: "Tab", hint: isFolded(state) ? "panel" : "stage", help: "stage, or panel"),
                    KeyBinding(.character("i"), .openLesson, hint: "why", help: "why normalising matters"),
                    KeyBinding(.character("S"), .askSave, hint: "save", help: "save PNG and IDX"),
                    KeyBinding(.character("L"), .askLoad, hint: "load", help: "load a picture"),
                    KeyBinding(.character("m"), .showOwnDigits, help: "show my digits, and back"),
                    KeyBinding(
                        [.character("v"): .turnStage(step: 1), .character("V"): .turnStage(step: -1)],
                        help: "next, previous stage"),
                ]),
            .init(
                canvas,
                [
                    KeyBinding(
                        [
                            .character("["): .canvas(.character("[")), .character("]"): .canvas(.character("]")),
                        ], hint: "pen size", help: "pen size"),
                    .note("mouse", help: "draws; right or Shift erases"),
                ]),
        ])
    }

    private func canvasKey(
        _ character: Character, _ hint: String, _ help: String, isPinned: Bool = false
    ) -> KeyBinding<Action> {
        KeyBinding(
            .character(character), .canvas(.character(character)), hint: hint, help: help, isPinned: isPinned)
    }

    private static var promptKeys: KeyMap<Action> {
        KeyMap(
            [
                .init(
                    "",
                    [
                        KeyBinding(
                            [.up: .turnChoice, .down: .turnChoice],
                            aliases: [.tab: .turnChoice, .backTab: .turnChoice],
                            hint: "choose"),
                        KeyBinding(.enter, .takeChoice, hint: "take", isPinned: true),
                        KeyBinding(.escape, .dropPrompt, hint: "close", isPinned: true),
                    ])
            ], isModal: true)
    }

    private static var labelKeys: KeyMap<Action> {
        let labels = Dataset.digitNames.indices
        var digits = KeyBinding<Action>(
            [:], label: "\(labels.lowerBound)–\(labels.upperBound - 1)", hint: "the digit that it is")
        digits.strokes = labels.map { .init(key: .character(Character("\($0)")), action: .keep(label: $0)) }
        return KeyMap(
            [.init("", [digits, KeyBinding(.escape, .keep(label: nil), hint: "never mind", isPinned: true)])],
            isModal: true)
    }

    public mutating func perform(_ action: Action, _ state: inout LabState) -> [LabEffect] {
        switch action {
        case .canvas(let key):
            let before = board.canvas.pixels
            board.press(key)
            if board.canvas.pixels != before { source = nil }
            ask(&state)
        case .penUp: apply(.penUp, &state)
        case .drawLot: return drawLot(&state)
        case .askTestDigit: prompt = DrawPrompt(.testDigit)
        case .askLoad: prompt = DrawPrompt(.load)
        case .askSave:
            if board.canvas.isEmpty {
                state.notice = Notice("there is nothing to save yet")
            } else {
                prompt = DrawPrompt(.save)
            }
        case .askLabel:
            awaitsLabel = !board.canvas.isEmpty
            state.notice = Notice(awaitsLabel ? "which digit is it?" : "draw a digit first, then give it its label")
        case .keep(let label): return keep(as: label, &state)
        case .showOwnDigits: return showOwnDigits(&state)
        case .openLesson: openLesson(&state)
        case .turnStage(let step): chooseStage(step)
        case .turnPanel(let step): turnPanel(step, state)

        case .turnChoice:
            if let asked = prompt { prompt?.selection = 1 - asked.selection }
        case .takeChoice: return choose(prompt?.selection ?? 0, &state)
        case .dropPrompt: prompt = nil
        }
        return []
    }

    public mutating func type(_ key: Key, _ state: inout LabState) -> [LabEffect] {
        prompt?.editor.handle(key)
        return []
    }
}
