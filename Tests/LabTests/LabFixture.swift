import Datasets
import Foundation
import Lab
import NeuralNetwork
import Notebook
import Telemetry
import TerminalUI

/// A small lab whose every number is known: three stages, twenty images, and a run of two epochs.
enum LabFixture {
    static func stage(
        _ id: String, number: Int, hidden: [Int] = [], teaches: String, optimizer: OptimizerSpecification = .sgd(),
        schedule: LearningRateSchedule = .constant, dropout: Double? = nil
    ) -> Stage {
        var layers = [LayerSpecification(name: "flatten", layer: .flatten)]
        for (index, units) in hidden.enumerated() {
            if let dropout {
                layers.append(.init(name: "dropout_\(index + 1)", layer: .dropout(rate: Float(dropout))))
            }
            layers.append(.init(name: "hidden_layer_\(index + 1)", layer: .dense(units: units, activation: .relu)))
        }
        layers.append(.init(name: "output_layer", layer: .dense(units: 10)))
        let settings = Hyperparameters(
            learningRate: 0.005, schedule: schedule, optimizer: optimizer, batchSize: 100, epochs: 10,
            hiddenUnits: hidden, activation: hidden.isEmpty ? nil : .relu, dropout: dropout)
        return Stage(
            id: id, number: number, title: id, teaches: teaches, logName: id,
            specification: NetworkSpecification(layers: layers), defaults: settings)
    }

    static var stages: [Stage] {
        [
            stage("softmax", number: 1, teaches: "ten weighted sums of the pixels"),
            stage("relu", number: 2, hidden: [20], teaches: "negative becomes zero"),
            stage(
                "adam", number: 3, hidden: [20], teaches: "a step size for every weight", optimizer: .adam(),
                schedule: .inverseTime(decay: 0.001), dropout: 0.25),
        ]
    }

    /// Image `i` shows a bar and is labelled `i % 10`.
    static func dataset(_ name: String = "tiny", count: Int = 20) throws -> Dataset {
        var pixels = [UInt8](repeating: 0, count: count * 784)
        for image in 0..<count {
            for row in 6..<22 { for column in 0..<3 { pixels[image * 784 + row * 28 + 8 + column + image % 10] = 255 } }
        }
        let set = try ImageSet(pixels: pixels, labels: (0..<count).map { UInt8($0 % 10) })
        return Dataset(name: name, title: "Tiny", train: set, test: set, origin: .folder("/data"))
    }

    /// All but three images are answered right: 4 and 14 are taken for 9, 7 for 1.
    static func report(count: Int = 20, step: Int = 2) -> TestReport {
        var answers = (0..<count).map { UInt8($0 % 10) }
        var confidences = [Float](repeating: 0.75, count: count)
        for (image, answer, confidence) in [(4, 9, 0.9), (14, 9, 0.6), (7, 1, 0.95)] as [(Int, UInt8, Float)]
        where image < count {
            answers[image] = answer
            confidences[image] = confidence
        }
        return TestReport(
            epoch: step, step: step, loss: 0.5, accuracy: 0.85, predictions: answers, confidences: confidences)
    }

    static func history() -> TrainingHistory {
        var history = TrainingHistory()
        for (step, loss, accuracy) in [(0, 2.3, 0.1), (1, 1.2, 0.6), (2, 0.8, 0.8)] {
            let epoch = Double(step)
            history.train.append(HistoryPoint(step: step, epoch: epoch, seconds: epoch, loss: loss, accuracy: accuracy))
            history.test.append(
                HistoryPoint(step: step, epoch: epoch, seconds: epoch, loss: loss + 0.1, accuracy: accuracy - 0.05))
            if step > 0 {
                history.epochs.append(
                    EpochRecord(
                        epoch: step, step: step, loss: loss, accuracy: accuracy, validationLoss: loss + 0.1,
                        validationAccuracy: accuracy - 0.05, learningRate: 0.005, seconds: 1, validationSeconds: 0.1))
            }
            history.layers.append(
                LayerMoment(
                    step: step, epoch: epoch, seconds: epoch,
                    layers: [
                        LayerReport(
                            name: "hidden_layer_1", weights: Spread(quantiles: [-4, -3, -2, -1, 1, 2, 3, 4]),
                            biases: Spread(quantiles: [0, 0, 0, 0, 0, 0, 0, 1]),
                            activations: Spread(quantiles: [0, 0, 0, 1, 2, 3, 4, 5]),
                            weightHistogram: [1, 2, 4, 8, 8, 4, 2, 1], deadFraction: 0.25)
                    ]))
        }
        return history
    }

