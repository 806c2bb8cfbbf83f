import TerminalUI

extension WeightsScreen {
    /// What the keys of the Weights screen do.
    public enum Action: Sendable {
        case focus(step: Int)
        case focusPictures
        case chooseLayer(step: Int)
        case scroll(rows: Int, columns: Int)
        case scrollPage(Int)
        case scrollToStart
        case turnMaps
        case chooseDigit(step: Int)
        case turnDrawing
    }

    public func keys(_ state: LabState) -> KeyMap<Action> {
        let isOnPictures = focus == .pictures
        return KeyMap([
            .init(
                "Layers and pictures", isActive: !isOnPictures,
                [
                    KeyBinding(
                        [.up: .chooseLayer(step: -1), .down: .chooseLayer(step: 1)],
                        aliases: [
                            .home: .chooseLayer(step: -layerCount(state)),
                            .pageUp: .chooseLayer(step: -layerCount(state)),
                            .end: .chooseLayer(step: layerCount(state)),
                            .pageDown: .chooseLayer(step: layerCount(state)),
                        ], hint: "layer", help: "choose a layer"),
                    KeyBinding(.right, .focusPictures),
                ]),
            .init(
                "Layers and pictures", isActive: isOnPictures,
                [
                    KeyBinding(
                        [
                            .up: .scroll(rows: -1, columns: 0), .down: .scroll(rows: 1, columns: 0),
                            .left: .scroll(rows: 0, columns: -1), .right: .scroll(rows: 0, columns: 1),
                        ], hint: "scroll", help: "scroll the pictures"),
                    KeyBinding([.pageUp: .scrollPage(-1), .pageDown: .scrollPage(1)], help: "scroll a page"),
                    KeyBinding(
                        [.home: .scrollToStart], aliases: [.end: .scroll(rows: 1 << 20, columns: 0)],
                        help: "to the first"),
                ]),
            .init(
                "Layers and pictures",
                [
                    KeyBinding(
                        [.character("v"): .turnMaps], more: [.enter: .turnMaps],
                        hint: showsMaps ? "weights" : "maps", help: "weights, or maps of a digit"),
                    KeyBinding(
                        [.character("["): .chooseDigit(step: -1), .character("]"): .chooseDigit(step: 1)],
                        hint: "digit", help: "previous, next digit"),
                    KeyBinding(.character("o"), .turnDrawing, hint: "drawing", help: "the digit, or the drawing"),
                    KeyBinding(
                        [.tab: .focus(step: 1)], more: [.backTab: .focus(step: -1)], hint: "panel",
                        help: "next, previous panel"),
                ]),
        ])
    }

    private func layerCount(_ state: LabState) -> Int { state.shownRun?.network.layers.count ?? 0 }

    public mutating func perform(_ action: Action, _ state: inout LabState) -> [LabEffect] {
        switch action {
        case .focus(let step): focus = focus.moved(by: step)
        case .focusPictures: focus = .pictures
        case .chooseLayer(let step): choose(layer: layer + step, layerCount(state), state)
        case .scroll(let rows, let columns): move(rows: rows, columns: columns, state)
        case .scrollPage(let pages): move(rows: pages * max(1, pageRows(state)), state)
        case .scrollToStart: scroll = (0, 0)
        case .turnMaps:
            showsMaps.toggle()
            scroll = (0, 0)
            refresh(state)
        case .chooseDigit(let step): chooseDigit(state.selectedImage + step, &state)
        case .turnDrawing:
            if state.drawing == nil {
                state.notice = Notice("there is no drawing yet")
            } else {
                usesDrawing.toggle()
                showsMaps = true
                refresh(state)
            }
        }
        return []
    }
}
