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
            if let dense = layer.layer as? Dense {
                units.append(dense.units)
            } else if let convolution = layer.layer as? Convolution {
                filters.append(convolution.filters)
                kernels.append(convolution.kernel)
                strides.append(convolution.stride)
            } else if let layer = layer.layer as? Dropout, dropout == nil {
                dropout = NumberText.double(layer.rate)
            }
            if let function = layer.chosenActivation { functions.append(function) }
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
