import Datasets
import Foundation
import Notebook

extension TrainingRequest {
    /// A request that goes on with a run in its own folder, from its last save, bit for bit as if it had never stopped:
    /// one that was killed, that was stopped, or that finished and is given more epochs.
    ///
    /// A run that was killed before its first save begins anew, which comes to the same.
    ///
    /// - Parameters:
    ///   - epochs: How many the run is to have in all; without it as many as it was to have.
    ///   - dataset: The one that the run was trained on.
    /// - Throws: ``RunStoreError`` for a run that cannot go on, or not on these images.
    public static func continuing(
        _ run: StoredRun, epochs: Int? = nil, dataset: Dataset, reporting: Reporting = .full,
        startPaused: Bool = false
    ) throws(RunStoreError) -> TrainingRequest {
        let description = run.description
        func refuse(_ reason: String) -> RunStoreError { .cannotContinue(run: run.name, reason: reason) }
        if run.isRunning { throw refuse("process \(description.processID) trains it now") }
        if description.status == .failed { throw refuse(description.message ?? "it ended with an error") }
        let trained = description.dataset
        guard trained.name == dataset.name, trained.trainImages == dataset.train.count,
            trained.testImages == dataset.test.count
        else {
            throw refuse(
                "it was trained on \(trained.title) with \(trained.trainImages) images, this is \(dataset.title) with "
                    + "\(dataset.train.count); name the data set with --data")
        }
        let file = try SavedRunFile.read(in: run.folder)
        if file == nil, description.results.epochs > 0 {
            throw refuse("its folder has no \(RunFolder.File.state); it was trained by an older version")
        }
        var saved = try file.map { file throws(RunStoreError) in try file.run(in: run.folder) }
        var settings = saved?.state.hyperparameters ?? description.hyperparameters
        if let epochs { settings.epochs = epochs }
        if let done = saved?.state.epoch, done >= settings.epochs {
            throw refuse("all its \(done) epochs are done; give it more with --epochs")
        }
        saved?.state.hyperparameters = settings
        // Without a save the number of threads is the only thing that the settings may leave open.
        if saved == nil, settings.threads == 0 { settings.threads = description.threads }
        return TrainingRequest(
            stage: description.stage.stage, hyperparameters: settings, dataset: dataset, output: .existing(run.folder),
            reporting: reporting, startPaused: startPaused, runsFolder: run.folder.deletingLastPathComponent(),
            resuming: saved)
    }
}
