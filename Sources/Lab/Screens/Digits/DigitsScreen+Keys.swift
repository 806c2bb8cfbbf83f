import TerminalUI

extension DigitsScreen {
    /// What the keys of the Digits screen do.
    public enum Action: Sendable {
        case focus(step: Int)
        case choose(Move)
        case moveCell(rows: Int, columns: Int)
        case showCell
        case turnWrong
        case turnClass(step: Int)
        case showAll
    }

    /// A way over the wall.
    public enum Move: Sendable { case previous, next, up, down, pageUp, pageDown, first, last }

    public func keys(_ state: LabState) -> KeyMap<Action> {
        let isOnWall = focus != .matrix
        return KeyMap([
            .init(
                "The wall", isActive: focus == .digit,
                [
                    KeyBinding(
                        [.left: .choose(.previous), .right: .choose(.next)],
                        aliases: [.up: .choose(.previous), .down: .choose(.next)], hint: "digit")
                ]),
            .init(
                "The wall", isActive: isOnWall,
                [
                    KeyBinding(
                        [
                            .up: .choose(.up), .down: .choose(.down), .left: .choose(.previous),
                            .right: .choose(.next),
                        ], hint: focus == .wall ? "digit" : "", help: "choose a digit"),
                    KeyBinding([.pageDown: .choose(.pageDown)], hint: focus == .wall ? "on" : ""),
                    KeyBinding([.pageUp: .choose(.pageUp), .pageDown: .choose(.pageDown)], help: "a page"),
                    KeyBinding([.home: .choose(.first), .end: .choose(.last)], help: "first, last"),
                ]),
            .init(
                "The matrix", isActive: focus == .matrix,
                [
                    KeyBinding(
                        [
                            .up: .moveCell(rows: -1, columns: 0), .down: .moveCell(rows: 1, columns: 0),
                            .left: .moveCell(rows: 0, columns: -1), .right: .moveCell(rows: 0, columns: 1),
                        ],
                        aliases: [
                            .home: .moveCell(rows: 0, columns: -state.classNames.count),
                            .end: .moveCell(rows: 0, columns: state.classNames.count),
                        ], hint: "cell", help: "choose a cell"),
                    KeyBinding(.enter, .showCell, hint: "show these", help: "show its digits on the wall"),
                ]),
            .init(
                "The wall",
                [
                    KeyBinding(.character("w"), .turnWrong, hint: "wrong", help: "only the wrong ones"),
                    KeyBinding(
                        [.character("c"): .turnClass(step: 1)], more: [.character("C"): .turnClass(step: -1)],
                        hint: "class", help: "next, previous class"),
                    KeyBinding(.character("a"), .showAll, hint: "all", help: "all"),
                    KeyBinding(.escape, .showAll, isEnabled: filter != .all),
                    KeyBinding(
                        [.tab: .focus(step: 1)], more: [.backTab: .focus(step: -1)], hint: "panel",
                        help: "next, previous panel"),
                ]),
        ])
    }

    public mutating func perform(_ action: Action, _ state: inout LabState) -> [LabEffect] {
        switch action {
        case .focus(let step): focus = focus.moved(by: step)
        case .choose(let move): choose(move, &state)
        case .moveCell(let rows, let columns):
            let last = state.classNames.count - 1
            cell.row = min(max(0, cell.row + rows), last)
            cell.column = min(max(0, cell.column + columns), last)
        case .showCell: pick(&state)
        case .turnWrong: set(filter: filter == .wrong ? .all : .wrong, &state)
        case .turnClass(let step): set(filter: nextClass(step, state.classNames.count), &state)
        case .showAll: set(filter: .all, &state)
        }
        return []
    }

    /// The next class; all of them stand between the last and the first.
    private func nextClass(_ step: Int, _ count: Int) -> DigitFilter {
        let current: Int =
            switch filter {
            case .label(let label), .cell(let label, _): label
            case .all, .wrong: count
            }
        let next = (current + step + count + 1) % (count + 1)
        return next == count ? .all : .label(next)
    }

    private mutating func choose(_ move: Move, _ state: inout LabState) {
        let (columns, rows) = wallSize(state)
        switch move {
        case .previous: choose(position - 1, &state)
        case .next: choose(position + 1, &state)
        // Above the first row and below the last one there is nothing to go to.
        case .up: if position >= columns { choose(position - columns, &state) }
        case .down: if position + columns < images.count { choose(position + columns, &state) }
        case .pageUp: choose(position - columns * rows, &state)
        case .pageDown: choose(position + columns * rows, &state)
        case .first: choose(0, &state)
        case .last: choose(images.count - 1, &state)
        }
    }
}
