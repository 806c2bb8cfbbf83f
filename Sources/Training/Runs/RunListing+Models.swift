extension RunListing {
    /// The runs that may stand for a stage on one data set, the best first and of those that are alike the newest: what the
    /// stage's name means wherever it is said. Where there is none, the weights that ship take their place.
    ///
    /// - Parameter dataset: The data set's name; without one, that of the stage's newest run.
    public func models(of stage: String, on dataset: String? = nil) -> [StoredRun] {
        let all = models(of: stage) { _ in true }
        // The listing has the newest first.
        let newest = runs.first { run in all.contains { $0.name == run.name } }
        guard let name = dataset ?? newest?.description.dataset.name else { return [] }
        return all.filter { $0.description.dataset.name == name }
    }

    /// The same for runs on any data set that is good for the purpose, such as those of the same classes.
    public func models(
        of stage: String, where fits: (RunDescription.DatasetDescription) -> Bool
    ) -> [StoredRun] {
        let candidates = runs.filter { run in
            run.description.stage.id == stage && run.isModel && fits(run.description.dataset)
        }
        // Sorting keeps the order of equals by their place, for `sorted` does not promise to.
        return candidates.enumerated().sorted { first, second in
            let (one, other) = (first.element.bestAccuracy, second.element.bestAccuracy)
            return one == other ? first.offset < second.offset : one > other
        }.map(\.element)
    }
}

extension StoredRun {
    /// Whether its weights may stand for its stage: it is over, did not diverge and finished an epoch.
    var isModel: Bool {
        guard hasWeights, description.results.epochs > 0 else { return false }
        return switch description.status {
        case .finished, .stopped: true
        case .running: isInterrupted
        case .failed: false
        }
    }

    /// For the order among runs; one that does not know how good it is comes last.
    fileprivate var bestAccuracy: Double { description.results.bestTestAccuracy ?? -1 }
}
