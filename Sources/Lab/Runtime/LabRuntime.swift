import Datasets
import Dispatch
import Foundation
import Notebook
import Synchronization
import Telemetry
import TerminalUI
import Training

/// Carries out the lab's effects: trainers, files, downloads. Results wait in a mailbox and wake the terminal's thread.
///
/// Used by the terminal's thread only; what runs on other threads shares nothing but the mailbox and the waker.
public final class LabRuntime {
    let inbox = Mailbox<LabMessage>()
    let waker: Waker
    let store: RunStore
    let settingsFile: SettingsFile
    /// Reads and writes small files, one after the other, so that a list never overtakes a deletion.
    let files = DispatchQueue(label: "digitlab.files", qos: .userInitiated)
    /// Asks networks about the test set.
    let evaluation = DispatchQueue(label: "digitlab.evaluation", qos: .utility)
    let loading = DispatchQueue(label: "digitlab.data", qos: .userInitiated)
    private let work = DispatchQueue(label: "digitlab.screens", qos: .userInitiated, attributes: .concurrent)
    private var trainer: (number: Int, trainer: Trainer)?
    private var cancelLoading: CancelFlag?

    public init(waker: Waker, store: RunStore = RunStore(), settingsFile: SettingsFile = .standard) {
        self.waker = waker
        self.store = store
        self.settingsFile = settingsFile
    }

    /// The newest snapshot, then all other results, in the order in which they came.
    func collect() -> [LabMessage] {
        // Taken first: the end of a run is sent after its last snapshot was published.
        let messages = inbox.drain()
        var result: [LabMessage] = []
        if let trainer, let snapshot = trainer.trainer.snapshots.take() {
            result.append(.snapshot(run: trainer.number, snapshot))
        }
        return result + messages
    }

    /// Waits for at most a twentieth of a second, then collects.
    func awaitResults() -> [LabMessage] {
        if waker.wait(for: .milliseconds(50)) { _ = waker.drain() }
        return collect()
    }

    func perform(_ effect: LabEffect) {
        switch effect {
        case .collect, .awaitResults, .exit, .suspend, .askBackground, .copy: break
        case .startTraining(let order): start(order)
        case .command(let command): trainer?.trainer.commands.send(command)
        case .loadData(let request): load(request)
        case .cancelLoading: cancelLoading?.raise()
        case .showOwnDigits(let folder, let train):
            later(on: files) { Self.loadOwnDigits(folder: folder, train: train) }
        case .listRuns: later(on: files) { [store] in Self.list(store) }
        case .loadModel(let stage, let classNames):
            later(on: files) { [store] in Self.loadModel(stage: stage, classNames, store) }
        case .evaluate(let shown, let dataset, let watched):
            later(on: evaluation) { Self.evaluate(shown, dataset, watched: watched) }
        case .openRun(let name): later(on: files) { [store] in Self.open(name, store) }
        case .loadCurves(let name): later(on: files) { [store] in Self.curves(of: name, store) }
        case .exportCurves(let name, let history): later(on: files) { Self.export(history, of: name) }
        case .renameRun(let name, let title): later(on: files) { [store] in Self.rename(name, title, store) }
        case .deleteRun(let name): later(on: files) { [store] in Self.delete(name, store) }
        case .loadLessons: later(on: files) { Self.loadLessons() }
        case .saveSettings(let settings):
            files.async { [settingsFile] in settingsFile.write(settings) }
        case .background(let screen, let job): later(on: work) { [.screen(screen, job())] }
        }
    }

    /// Waits for files that are still being written, but not for a disk or a pipe that never answers.
    func finish() {
        let written = DispatchSemaphore(value: 0)
        files.async { written.signal() }
        _ = written.wait(timeout: .now() + .milliseconds(800))
    }

    /// Runs a job on a queue and sends what it returns.
    func later(on queue: DispatchQueue, _ job: @escaping @Sendable () -> [LabMessage]) {
        queue.async { [inbox, waker] in
            for message in job() { inbox.send(message) }
            waker.wake()
        }
    }

    private func start(_ order: TrainingOrder) {
        let request = TrainingRequest(
            stage: order.stage, hyperparameters: order.hyperparameters, dataset: order.dataset,
            startPaused: order.startPaused, reportsLayers: order.reportsLayers, watchedImages: order.watchedImages,
            runsFolder: store.root)
        let trainer = Trainer(request)
        trainer.snapshots.onPublish { [waker] in waker.wake() }
        self.trainer = (order.number, trainer)
        trainer.start { [inbox, waker] result in
            var end = TrainingEnd()
            switch result {
            case .success(let summary):
                end.warning = summary.outputFailure.map { "the run could not be saved: \($0.description)" }
            case .failure(let error): end.failure = error.description
            }
            inbox.send(.trainingEnded(run: order.number, end))
            waker.wake()
        }
    }

    private func load(_ request: DatasetRequest) {
        cancelLoading?.raise()
        let flag = CancelFlag()
        cancelLoading = flag
        let inbox = inbox
        let waker = waker
        later(on: loading) {
            let loader = DatasetLoader(isCancelled: { flag.isRaised })
            do throws(DatasetError) {
                let dataset = try loader.load(request) { progress in
                    inbox.send(.dataProgress(progress))
                    waker.wake()
                }
                return [.dataLoaded(dataset)]
            } catch .cancelled {
                return [.dataFailed("Loading was cancelled.")]
            } catch {
                return [.dataFailed(error.description)]
            }
        }
    }
}

/// Tells background work to end early.
final class CancelFlag: Sendable {
    private let raised = Atomic<Bool>(false)

    var isRaised: Bool { raised.load(ordering: .relaxed) }

    func raise() { raised.store(true, ordering: .relaxed) }
}
