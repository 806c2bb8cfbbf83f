import Notebook
import TerminalUI

extension LabModel {
    /// Everything that can be done from where one is.
    func makePalette() -> Palette {
        var entries: [Palette.Entry] = []
        func add(_ hints: [KeyHint], _ place: String) {
            for hint in hints {
                // Arrows and the like move within what is in front: nothing that one would look for. Nor are keys that
                // stand for a whole row of things, which are listed one by one.
                guard let key = hint.keys.last, hint.keys.count <= 2, !hint.keys.contains(where: \.moves) else {
                    continue
                }
                entries.append(.init(title: hint.action, place: place, key: hint.label, action: .press(key)))
            }
        }
        add(screen.actionHints(state), screen.title)
        add(labKeys.actionHints, "Lab")
        for (index, other) in screens.enumerated() where index != selectedScreen {
            entries.append(
                .init(title: "go to \(other.title)", place: "Screen", key: "\(index + 1)", action: .show(screen: index))
            )
        }
        for (index, stage) in state.stages.enumerated() where index != state.selectedStage {
            entries.append(.init(title: "stage \(stage.id)", place: "Stage", key: "", action: .choose(stage: index)))
        }
        for choice in ThemeChoice.allCases where choice != state.themeChoice ?? state.settings.theme {
            entries.append(.init(title: "theme \(choice.rawValue)", place: "Lab", key: "", action: .use(choice)))
        }
        return Palette(entries: entries)
    }

    var paletteKeys: KeyMap<LabAction> {
        KeyMap(
            [
                .init(
                    "",
                    [
                        KeyBinding(
                            [.up: .moveInPalette(by: -1), .down: .moveInPalette(by: 1)],
                            aliases: [
                                .backTab: .moveInPalette(by: -1), .tab: .moveInPalette(by: 1),
                                .pageUp: .moveInPalette(by: -10), .pageDown: .moveInPalette(by: 10),
                            ], hint: "choose"),
                        KeyBinding(.enter, .takeFromPalette, hint: "do it", isPinned: true),
                        KeyBinding(.escape, .closePalette, hint: "close", isPinned: true),
                    ])
            ], isModal: true)
    }

    mutating func moveInPalette(by step: Int) {
        guard let open = palette else { return }
        palette?.selection = min(max(0, open.selection + step), max(0, open.found.count - 1))
    }

    mutating func takeFromPalette() -> [LabEffect] {
        guard let open = palette else { return [] }
        palette = nil
        let found = open.found
        guard found.indices.contains(open.selection) else { return [] }
        switch found[open.selection].action {
        case .press(let key): return answer(key)
        case .show(let index): return show(screen: index)
        case .choose(let index):
            let before = state.selectedStage
            let effects = state.select(stage: index)
            return before == state.selectedStage ? effects : effects + changed(.stage)
        case .use(let choice):
            state.themeChoice = nil
            state.settings.theme = choice
            state.useTheme()
            return [.saveSettings(state.settings)]
        }
    }

    // MARK: View

    private func paletteBox(_ bounds: Rect) -> Rect {
        bounds.inset(left: 0, top: 1, right: 0, bottom: 1)
            .centered(Size(columns: min(64, bounds.width - 4), rows: min(20, bounds.height - 4)))
    }

    func drawPalette(_ palette: Palette, on surface: inout Surface, _ context: ViewContext) {
        let box = paletteBox(surface.bounds)
        surface.fill(box)
        let found = palette.found
        let frame = Frame(
            "What to do?", info: [Span("\(found.count) of \(palette.entries.count)")], isFocused: true)
        let inside = surface.frame(frame, in: box, context: context).inset(columns: 1, rows: 0)
        let (line, rest) = inside.split(top: 1)
        surface.put(":", at: line.origin, style: context.theme.accent)
        surface.draw(palette.editor, in: line.inset(left: 2), context: context)
        surface.draw(list(found, palette.selection, context), in: rest, context: context)
    }

    private func list(_ found: [Palette.Entry], _ selection: Int, _ context: ViewContext) -> List {
        let items = found.map { entry in
            List.Item(
                [Span(entry.title), Span("  " + entry.place, context.theme.muted)],
                detail: [Span(entry.key, context.theme.accent)])
        }
        return List(items: items, selection: selection, isFocused: true, placeholder: "nothing is called that")
    }

    mutating func answerPalette(_ mouse: MouseEvent) -> [LabEffect] {
        guard let open = palette else { return [] }
        switch mouse.kind {
        case .scrollUp: moveInPalette(by: -1)
        case .scrollDown: moveInPalette(by: 1)
        case .press:
            let inside = Frame.inside(paletteBox(Rect(state.context.size))).inset(columns: 1, rows: 0)
            let rest = inside.split(top: 1).rest
            guard let index = list(open.found, open.selection, state.context).item(at: mouse.position, in: rest) else {
                if !paletteBox(Rect(state.context.size)).contains(mouse.position) { palette = nil }
                return []
            }
            palette?.selection = index
            return takeFromPalette()
        case .release, .drag: break
        }
        return []
    }
}

extension Key {
    /// Whether it moves something rather than doing something.
    fileprivate var moves: Bool {
        switch self {
        case .up, .down, .left, .right, .home, .end, .pageUp, .pageDown, .shiftUp, .shiftDown, .shiftLeft, .shiftRight:
            true
        case .character, .control, .alt, .enter, .escape, .tab, .backTab, .backspace, .delete, .insert, .function:
            false
        }
    }
}
