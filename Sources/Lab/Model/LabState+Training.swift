import Datasets
import Notebook
import Telemetry

extension LabState {
    /// Space: starts the chosen stage, or pauses and resumes the run.
    mutating func pauseOrResume() -> [LabEffect] {
        if isTraining, let run {
            if run.next != nil { return [] }
            guard run.stageID == stage.id else { return askToSwitch(to: selectedStage) }
            return [.command(run.isPaused ? .resume : .pause)]
        }
        if shownRun?.source == .session, run?.stageID == stage.id {
            notice = Notice("this run is over; r trains the stage anew")
            return []
        }
        return start(stepping: nil)
    }

    /// `s` and `S`: one batch, or to the end of the epoch; starts the stage where nothing trains.
    mutating func step(_ step: ActiveRun.Step) -> [LabEffect] {
        if isTraining, let run {
            if run.next != nil { return [] }
            guard run.stageID == stage.id else { return askToSwitch(to: selectedStage) }
            return [.command(step == .batch ? .stepBatch : .stepEpoch)]
        }
        return start(stepping: step)
    }

    /// `r`: trains the chosen stage with the edited settings from the beginning, ending the run that goes on.
    mutating func restart() -> [LabEffect] {
        guard isTraining, let current = run else { return start(stepping: nil) }
        if current.next != nil { return [] }
        if current.stageID != stage.id { return askToSwitch(to: selectedStage) }
        let id = stage.id
        run?.next = .start(stage: id, stepping: nil)
        notice = Notice("saving the run, then starting anew")
        return [.command(.stop)]
    }

    /// `x`: ends the run and keeps its weights.
    mutating func stop() -> [LabEffect] {
        guard isTraining else {
            notice = Notice("nothing is training")
            return []
        }
        if run?.next != nil { return [] }
        notice = Notice("stopping; the weights are kept")
        return [.command(.stop)]
    }

    /// Starts the chosen stage.
    mutating func start(stepping: ActiveRun.Step?) -> [LabEffect] {
        if let pending = pendingDataset { adopt(pending) }
        guard let dataset else {
            if case .missing(let reason) = data { dialog = LabModel.dataDialog(reason) }
            notice = Notice(
                data.isLoading ? "the images are still being loaded" : "there are no images to train on yet",
                isWarning: true)
            return []
        }
        runCount += 1
        run = ActiveRun(number: runCount, stageID: stage.id, dataset: dataset.name)
        let settings = hyperparameters.resolvingSchedule(trainingCount: dataset.train.count)
        var effects: [LabEffect] = [
            .startTraining(
                TrainingOrder(
                    number: runCount, stage: stage, hyperparameters: settings, dataset: dataset,
                    startPaused: stepping != nil, reportsLayers: true, watchedImages: watchedImages))
        ]
        switch stepping {
        case .batch: effects.append(.command(.stepBatch))
        case .epoch: effects.append(.command(.stepEpoch))
        case nil: break
        }
        return effects
    }

    /// Asks whether to end the run that goes on before another stage takes its place.
    mutating func askToSwitch(to index: Int) -> [LabEffect] {
        guard let run, run.isActive, stages[index].id != run.stageID else { return [] }
        let name = stages[index].id
        dialog = LabDialog(
            "\(run.stageID) is training",
            text: "Switching to \(name) stops it. Its curves and weights are kept among the runs.",
            choices: [
                .init("Keep training", .dismiss), .init("Stop and switch to \(name)", .switchStage(index)),
            ])
        return []
    }

    /// Chooses a stage; asks first when another one trains.
    mutating func select(stage index: Int) -> [LabEffect] {
        guard stages.indices.contains(index), index != selectedStage else { return [] }
        if isTraining, stages[index].id != run?.stageID { return askToSwitch(to: index) }
        selectedStage = index
        settings.stage = stage.id
        return [.saveSettings(settings)] + seekModel()
    }

