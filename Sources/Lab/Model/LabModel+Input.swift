import Datasets
import TerminalUI

extension LabModel {
    mutating func answer(_ key: Key) -> [LabEffect] {
        if isTiny { return answerTiny(key) }
        state.notice = nil
        if key == .control("z") { return [.suspend] }
        if key == .control("c") { return askToQuit() }
        if state.dialog != nil { return answerDialog(key) }
        if helpOffset != nil { return answerHelp(key) }
        if screen.capturesText { return screens[selectedScreen].handle(key, &state) ?? [] }
        let key = key.mirroringArrows
        if let effects = screens[selectedScreen].handle(key, &state) { return effects }
        return answerGlobal(key)
    }

    /// Types pasted text into the field that has the keys; without one it is dropped, for none of it was meant as keys.
    mutating func answer(paste text: String) -> [LabEffect] {
        guard !isTiny, helpOffset == nil, state.dialog.map({ $0.editor != nil }) ?? screen.capturesText else {
            return []
        }
        return LineEditor.typable(text).flatMap { answer(.character($0)) }
    }

    /// Keys of the lab that the screen in front left alone.
    private mutating func answerGlobal(_ key: Key) -> [LabEffect] {
        switch key {
        case .character("?"), .function(1):
            helpOffset = 0
            return []
        case .character("q"): return askToQuit()
        case .character(" "): return state.pauseOrResume()
        case .character("s"): return state.step(.batch)
        case .character("S"): return state.step(.epoch)
        case .character("r"): return state.restart()
        case .character("x"): return state.stop()
        case .character(let digit):
            guard let number = digit.wholeNumberValue, digit.isASCII else { return [] }
            return show(screen: number - 1)
        case .escape where state.data.isLoading: return [.cancelLoading]
        default: return []
        }
    }

    private mutating func answerTiny(_ key: Key) -> [LabEffect] {
        switch key {
        case .character("q"), .control("c"): return leave(status: 0)
        case .control("z"): return [.suspend]
        default: return []
        }
    }

    private mutating func answerHelp(_ key: Key) -> [LabEffect] {
        guard let offset = helpOffset else { return [] }
        switch key.mirroringArrows {
        case .up: helpOffset = max(0, offset - 1)
        case .down: helpOffset = offset + 1
        case .pageUp: helpOffset = max(0, offset - 10)
        case .pageDown: helpOffset = offset + 10
        case .escape, .enter, .character("?"), .character("q"), .character(" "), .function(1): helpOffset = nil
        case .character(let digit) where digit.isASCII && digit.isWholeNumber:
            helpOffset = nil
            return answerGlobal(key)
        default: break
        }
        return []
    }

    mutating func askToQuit() -> [LabEffect] {
        guard state.isTraining, let run = state.run else { return leave(status: 0) }
        if case .exit = run.next { return [] }
        // Who asks twice means it.
        if state.dialog?.choices.first?.action == .saveAndQuit { return choose(.saveAndQuit) }
        state.dialog = LabDialog(
            "Quit while \(run.stageID) trains?", text: "The run is stopped and saved with its weights and curves.",
            choices: [.init("Save and quit", .saveAndQuit), .init("Keep training", .dismiss)])
        return []
    }

    // MARK: Dialogs

    private mutating func answerDialog(_ key: Key) -> [LabEffect] {
        guard var dialog = state.dialog else { return [] }
        if dialog.editor?.handle(key) ?? false {
            state.dialog = dialog
            return []
        }
        let count = dialog.choices.count
        switch dialog.editor == nil ? key.mirroringArrows : key {
        case .left, .up, .backTab: dialog.selection = (dialog.selection + count - 1) % count
        case .right, .down, .tab: dialog.selection = (dialog.selection + 1) % count
        case .enter: return choose(dialog.choices[dialog.selection].action)
        case .character(" ") where dialog.editor == nil: return choose(dialog.choices[dialog.selection].action)
        case .character(let digit) where dialog.editor == nil && digit.isASCII && digit.isWholeNumber:
            // A question can wait: one who knows where to go goes there.
            state.dialog = nil
            return answerGlobal(key)
        case .escape, .character("q"):
            // Escape never destroys anything: it takes the choice that keeps what is.
            state.dialog = nil
            return []
        default: return []
        }
        state.dialog = dialog
        return []
    }

