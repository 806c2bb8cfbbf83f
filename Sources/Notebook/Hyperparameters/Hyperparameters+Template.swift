import NeuralNetwork

extension Hyperparameters {
    /// The settings under which ``Stage/network(for:)`` gives the template itself.
    public init(
        template: NetworkSpecification, learningRate: Double, schedule: LearningRateSchedule,
        optimizer: OptimizerSpecification, batchSize: Int, epochs: Int
    ) {
        self.init(
            learningRate: learningRate, schedule: schedule, optimizer: optimizer, batchSize: batchSize, epochs: epochs)
        var units: [Int] = []
        var functions: [Activation] = []
        for layer in template.layers {
            switch layer.kind {
            case .dense(let count, let function, _):
                units.append(count)
                if let function { functions.append(function) }
            case .convolution(let filters, let kernel, let stride, _, let function, _):
                self.filters.append(filters)
                kernels.append(kernel)
                strides.append(stride)
                if let function { functions.append(function) }
            case .dropout(let rate):
                if dropout == nil { dropout = NumberText.double(rate) }
            case .activation(let function):
                functions.append(function)
            case .maxPooling, .flatten, .batchNormalization:
                break
            }
        }
        // The last dense layer gives the classes and is nobody's to change.
        hiddenUnits = Array(units.dropLast())
        activation = functions.first
    }

    /// The same settings with a cosine that has no end of its own falling to the end of the run.
    ///
    /// - Parameter trainingCount: Images in the training set.
    public func resolvingSchedule(trainingCount: Int) -> Hyperparameters {
        guard case .cosine(let warmupSteps, 0, let floor) = schedule else { return self }
        var resolved = self
        let stepsPerEpoch = (trainingCount + batchSize - 1) / max(1, batchSize)
        resolved.schedule = .cosine(
            warmupSteps: warmupSteps, totalSteps: max(1, epochs * stepsPerEpoch), floor: floor)
        return resolved
    }
}
