import Datasets
import NeuralNetwork
import Telemetry

/// Keeps a run's files: makes its folder when it starts, saves after epochs, and once more at the end.
///
/// A run that was stopped before it finished an epoch leaves nothing; one that diverged leaves why.
final class RunFolderListener: RunListener {
    private let request: TrainingRequest
    private(set) var folder: RunFolder?
    /// Why the run's files could not be written, if so.
    private(set) var failure: FileSystemError?

    init(_ request: TrainingRequest) { self.request = request }

    func runStarted(_ run: RunView) {
        do throws(FileSystemError) {
            folder = try RunFolder.make(for: request, network: run.network, threads: run.threads)
        } catch {
            fail(error, run)
        }
        folder?.log.info("\(run.dataset.summary)")
        folder?.log.info("\(run.stage.id): \(run.network.parameterCount) parameters, \(run.threads) threads")
    }

    func settingChanged(_ mark: HistoryMark, _ run: RunView) {
        folder?.log.info("\(mark.name): \(mark.from) → \(mark.to) at step \(mark.step)")
    }

    func runWarned(_ message: String, _ run: RunView) { folder?.log.warning("\(message)") }

    func epochEnded(_ record: EpochRecord, _ run: RunView) { save(run, isFinal: false) }

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
        folder.save(
            RunFolder.Content(
                results: run.results, history: run.history, last: run.lastWeights, best: run.bestWeights,
                bestEpoch: run.recorder.best?.epoch, status: run.status),
            isFinal: isFinal)
        if folder.takeWasMadeAgain() {
            run.warn("the run's folder \(folder.url.path) was deleted while it trains; it was made again")
        }
        if let failure = folder.failure { fail(failure, run) }
    }

    /// Tells, once, that the run's files cannot be written.
    private func fail(_ error: FileSystemError, _ run: RunView) {
        guard failure == nil else { return }
        failure = error
        run.warn("\(error); training goes on, but this run is not saved")
    }
}