    /// Carries out a dialog's choice.
    mutating func choose(_ action: LabDialog.Action) -> [LabEffect] {
        let typed = state.dialog?.editor?.text ?? ""
        state.dialog = nil
        switch action {
        case .dismiss: return []
        case .saveAndQuit: return leave(status: 0)
        case .switchStage(let index):
            return stopAndSwitch(to: index)
        case .restart: return state.restart()
        case .downloadData: return state.load(DatasetRequest(.mnist, mayDownload: true))
        case .askFolder:
            state.dialog = LabDialog(
                "A folder of images",
                text: "It holds MNIST's four IDX files, gzipped or not (train-images-idx3-ubyte …).",
                choices: [.init("Load", .useFolder), .init("Cancel", .dismiss)], editor: LineEditor())
            return []
        case .useFolder:
            guard !typed.isEmpty else { return choose(.askFolder) }
            return state.load(DatasetRequest(.folder(typed), mayDownload: false))
        case .useSubset:
            if case .embedded = state.dataset?.origin { return [] }
            return state.load(DatasetRequest(.mini, mayDownload: false))
        case .cancelLoading: return [.cancelLoading]
        case .deleteRuns(let names): return names.map { .deleteRun($0) }
        case .renameRun(let name): return [.renameRun(name, title: typed)]
        }
    }

    private mutating func stopAndSwitch(to index: Int) -> [LabEffect] {
        guard state.stages.indices.contains(index) else { return [] }
        // The run that ends stays among the runs; the stage it belonged to shows it until another takes its place.
        let effects = state.isTraining && state.run?.next == nil ? [LabEffect.command(.stop)] : []
        state.selectedStage = index
        state.settings.stage = state.stage.id
        return effects + [.saveSettings(state.settings)] + state.seekModel() + changed(.stage)
    }

    // MARK: Mouse

    mutating func answer(_ mouse: MouseEvent) -> [LabEffect] {
        if isTiny { return [] }
        let bounds = Rect(state.context.size)
        if mouse.kind == .press { state.notice = nil }
        if let dialog = state.dialog {
            guard mouse.kind == .press, let choice = dialog.widget.choice(at: mouse.position, in: bounds) else {
                return []
            }
            return choose(dialog.choices[choice].action)
        }
        if let offset = helpOffset {
            switch mouse.kind {
            case .scrollUp: helpOffset = max(0, offset - 3)
            case .scrollDown: helpOffset = offset + 3
            case .press: helpOffset = nil
            case .release, .drag: break
            }
            return []
        }
        let top = bounds.split(top: 1).top
        if mouse.kind == .press, let tab = tabBar(state.context).tab(at: mouse.position, in: top) {
            return show(screen: tab)
        }
        let bottom = bounds.split(bottom: 1).bottom
        if mouse.kind == .press, let hint = statusLine(state.context).hint(at: mouse.position, in: bottom) {
            return Self.key(of: hint).map { answer($0) } ?? []
        }
        return screens[selectedScreen].handle(mouse, in: Self.area(in: state.context.size), &state)
    }

    /// The key that a hint at the bottom names, where it names a single one.
    static func key(of hint: KeyHint) -> Key? {
        switch hint.keys {
        case "Space": .character(" ")
        case "Tab": .tab
        case "Enter": .enter
        case "Esc": .escape
        case "Del": .delete
        case let text where text.count == 1 && !"↑↓←→".contains(text): text.first.map(Key.character)
        default: nil
        }
    }
}
