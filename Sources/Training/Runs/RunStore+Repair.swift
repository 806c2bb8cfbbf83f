import Datasets
import Foundation
import NeuralNetwork

extension RunStore {
    /// Clears up behind processes that were killed: removes files that were only begun, and where a run was killed between
    /// the files of one save, writes them all from that save, so that weights, curves and description belong together.
    public func tidy() {
        for run in list().runs where !run.isRunning {
            PendingFile.removeLeftovers(in: run.folder.path)
            try? Self.repair(run)
        }
    }

    /// Brings the files of a run to its last save, where they are not.
    static func repair(_ run: StoredRun) throws {
        guard run.description.status == .running, let file = try SavedRunFile.read(in: run.folder),
            file.save != run.description.save, file.epoch > 0
        else { return }
        let saved = try file.run(in: run.folder)
        guard let kept = saved.kept else { return }
        var description = file.description
        description.title = run.description.title
        description.save = file.save
        try RunFolder.writeResults(
            .init(
                results: description.results, history: file.history.history, last: kept.last,
                best: kept.best ?? kept.last, bestEpoch: file.best?.epoch, status: .running),
            description: description, network: try Network(description.specification), writesBest: true,
            writesLast: true, to: run.folder)
    }
}