    /// Asks for weights of the chosen stage where nothing is shown of it yet.
    mutating func seekModel() -> [LabEffect] {
        let id = stage.id
        guard shown[id] == nil, !soughtModels.contains(id) else { return evaluateShown() }
        soughtModels.insert(id)
        return [.loadModel(stage: id, classNames: soughtClasses)]
    }

    /// Asks what the chosen stage's loaded weights answer to the test set, once.
    mutating func evaluateShown() -> [LabEffect] {
        guard let shown = shownRun, shown.source != .session, shown.report == nil, let dataset, !isTraining,
            !evaluating.contains(shown.stageID)
        else { return [] }
        evaluating.insert(shown.stageID)
        return [.evaluate(shown, dataset, watched: watchedImages)]
    }

    /// Sends the settings that apply at once to the run, where it is the chosen stage's.
    func applyLive() -> [LabEffect] {
        guard isTrainingSelectedStage, let dataset else { return [] }
        return [.command(.apply(hyperparameters.resolvingSchedule(trainingCount: dataset.train.count)))]
    }

    /// Asks for images; those in use stay until others have come, and as long as a run needs them.
    mutating func load(_ request: DatasetRequest) -> [LabEffect] {
        dataRequest = request
        if isTraining {
            notice = Notice("loading; the run that goes on keeps its images until a restart (r)")
            return [.loadData(request)]
        }
        previousDataset = dataset ?? previousDataset
        data = .loading("looking for images", share: nil)
        return [.loadData(request)]
    }

    /// Puts images to use. Answers to other images mean nothing any more, nor do weights that know other classes.
    mutating func adopt(_ dataset: Dataset) {
        if dataset.classNames != soughtClasses {
            soughtClasses = dataset.classNames
            soughtModels = []
            for (id, run) in shown where run.source != .session && run.classNames ?? Dataset.digitNames != soughtClasses
            {
                shown[id] = nil
            }
        }
        data = .ready(dataset)
        previousDataset = nil
        pendingDataset = nil
        evaluating = []
        watchedImages = WatchedImages.choose(from: dataset.test.labels, classCount: dataset.classNames.count)
        selectedImage = 0
        for (id, run) in shown where run.source != .session || run.dataset != dataset.name {
            shown[id]?.report = nil
            shown[id]?.watchedProbabilities = []
            shown[id]?.watchedImages = []
        }
    }

    /// A run's curves: this session's as they are now, others as their folders held them.
    func curves(ofRun name: String) -> TrainingHistory? {
        let live = shown.values.first { $0.source == .session && $0.runName == name }
        return live?.history ?? curves[name]
    }

    /// A listed run with its figures as they are now, where it is this session's and still goes on.
    func current(_ item: RunItem) -> RunItem {
        guard isTraining, let shown = shown[item.stageID], shown.source == .session, shown.runName == item.id,
            let snapshot = shown.snapshot
        else { return item }
        var item = item
        item.epochs = snapshot.epoch
        item.trainingSeconds = snapshot.trainingSeconds
        item.lastAccuracy = shown.history.test.last?.accuracy
        item.bestAccuracy = shown.history.bestValidationAccuracy?.validationAccuracy
        item.bestEpoch = shown.history.bestValidationAccuracy?.epoch
        item.lowestTestLoss = shown.history.lowestValidationLoss?.validationLoss
        return item
    }

    /// Takes a new list of runs; curves of runs that another process trains have grown since they were read.
    mutating func take(runs listed: [RunItem], problems: [String]) {
        for run in runs + listed where run.status == "running" {
            soughtCurves.remove(run.id)
            curves[run.id] = nil
        }
        runs = listed
        runProblems = problems
    }

    /// Asks for the curves of past runs that are not here yet.
    mutating func seekCurves(of names: [String]) -> [LabEffect] {
        var effects: [LabEffect] = []
        for name in names where curves(ofRun: name) == nil && !soughtCurves.contains(name) {
            soughtCurves.insert(name)
            effects.append(.loadCurves(run: name))
        }
        return effects
    }
}
