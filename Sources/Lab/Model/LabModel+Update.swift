import Datasets
import Notebook
import Telemetry
import TerminalUI

extension LabModel {
    /// Changes the model; what is to be done outside is returned.
    public mutating func update(_ message: LabMessage) -> [LabEffect] {
        var effects = answer(message)
        // A screen may ask for another one, from its keys or through a note's link.
        if let wanted = state.requestedScreen {
            state.requestedScreen = nil
            if let index = state.screenOrder.firstIndex(of: wanted) { effects += show(screen: index) }
        }
        return effects
    }

    private mutating func answer(_ message: LabMessage) -> [LabEffect] {
        switch message {
        case .started(let context):
            state.context = context
            state.useTheme()
            var effects: [LabEffect] = [.listRuns, .loadLessons, .askBackground]
            state.data = .loading("looking for images", share: nil)
            effects.append(.loadData(state.dataRequest))
            effects += state.seekModel()
            return effects + screens[selectedScreen].appear(&state)
        case .key(let key): return answer(key)
        case .mouse(let mouse): return answer(mouse)
        case .pasted(let text): return answer(paste: text)
        case .resized(let size):
            state.context.size = size
            return []
        case .backgroundReported(let background):
            state.reportedBackground = background
            state.useTheme()
            return []
        case .copied(let text, let wasSent):
            state.notice = Notice(wasSent ? "copied, if the terminal allows it: \(text)" : text)
            return []
        case .ticked(let elapsed):
            guard var notice = state.notice else { return [] }
            let since = notice.since ?? elapsed
            notice.since = since
            state.notice = elapsed - since >= notice.life ? nil : notice
            return []
        case .woken: return [.collect]
        case .terminated(let signal): return leave(status: 128 + signal)
        // SIGHUP's number: the run is saved, nothing can be shown any more.
        case .hungUp: return leave(status: 128 + 1) + (state.isTraining ? [.awaitResults] : [])
        case .dataProgress(let progress):
            if state.data.isLoading { state.data = Self.loading(progress) }
            return []
        case .dataLoaded(let dataset): return receive(dataset)
        case .dataFailed(let reason):
            state.dialog = Self.dataDialog(reason, inUse: state.previousDataset ?? state.dataset)
            if state.isTraining { return [] }
            if let previous = state.previousDataset ?? state.dataset {
                state.adopt(previous)
                return state.evaluateShown() + changed(.data)
            }
            state.data = .missing(reason)
            return []
        case .snapshot(let number, let snapshot): return receive(snapshot, run: number)
        case .trainingEnded(let number, let end): return receive(end, run: number)
        case .runsListed(let runs, let problems):
            state.take(runs: runs, problems: problems)
            return changed(.runs)
        case .modelLoaded(let stage, let shown):
            // A run that began meanwhile is not replaced.
            guard state.shown[stage] == nil, let shown else { return [] }
            // Nor do weights come up that were sought for images no longer in use.
            guard shown.classNames ?? Dataset.digitNames == state.soughtClasses else { return [] }
            state.shown[stage] = shown
            return state.evaluateShown() + (stage == state.stage.id ? changed(.shownRun) : [])
        case .runOpened(let shown): return open(shown)
        case .curvesLoaded(let run, let history):
            state.curves[run] = history
            return changed(.runs)
        case .evaluated(let stage, let runName, let report, let probabilities):
            state.evaluating.remove(stage)
            guard var shown = state.shown[stage], shown.source != .session, shown.runName == runName else { return [] }
            shown.report = report
            shown.watchedImages = probabilities.isEmpty ? [] : state.watchedImages
            shown.watchedProbabilities = probabilities
            state.shown[stage] = shown
            return stage == state.stage.id ? changed(.shownRun) : []
        case .lessonFieldsLoaded(let fields):
            state.lessonFields = fields
            return []
        case .lessonsLoaded(let lessons, let problem):
            state.lessons = lessons
            state.lessonProblem = problem
            return changed(.lessons)
        case .done(let what):
            state.notice = Notice(what)
            return []
        case .failed(let reason):
            state.notice = Notice(reason, isWarning: true)
            return []
        case .screen(let id, let result):
            guard let index = state.screenOrder.firstIndex(of: id) else { return [] }
            return screens[index].receive(result, &state)
        }
    }

    /// Tells the screen in front that something shared has changed.
    mutating func changed(_ change: LabChange) -> [LabEffect] { screens[selectedScreen].changed(change, &state) }

    /// Brings a screen to the front.
    mutating func show(screen index: Int) -> [LabEffect] {
        guard screens.indices.contains(index) else { return [] }
        if index == selectedScreen { return [] }
        selectedScreen = index
        return screens[index].appear(&state)
    }

    private mutating func receive(_ dataset: Dataset) -> [LabEffect] {
        if state.isTraining {
            state.pendingDataset = dataset
            state.notice = Notice("\(dataset.title) is ready and waits for a restart (r)")
            return []
        }
        state.adopt(dataset)
        if dataset.origin == .embedded, state.dataRequest.selection == .automatic, state.dialog == nil {
            state.dialog = Self.dataDialog(nil)
        } else {
            state.notice = Notice(dataset.summary)
        }
        return state.seekModel() + changed(.data)
    }

