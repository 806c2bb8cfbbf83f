import Datasets
import TerminalUI

extension LabModel {
    /// Types pasted text into the field that has the keys; without one it is dropped, for none of it was meant as keys.
    mutating func answer(paste text: String) -> [LabEffect] {
        let takesText = state.dialog.map { $0.editor != nil } ?? (palette != nil || screen.capturesText)
        guard !isTiny, helpOffset == nil, takesText else {
            return []
        }
        return LineEditor.typable(text).flatMap { answer(.character($0)) }
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
        let line = bounds.split(bottom: 1).bottom
        if mouse.kind == .press, let key = statusLine(state.context).key(at: mouse.position, in: line) {
            return answer(key)
        }
        if mouse.kind == .press { state.notice = nil }
        if let dialog = state.dialog {
            guard mouse.kind == .press, let choice = dialog.widget.choice(at: mouse.position, in: bounds) else {
                return []
            }
            return choose(dialog.choices[choice].action)
        }
        if palette != nil { return answerPalette(mouse) }
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
        return screens[selectedScreen].handle(mouse, in: Self.area(in: state.context.size), &state)
    }
}
