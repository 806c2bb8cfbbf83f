import Assets
import Datasets
import Foundation
import NeuralNetwork
import Notebook
import Telemetry
import Training

/// What runs on the runtime's queues: each job returns the messages that tell its result.
extension LabRuntime {
    static func list(_ store: RunStore) -> [LabMessage] {
        let listing = store.list()
        return [
            .runsListed(listing.runs.map(RunItem.init), problems: listing.unreadable.map { "\($0.name): \($0.reason)" })
        ]
    }

    /// The best run's best weights with its curves, else the weights that ship; both only where they know these classes.
    static func loadModel(stage: String, _ classNames: [String], _ store: RunStore) -> [LabMessage] {
        let runs = store.list().models(of: stage) { $0.classNames == classNames }
        if let run = runs.first, let shown = try? shownRun(run, source: .last(name: run.name)) {
            return [.modelLoaded(stage: stage, shown)]
        }
        do throws(ModelError) {
            let model = try ModelLoader(store: store).loadShipped(stage: stage)
            guard model.classNames ?? Dataset.digitNames == classNames else {
                return [.modelLoaded(stage: stage, nil)]
            }
            let shown = ShownRun(
                source: .shipped, stageID: stage, label: "shipped weights", network: model.network,
                weights: model.weights, classNames: model.classNames)
            return [.modelLoaded(stage: stage, shown)]
        } catch .notFound {
            return [.modelLoaded(stage: stage, nil)]
        } catch {
            return [.modelLoaded(stage: stage, nil), .failed(error.description)]
        }
    }

    static func evaluate(_ shown: ShownRun, _ dataset: Dataset, watched: [Int]) -> [LabMessage] {
        guard shown.network.classCount >= dataset.test.classCount else { return [] }
        let evaluator = Evaluator(network: shown.network, weights: shown.weights, workers: 1)
        let evaluation = dataset.test.labels.withUnsafeBufferPointer { labels in
            labels.baseAddress.map {
                evaluator.evaluate(images: dataset.test.pixels, labels: $0, count: dataset.test.count)
            }
        }
        guard let evaluation else { return [] }
        let best = shown.history.bestValidationAccuracy
        let report = TestReport(
            epoch: best?.epoch ?? 0, step: best?.step ?? 0, loss: evaluation.loss, accuracy: evaluation.accuracy,
            predictions: evaluation.predictions, confidences: evaluation.confidences)
        let classifier = Classifier(network: shown.network, weights: shown.weights)
        let probabilities = dataset.test.withUnsafePixels { pixels in
            watched.map { classifier.probabilities(of: pixels.baseAddress! + $0 * ImageSet.pixelsPerImage) }
        }
        return [.evaluated(stage: shown.stageID, runName: shown.runName, report, probabilities: probabilities)]
    }

    static func open(_ name: String, _ store: RunStore) -> [LabMessage] {
        do throws(RunStoreError) {
            return [.runOpened(try shownRun(try store.run(named: name), source: .opened(name: name)))]
        } catch {
            return [.failed(error.description)]
        }
    }

    private static func shownRun(_ run: StoredRun, source: ShownRun.Source) throws(RunStoreError) -> ShownRun {
        let loaded = try RunStore.load(run)
        let item = RunItem(run)
        return ShownRun(
            source: source, stageID: item.stageID, label: item.title ?? "run of \(item.started)",
            hyperparameters: item.hyperparameters, history: loaded.history, network: loaded.network,
            weights: loaded.best, classNames: run.description.dataset.classNames)
    }

    static func curves(of name: String, _ store: RunStore) -> [LabMessage] {
        do throws(RunStoreError) {
            let run = try store.run(named: name)
            // A run that has just begun has nothing to show yet, and nothing is wrong with it.
            if !run.hasWeights { return [.curvesLoaded(run: name, TrainingHistory())] }
            return [.curvesLoaded(run: name, try RunStore.history(of: run))]
        } catch {
            return [.curvesLoaded(run: name, TrainingHistory()), .failed(error.description)]
        }
    }

    static func export(_ history: TrainingHistory, of name: String) -> [LabMessage] {
        let path = URL(fileURLWithPath: FileManager.default.currentDirectoryPath)
            .appendingPathComponent("\(name).csv").path
        do throws(RunStoreError) {
            try CurveTable.write(history, to: path)
            return [.done("curves written to \(path)")]
        } catch {
            return [.failed(error.description)]
        }
    }

    static func rename(_ name: String, _ title: String, _ store: RunStore) -> [LabMessage] {
        do throws(RunStoreError) {
            try store.rename(name, title: title)
        } catch {
            return [.failed(error.description)]
        }
        return list(store)
    }

    static func delete(_ name: String, _ store: RunStore) -> [LabMessage] {
        do throws(RunStoreError) {
            try store.delete(name)
        } catch {
            return [.failed(error.description)]
        }
        return list(store)
    }

    static func loadLessons() -> [LabMessage] {
        guard let folder = Assets.folder?.appendingPathComponent("lessons") else {
            return [.lessonsLoaded([:], problem: "the program's lessons were not found")]
        }
        var lessons: [String: Lesson] = [:]
        var problem: String?
        for name in Lesson.names(in: folder) {
            do throws(LessonError) {
                lessons[name] = try Lesson.load(id: name, from: folder)
            } catch {
                problem = "\(error)"
            }
        }
        let fields = DrawingFigures.shipped()?.lessonFields ?? DrawingFigures.missingFields
        return [.lessonFieldsLoaded(fields), .lessonsLoaded(lessons, problem: problem)]
    }
}

extension RunItem {
    /// A run on the disk as the lists show it.
    init(_ run: StoredRun) {
        let description = run.description
        let status = run.isInterrupted ? "interrupted" : description.status.rawValue
        self.init(
            id: run.name, title: description.title, stage: description.stage.stage,
            dataset: description.dataset.title, started: Self.localTime(description.started),
            startedAt: description.started, status: status, hyperparameters: description.hyperparameters,
            parameters: description.parameters, threads: description.threads, blasKernel: description.blasKernel,
            epochs: description.results.epochs, lastAccuracy: description.results.testAccuracy,
            bestAccuracy: description.results.bestTestAccuracy, bestEpoch: description.results.bestEpoch,
            lowestTestLoss: description.results.lowestTestLoss,
            trainingSeconds: description.results.trainingSeconds, hasWeights: run.hasWeights)
    }

    /// `2026-11-23 14:02:31` in the machine's time zone.
    private static func localTime(_ date: Date) -> String {
        var seconds = time_t(date.timeIntervalSince1970)
        var parts = tm()
        localtime_r(&seconds, &parts)
        func two(_ value: Int32) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday)) \(two(parts.tm_hour)):"
            + "\(two(parts.tm_min)):\(two(parts.tm_sec))"
    }
}
