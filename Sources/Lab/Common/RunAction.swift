import TerminalUI

/// What a key does to the run.
public enum RunAction: Sendable, Equatable {
    case pauseOrResume
    case step(ActiveRun.Step)
    case restart
    case stop

    /// The key that starts, pauses and resumes, on every screen that does not use it otherwise.
    static func spaceBinding(_ state: LabState) -> KeyBinding<RunAction> {
        let isOver = !state.isTraining && state.shownRun?.source == .session
        let hint = state.isTraining ? (state.run?.isPaused == true ? "resume" : "pause") : "train"
        return KeyBinding(
            [.character(" "): .pauseOrResume], hint: isOver ? "" : hint, help: "start, pause, resume", isPinned: true)
    }

    /// The keys that act where the run is seen.
    static func bindings(_ state: LabState) -> [KeyBinding<RunAction>] {
        let isTraining = state.isTraining
        let isOver = !isTraining && state.shownRun?.source == .session
        return [
            KeyBinding([.character("s"): .step(.batch)], hint: isTraining ? "batch" : "", help: "one batch"),
            KeyBinding([.character("S"): .step(.epoch)], hint: isTraining ? "epoch" : "", help: "to the epoch's end"),
            KeyBinding(
                [.character("r"): .restart], hint: isTraining ? "restart" : isOver ? "train anew" : "",
                help: "restart with these settings", isPinned: isOver),
            KeyBinding([.character("x"): .stop], hint: isTraining ? "stop" : "", help: "stop, keep the weights"),
        ]
    }
}

extension LabState {
    mutating func perform(_ action: RunAction) -> [LabEffect] {
        switch action {
        case .pauseOrResume: pauseOrResume()
        case .step(let step): self.step(step)
        case .restart: restart()
        case .stop: stop()
        }
    }
}
