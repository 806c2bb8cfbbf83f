import TerminalUI

extension LabModel {
    /// Keys that work whatever lies over the screen.
    private static let everywhere = KeyMap<LabAction>([
        .init(
            "The lab",
            [
                KeyBinding([.control("c"): .quit]),
                KeyBinding([.control("z"): .suspend], help: "to the shell and back"),
            ])
    ])

    /// The lab's own keys as things are; those that the screen in front uses itself are left out.
    var ownKeys: KeyMap<LabAction> {
        if isTiny { return KeyMap([.init("The lab", [KeyBinding(.character("q"), .quit)])], isModal: true) }
        if let dialog = state.dialog { return Self.dialogKeys(dialog, screens.count) }
        if helpOffset != nil { return Self.helpKeys(screens.count) }
        if palette != nil { return paletteKeys }
        if screen.capturesText || screen.keysAreModal(state) { return KeyMap([], isModal: true) }
        return labKeys
    }

    var labKeys: KeyMap<LabAction> {
        var space = RunAction.spaceBinding(state).map { _ in LabAction.pauseOrResume }
        // Where the screen has its own meaning for a key, the lab's is neither shown nor listed.
        if screen.answers(.character(" "), state) { space = KeyBinding([:]) }
        let away = RunAction.bindings(state).flatMap(\.strokes).map(\.key).filter { !screen.answers($0, state) }
        return KeyMap([
            .init("Training", [space]),
            .init(
                "The lab",
                [
                    Self.screenKeys(screens.count),
                    .note("h j k l", help: "as ← ↓ ↑ →"),
                    KeyBinding(.character(":"), .openPalette, hint: "palette", help: "find what can be done"),
                    KeyBinding(.character("y"), .copyCommand, help: "copy the command that trains what is shown"),
                    KeyBinding(
                        [.character("?"): .openHelp], aliases: [.function(1): .openHelp], hint: "help",
                        help: "this help", isPinned: true),
                    KeyBinding(.escape, .cancelLoading, isEnabled: state.data.isLoading),
                    KeyBinding(.character("q"), .quit, hint: "quit", help: "quit", isPinned: true),
                ]),
            .init("", away.map { KeyBinding($0, .tellWhereRunKeysAct) }),
        ])
    }

    /// `1`, `2` …, one a screen.
    private static func screenKeys(_ count: Int) -> KeyBinding<LabAction> {
        var binding = KeyBinding<LabAction>([:], label: "1–\(count)", help: "screens")
        binding.strokes = (0..<min(9, count)).map {
            .init(key: .character(Character("\($0 + 1)")), action: .show(screen: $0))
        }
        return binding
    }

    private static func dialogKeys(_ dialog: LabDialog, _ screenCount: Int) -> KeyMap<LabAction> {
        let isTyped = dialog.editor != nil
        return KeyMap(
            [
                .init(
                    "",
                    [
                        // In a line of text the other two arrows move the cursor.
                        isTyped
                            ? KeyBinding(
                                [.up: .moveInDialog(by: -1), .down: .moveInDialog(by: 1)],
                                aliases: [.backTab: .moveInDialog(by: -1), .tab: .moveInDialog(by: 1)], hint: "choose")
                            : KeyBinding(
                                [.left: .moveInDialog(by: -1), .right: .moveInDialog(by: 1)],
                                aliases: [
                                    .up: .moveInDialog(by: -1), .down: .moveInDialog(by: 1),
                                    .backTab: .moveInDialog(by: -1), .tab: .moveInDialog(by: 1),
                                ], hint: "choose"),
                        KeyBinding(.enter, .takeChoice, hint: "take", isPinned: true),
                        // Escape never destroys anything: it takes the choice that keeps what is.
                        KeyBinding(.escape, .closeDialog, hint: "close", isPinned: true),
                    ]),
                .init(
                    "", isActive: !isTyped,
                    [
                        KeyBinding(.character(" "), .takeChoice), KeyBinding(.character("q"), .closeDialog),
                        // A question can wait: one who knows where to go goes there.
                        screenKeys(screenCount),
                    ]),
            ], isModal: true)
    }

