import Notebook
import Telemetry

extension TrainingLoop {
    /// Carries out the commands that wait and, while the run stands still, waits for one that says to go on.
    func attend() {
        guard control.standsStill || !commands.isEmpty else { return }
        for command in commands.drain() { carryOut(command) }
        guard control.standsStill else {
            // One that was to begin paused was told to go before it stood still.
            status = .running
            return
        }
        recorder.standStill(at: MonotonicClock.now())
        status = .paused
        while control.standsStill {
            tell { $0.runStoodStill($1) }
            for command in commands.waitAndDrain() { carryOut(command) }
        }
        status = .running
        recorder.goOn(at: MonotonicClock.now())
    }

    private func carryOut(_ command: TrainingCommand) {
        control.take(command)
        if case .apply(let wanted) = command {
            do throws(HyperparameterError) {
                for change in try LiveSettings.apply(wanted, to: &hyperparameters, of: engine) {
                    let mark = recorder.mark(change, at: position, now: MonotonicClock.now())
                    tell { $0.settingChanged(mark, $1) }
                }
            } catch {
                warn(error.description)
            }
        }
        tell { $0.commandCarriedOut(command, $1) }
    }
}
