import NeuralNetwork
import Notebook
import Telemetry
import Testing
import Training

@Suite struct LiveSettingsTests {
    /// Settings under which the field exists and moves the weights.
    private static func stage(for field: HyperparameterField) -> Stage {
        var stage = Stage.small(epochs: 2, dropout: 0.25)
        switch field {
        case .schedule, .decay: stage.defaults.schedule = .inverseTime(decay: 0.01)
        // So steep that the floor is reached at once.
        case .decayRate, .decaySteps, .floor:
            stage.defaults.schedule = .exponential(rate: 0.01, steps: 1, floor: 0.0001)
        case .warmup: stage.defaults.schedule = .cosine(warmupSteps: 10, totalSteps: 0, floor: 0)
        case .weightDecay: stage.defaults.optimizer = .adamW()
        case .momentum, .nesterov: stage.defaults.optimizer = .sgd(momentum: 0.5)
        case .optimizer, .learningRate, .batchSize, .epochs, .dropout, .filters, .kernels, .strides, .hiddenUnits,
            .activation, .seed, .threads, .dataset:
            break
        }
        return stage
    }

    private func train(
        _ stage: Stage, _ settings: Hyperparameters, applying wanted: Hyperparameters? = nil
    ) throws -> TrainerState {
        let trainer = Trainer(
            TrainingRequest(
                stage: stage, hyperparameters: settings, dataset: try SyntheticDigits.make(train: 200),
                output: .none, reporting: .none))
        // Commands that wait are carried out before the first batch.
        if let wanted { trainer.commands.send(.apply(wanted)) }
        _ = try trainer.run()
        return try #require(trainer.finalState)
    }

    /// A live value that is applied before the first step does all that it would have done from the start, and does
    /// something; any other changes nothing.
    @Test(arguments: HyperparameterField.allCases)
    func whatIsCalledLiveIs(field: HyperparameterField) throws {
        let stage = Self.stage(for: field)
        let settings = stage.defaults
        var wanted = settings
        field.nudge(up: true, in: &wanted)
        if LiveSettings.isLive(field) {
            try #require(field.differs(wanted, from: settings))
            let applied = try train(stage, settings, applying: wanted)
            #expect(field.text(in: applied.hyperparameters) == field.text(in: wanted))
            let fromTheStart = try train(stage, wanted)
            #expect(applied == fromTheStart)
            #expect(applied.engine != (try train(stage, settings)).engine)
        } else {
            let applied = try train(stage, settings, applying: wanted)
            #expect(applied.hyperparameters == settings)
        }
    }

    @Test func whatIsLiveIsWhatLearnersAreTold() {
        let live = HyperparameterField.allCases.filter(LiveSettings.isLive)
        #expect(
            live == [.learningRate, .schedule, .decay, .decayRate, .decaySteps, .warmup, .floor, .epochs, .dropout])
    }

    @Test func aValueOutOfRangeChangesNothingAndIsTold() throws {
        let listener = RecordingListener()
        let stage = Stage.small(epochs: 1)
        let trainer = Trainer(
            TrainingRequest(stage: stage, dataset: try SyntheticDigits.make(), output: .none, reporting: .none),
            listeners: [listener])
        var wanted = stage.defaults
        wanted.epochs = 2
        wanted.learningRate = -1
        trainer.commands.send(.apply(wanted))
        #expect(try trainer.run().epochs == 1)
        #expect(trainer.finalState?.hyperparameters == stage.defaults)
        #expect(listener.calls.contains { $0.hasPrefix("warning: learning rate") })
    }
}
