import Datasets
import NeuralNetwork
import Telemetry

/// Keeps a run's files: makes its folder when it starts, saves every few seconds, and once more at the end.
///
/// A run that was stopped before it finished an epoch leaves nothing; one that diverged leaves why.
final class RunFolderListener: RunListener {
    private let request: TrainingRequest
    private(set) var folder: RunFolder?
    /// Why the folder could not be made, if so.
    private var makingFailure: FileSystemError?
    private var hasWarned = false
    /// Steps taken when the run was saved last.
    private var savedStep: Int?

    init(_ request: TrainingRequest) { self.request = request }

    /// Why the run's files could not be written, if the last attempt failed.
    var failure: FileSystemError? { makingFailure ?? folder?.failure }

    func runStarted(_ run: RunView) {
        do throws(FileSystemError) {
            folder = try RunFolder.make(for: request, network: run.network, threads: run.threads)
        } catch {
            makingFailure = error
            run.warn("\(error); training goes on, but this run is not saved")
        }
        folder?.log.info("\(run.dataset.summary)")
        folder?.log.info("\(run.stage.id): \(run.network.parameterCount) parameters, \(run.threads) threads")
        if run.position.step > 0 { folder?.log.info("goes on from step \(run.position.step)") }
        save(run, isFinal: false)
    }

    func settingChanged(_ mark: HistoryMark, _ run: RunView) {
        folder?.log.info("\(mark.name): \(mark.from) → \(mark.to) at step \(mark.step)")
    }

    func runWarned(_ message: String, _ run: RunView) { folder?.log.warning("\(message)") }

    func clockLooked(_ run: RunView) {
        guard let folder, folder.isSaveDue(at: MonotonicClock.now()) else { return }
        save(run, isFinal: false)
    }

    func epochEnded(_ record: EpochRecord, _ run: RunView) { clockLooked(run) }

    func runStoodStill(_ run: RunView) {
        // Whatever happens during a long pause, nothing is lost.
        if run.position.step != savedStep { save(run, isFinal: false) }
    }

    func runEnded(_ run: RunView) {
        if case .failed(let reason) = run.status { folder?.log.error("\(reason)") }
        guard run.position.epoch > 0 || run.status.isFailed else {
            // Nobody wants weights that saw part of the images once.
            folder?.discard()
            folder = nil
            return
        }
        save(run, isFinal: true)
    }

    private func save(_ run: RunView, isFinal: Bool) {
        guard let folder else { return }
        savedStep = run.position.step
        folder.save(
            RunFolder.Content(
                results: run.results, history: run.history, last: run.lastWeights, best: run.bestWeights,
                bestEpoch: run.recorder.best?.epoch, status: run.status, saved: run.status.isFailed ? nil : run.saved),
            isFinal: isFinal)
        if folder.takeWasMadeAgain() {
            run.warn("the run's folder \(folder.url.path) was deleted while it trains; it was made again")
        }
        warnOfFailure(folder, run)
    }

    /// Tells, once, that a save failed; the next is tried all the same, and the last good one stays.
    private func warnOfFailure(_ folder: RunFolder, _ run: RunView) {
        guard let failure = folder.failure else {
            hasWarned = false
            return
        }
        if !hasWarned { run.warn("\(failure); training goes on, the last good save stays, and another is tried") }
        hasWarned = true
    }
}
