import ArgumentParser
import Datasets
import Foundation
import Telemetry
import Training

/// Runs one trainer on a thread of its own and prints, on this one, what it tells.
struct TrainSession {
    let request: TrainingRequest
    /// JSON lines on standard output; everything for people then goes to standard error.
    let isJSON: Bool
    var display: TrainDisplay
    let interruption: Interruption

    /// Trains to the end.
    ///
    /// - Throws: `ExitCode` or ``CommandFailure`` where the run did not end well.
    mutating func run() throws {
        let events = Mailbox<TrainEvent>()
        var request = request
        request.reporting = display.wantsProgress ? .progress : .none
        let trainer = Trainer(request, listeners: [EventReporter(events: events)])
        if display.wantsProgress { trainer.snapshots.onPublish { events.send(.progress) } }
        interruption.onFirst { _ in
            trainer.commands.send(.stop)
            events.send(.interrupted)
        }
        trainer.start { events.send(.ended($0)) }

        var outputError: OutputError?
        while true {
            for event in events.waitAndDrain() {
                if case .ended(let result) = event { return try end(result, outputError) }
                guard outputError == nil else { continue }
                do throws(OutputError) {
                    try show(event, trainer)
                } catch {
                    // Nobody reads any more: finish the batch, keep what was learned, go.
                    outputError = error
                    trainer.commands.send(.stop)
                }
            }
        }
    }

    private mutating func show(_ event: TrainEvent, _ trainer: Trainer) throws(OutputError) {
        switch event {
        case .ended: break
        case .progress:
            if let snapshot = trainer.snapshots.take() { try display.progress(snapshot) }
        case .epoch(let record):
            try display.epoch(record)
            if isJSON { try Output.standard.line(TrainJSON.epoch(record).text) }
        case .warning(let text): try display.message("digitlab: \(text)")
        case .interrupted: try display.message("finishing the batch and saving; once more ends at once")
        }
    }

    private mutating func end(_ result: Result<RunSummary, TrainingError>, _ outputError: OutputError?) throws {
        if let outputError { throw outputError }
        let summary: RunSummary
        var failure: CommandFailure?
        switch result {
        case .success(let ended): summary = ended
        case .failure(let error):
            guard case .diverged(let reason, let ended) = error else { throw error }
            summary = ended
            failure = CommandFailure(reason, exitCode: error.exitCode)
        }
        try display.summary(summary)
        if isJSON { try Output.standard.line(TrainJSON.summary(summary).text) }
        if let failure { throw failure }
        if let failed = summary.outputFailure {
            throw CommandFailure("the run could not be saved: \(failed)", exitCode: failed.exitCode)
        }
        if let signal = interruption.signal { throw ExitCode(128 + signal) }
    }
}