    private mutating func receive(_ snapshot: TrainingSnapshot, run number: Int) -> [LabEffect] {
        guard var run = state.run, run.number == number else { return [] }
        run.status = snapshot.status
        state.run = run
        state.shown[snapshot.stage.id] = ShownRun(snapshot, dataset: run.dataset)
        if let warning = snapshot.warning { state.notice = Notice(warning, isWarning: true) }
        return snapshot.stage.id == state.stage.id ? changed(.shownRun) : []
    }

    private mutating func receive(_ end: TrainingEnd, run number: Int) -> [LabEffect] {
        guard var run = state.run, run.number == number else { return [] }
        let next = run.next
        run.isActive = false
        run.next = nil
        if let failure = end.failure {
            run.status = .failed(failure)
            state.shown[run.stageID]?.status = run.status
        } else if run.status.isActive {
            run.status = .stopped
        }
        state.run = run
        if next == nil, let pending = state.pendingDataset { state.adopt(pending) }
        switch end.failure ?? end.warning {
        case let text?: state.notice = Notice(text, isWarning: true)
        case nil: state.notice = Self.endNotice(run, state.shown[run.stageID])
        }
        var effects: [LabEffect] = [.listRuns]
        switch next {
        case .exit(let status): return [.exit(status)]
        case .start(let stage, let stepping):
            if let index = state.stages.firstIndex(where: { $0.id == stage }) { state.selectedStage = index }
            effects += state.start(stepping: stepping)
        case nil: break
        }
        return effects + changed(.shownRun)
    }

    private static func endNotice(_ run: ActiveRun, _ shown: ShownRun?) -> Notice {
        let best = shown?.history.bestValidationAccuracy.map {
            ": best test accuracy \(NumberFormat.percent($0.validationAccuracy)) in epoch \($0.epoch)"
        }
        let verb = run.status == .finished ? "finished" : "stopped; the weights are kept"
        return Notice("\(run.stageID) \(verb)\(best ?? "")")
    }

    private mutating func open(_ shown: ShownRun) -> [LabEffect] {
        guard let index = state.stages.firstIndex(where: { $0.id == shown.stageID }) else {
            state.notice = Notice("the stage \(shown.stageID) of this run is not among the stages", isWarning: true)
            return []
        }
        if state.isTraining, state.run?.stageID == shown.stageID {
            state.notice = Notice("\(shown.stageID) is training; stop it first (x)", isWarning: true)
            return []
        }
        if state.isTraining { return state.askToSwitch(to: index) }
        state.selectedStage = index
        state.shown[shown.stageID] = shown
        state.evaluating.remove(shown.stageID)
        if let settings = shown.hyperparameters { state.hyperparameters = settings }
        state.notice = Notice("opened \(shown.label)")
        state.requestedScreen = .train
        return state.evaluateShown() + changed(.shownRun)
    }

    /// Ends the program, after the run has been saved where one goes on.
    mutating func leave(status: Int32) -> [LabEffect] {
        guard state.isTraining else { return [.saveSettings(state.settings), .exit(status)] }
        if case .exit = state.run?.next { return [] }
        let isEnding = state.run?.next != nil
        state.run?.next = .exit(status)
        state.notice = Notice("saving the run")
        return [.saveSettings(state.settings)] + (isEnding ? [] : [.command(.stop)])
    }

    private static func loading(_ progress: LoadProgress) -> DataState {
        switch progress {
        case .skipped(let reason): .loading(reason, share: nil)
        case .reading(let path): .loading("reading images from \(path)", share: nil)
        case .downloading(let file, let bytes, let total, let number, let count):
            .loading(
                "downloading \(file) (\(number) of \(count)), \(NumberFormat.compact(Double(bytes)))B",
                share: total.map { Double(bytes) / Double(max(1, $0)) })
        case .retrying(let reason): .loading(reason, share: nil)
        }
    }

    /// What to do about missing images; with a reason where some were asked for and could not be had.
    ///
    /// - Parameter inUse: The images that are here: the choice that is made beforehand keeps them.
    static func dataDialog(_ reason: String?, inUse: Dataset? = nil) -> LabDialog {
        let text =
            reason
            ?? "The 70,000 images of MNIST are not on this machine yet. Until they are, the lab uses the 5,000 that ship "
            + "with it: enough to see everything, not to reach the best accuracy."
        var choices: [LabDialog.Choice] = [
            .init("Use the 5,000", .useSubset), .init("Download (11 MB)", .downloadData), .init("Folder…", .askFolder),
        ]
        if let inUse, inUse.origin != .embedded { choices.insert(.init("Keep \(inUse.title)", .dismiss), at: 0) }
        return LabDialog(
            reason == nil ? "Which images?" : inUse == nil ? "No images" : "No other images", text: text,
            choices: choices)
    }
}