    private static func helpKeys(_ screenCount: Int) -> KeyMap<LabAction> {
        KeyMap(
            [
                .init(
                    "",
                    [
                        KeyBinding(
                            [.up: .scrollHelp(rows: -1), .down: .scrollHelp(rows: 1)],
                            aliases: [.pageUp: .scrollHelp(rows: -10), .pageDown: .scrollHelp(rows: 10)],
                            hint: "scroll"),
                        KeyBinding(
                            [.escape: .closeHelp],
                            aliases: [
                                .enter: .closeHelp, .character("?"): .closeHelp, .character("q"): .closeHelp,
                                .character(" "): .closeHelp, .function(1): .closeHelp,
                            ], hint: "close", isPinned: true),
                        screenKeys(screenCount),
                    ])
            ], isModal: true)
    }

    /// What the bottom line shows: the screen's keys, then the lab's.
    var hints: [KeyHint] {
        state.dialog != nil || helpOffset != nil || palette != nil ? ownKeys.hints : screen.hints(state) + ownKeys.hints
    }

    /// What `?` lists: the screen's keys, then the lab's.
    var helpSections: [Help.Section] {
        var sections = screen.help(state) + labKeys.help
        let more = Self.everywhere.help.flatMap(\.hints)
        if let last = sections.indices.last {
            sections[last].hints.insert(contentsOf: more, at: max(0, sections[last].hints.count - 1))
        }
        return sections
    }

    // MARK: Handling

    mutating func answer(_ key: Key) -> [LabEffect] {
        if !isTiny { state.notice = nil }
        if let action = Self.everywhere.action(for: key) { return perform(action) }
        let isTyped = state.dialog?.editor != nil
        let meant = isTyped ? key : key.mirroringArrows
        if palette != nil {
            if let action = paletteKeys.action(for: key) { return perform(action) }
            if palette?.editor.handle(key) ?? false { palette?.selection = 0 }
            return []
        }
        if isTiny || state.dialog != nil || helpOffset != nil {
            if state.dialog?.editor?.handle(key) ?? false { return [] }
            return ownKeys.action(for: meant).map { perform($0) } ?? []
        }
        if let effects = screens[selectedScreen].handle(screen.capturesText ? key : meant, &state) { return effects }
        return ownKeys.action(for: meant).map { perform($0) } ?? []
    }

    mutating func perform(_ action: LabAction) -> [LabEffect] {
        switch action {
        case .quit: return isTiny ? leave(status: 0) : askToQuit()
        case .suspend: return [.suspend]
        case .pauseOrResume: return state.pauseOrResume()
        case .show(let index):
            state.dialog = nil
            helpOffset = nil
            return show(screen: index)
        case .cancelLoading: return [.cancelLoading]
        case .tellWhereRunKeysAct:
            let keys = RunAction.bindings(state).flatMap(\.strokes).map(\.key.label).joined(separator: ", ")
            let number = state.number(of: .train).map { " (\($0))" } ?? ""
            state.notice = Notice("\(keys) act on the Train screen\(number), where the run is seen")
            return []
        case .openPalette:
            palette = makePalette()
            return []
        case .closePalette:
            palette = nil
            return []
        case .moveInPalette(let step):
            moveInPalette(by: step)
            return []
        case .takeFromPalette: return takeFromPalette()
        case .copyCommand: return [.copy(screen.command(state))]

        case .openHelp:
            helpOffset = 0
            return []
        case .closeHelp:
            helpOffset = nil
            return []
        case .scrollHelp(let rows):
            helpOffset = max(0, (helpOffset ?? 0) + rows)
            return []
        case .moveInDialog(let step):
            guard let dialog = state.dialog else { return [] }
            let count = dialog.choices.count
            state.dialog?.selection = (dialog.selection + step + count) % count
            return []
        case .takeChoice:
            guard let dialog = state.dialog else { return [] }
            return choose(dialog.choices[dialog.selection].action)
        case .closeDialog:
            state.dialog = nil
            return []
        }
    }
}

extension LabScreen {
    func keysAreModal(_ state: LabState) -> Bool { keys(state).isModal }
}