    static func snapshot(_ stage: Stage, status: RunStatus = .running) throws -> TrainingSnapshot {
        let network = try Network(stage.specification)
        var snapshot = TrainingSnapshot(
            stage: stage, hyperparameters: stage.defaults, network: network,
            weights: NetworkWeights(trainable: [Float](repeating: 0, count: network.trainableCount)))
        snapshot.status = status
        snapshot.stepInEpoch = 3
        snapshot.stepsPerEpoch = 4
        snapshot.step = 2
        snapshot.epoch = 2
        snapshot.epochs = 10
        snapshot.imagesPerSecond = 34_812
        snapshot.elapsedSeconds = 65
        snapshot.trainingSeconds = 60
        snapshot.secondsToEpochEnd = 1
        snapshot.secondsToRunEnd = 125
        snapshot.learningRate = 0.005
        snapshot.history = history()
        snapshot.testReport = report()
        snapshot.watchedImages = [4, 7, 1]
        snapshot.watchedProbabilities = [4, 7, 1].map { image in
            (0..<10).map { $0 == Int(report().predictions[image]) ? report().confidences[image] : 0.01 }
        }
        snapshot.threads = 2
        snapshot.blasKernel = "Haswell"
        snapshot.runName = "relu-20261123-140200"
        return snapshot
    }

    static func run(_ id: String, _ stage: Stage, best: Double, started: Double, title: String? = nil) -> RunItem {
        var settings = stage.defaults
        settings.learningRate = 0.01
        return RunItem(
            id: id, title: title, stage: stage, dataset: "Tiny", started: "2026-11-2\(Int(started)) 14:02",
            startedAt: Date(timeIntervalSince1970: started), status: "finished", hyperparameters: settings,
            parameters: 7850, threads: 2, blasKernel: "Haswell", epochs: 10, lastAccuracy: best - 0.01,
            bestAccuracy: best, bestEpoch: 8, lowestTestLoss: 0.25, trainingSeconds: 12.5)
    }

    static let lesson = Lesson(
        id: "softmax", title: "Softmax", introduction: "Ten sums.",
        sections: [Lesson.Section(heading: "The plateau", markdown: "Flat `r` places have **no** slope.")],
        questions: [Lesson.Question(question: "Why ten?", answer: "There are ten digits.")])

    /// The five screens that these tests are about: another one beside them changes no expected text.
    static var screens: [any LabScreen] {
        [TrainScreen(), DigitsScreen(), WeightsScreen(), LessonScreen(), RunsScreen()]
    }

    static func size(_ columns: Int, _ rows: Int) -> Size { Size(columns: columns, rows: rows) }

    /// A lab that has its images and its lists, before anything was trained.
    static func idle(_ size: Size = size(120, 40)) throws -> LabModel {
        var model = LabModel(stages: stages, context: ViewContext(size: size), screens: screens)
        _ = model.update(.started(ViewContext(size: size)))
        _ = model.update(.dataLoaded(try dataset()))
        _ = model.update(.lessonsLoaded(["softmax": lesson], problem: nil))
        _ = model.update(
            .runsListed(
                [
                    run("adam-2", stages[2], best: 0.98, started: 2, title: "my best"),
                    run("softmax-1", stages[0], best: 0.92, started: 1),
                ], problems: []))
        for stage in stages { _ = model.update(.modelLoaded(stage: stage.id, nil)) }
        model.state.notice = nil
        return model
    }

    /// The same with `relu` in its third epoch.
    static func training(_ size: Size = size(120, 40), status: RunStatus = .running) throws -> LabModel {
        var model = try idle(size)
        press(&model, .down, .character(" "))
        _ = model.update(.snapshot(run: 1, try snapshot(stages[1], status: status)))
        model.state.notice = nil
        return model
    }

    @discardableResult
    static func press(_ model: inout LabModel, _ keys: Key...) -> [LabEffect] {
        var effects: [LabEffect] = []
        for key in keys { effects = model.update(.key(key)) }
        return effects
    }

    static func type(_ text: String, _ model: inout LabModel) {
        for character in text { _ = model.update(.key(.character(character))) }
    }

    static func text(_ model: LabModel) -> String { model.view(model.state.context).text }
}

extension LabEffect {
    /// The case and what matters of it, to compare in tests.
    var summary: String {
        switch self {
        case .collect: "collect"
        case .awaitResults: "await"
        case .startTraining(let order):
            "start \(order.stage.id)\(order.startPaused ? " paused" : "") lr \(order.hyperparameters.learningRate)"
        case .command(let command):
            if case .apply(let settings) = command {
                "apply lr \(settings.learningRate) epochs \(settings.epochs)"
            } else {
                "\(command)"
            }
        case .showOwnDigits(let folder, _): "own digits \(folder)"
        case .loadData(let request): "load \(request.selection)\(request.mayDownload ? " download" : "")"
        case .cancelLoading: "cancel"
        case .listRuns: "list"
        case .loadModel(let stage, _): "model \(stage)"
        case .evaluate(let shown, _, _): "evaluate \(shown.stageID)"
        case .openRun(let name): "open \(name)"
        case .loadCurves(let run): "curves \(run)"
        case .exportCurves(let run, _): "export \(run)"
        case .renameRun(let name, let title): "rename \(name) \(title)"
        case .deleteRun(let name): "delete \(name)"
        case .loadLessons: "lessons"
        case .saveSettings: "settings"
        case .background(let screen, _): "background \(screen)"
        case .suspend: "suspend"
        case .askBackground: "background?"
        case .copy(let text): "copy \(text)"
        case .exit(let status): "exit \(status)"
        }
    }
}

extension [LabEffect] {
    var summaries: [String] { map(\.summary) }
}
