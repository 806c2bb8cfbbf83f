/// Normalises each unit (or channel) over the mini-batch, then scales by gamma and shifts by beta (Ioffe & Szegedy 2015);
/// running averages stand in for the batch at inference.
public struct BatchNormalization: Layer {
    public var momentum: Float
    public var epsilon: Float

    public init(momentum: Float = 0.99, epsilon: Float = 0.001) {
        self.momentum = momentum
        self.epsilon = epsilon
    }

    public init() { self.init(momentum: 0.99) }

    public static let typeName = "batch_normalization"
    public static let help = "brings every channel to the same mean and spread, so that deep networks learn faster"
    public static let kerasClass = "BatchNormalization"
    public static let traits = LayerTraits(keepsOrder: true, needsWholeBatch: true, attachment: .previous)
    public static let settings: [LayerSetting] = [
        .number(
            "momentum", \Self.momentum, in: 0...0.9999, default: 0.99,
            help: "how much of the running averages a step keeps"),
        .number(
            "epsilon", \Self.epsilon, in: 0...1, isAbove: true, default: 0.001,
            help: "added to the variance, so that nothing is divided by zero"),
    ]

    public static func defaultName(at place: LayerPlace) -> String { place.numbered("batch_normalization") }

    public func outputShape(for input: ImageShape) -> ImageShape { input }

    public func parameters(for input: ImageShape) -> [LayerParameter] {
        [
            LayerParameter(.gamma, [input.channels], .constant(1)),
            LayerParameter(.beta, [input.channels], .constant(0)),
            LayerParameter(.movingMean, [input.channels], .constant(0)),
            LayerParameter(.movingVariance, [input.channels], .constant(1)),
        ]
    }

    public func plan(in surroundings: LayerSurroundings, for team: LayerTeam) -> LayerPlan {
        // Behind a flatten layer it counts units in the flattened order.
        let order = surroundings.flattenedImage.map(ParameterOrder.channelsFirst) ?? .keras
        return LayerPlan(
            method: "whole mini-batch", reason: "mean and variance are those of all images",
            exchange: team.workers > 1 ? "sums of each channel" : "nothing",
            orders: [.gamma: order, .beta: order, .movingMean: order, .movingVariance: order])
    }

    public func sharedBuffers(in surroundings: LayerSurroundings, for team: LayerTeam) -> SharedBuffers? {
        SharedSums(channels: surroundings.input.channels, workers: team.workers)
    }

    public func operation(at site: OperationSite) -> any LayerOperation {
        guard let sums = site.shared as? SharedSums else {
            preconditionFailure("batch normalisation needs the workers' shared sums")
        }
        return BatchNormalizationOperation(
            shape: site.input, momentum: momentum, epsilon: epsilon, gammaOffset: site.offset(.gamma),
            betaOffset: site.offset(.beta), runningOffset: site.offset(.movingMean), shared: sums, group: site.group)
    }
}

extension Layer where Self == BatchNormalization {
    /// Normalises each unit (or channel) over the mini-batch.
    public static func batchNormalization(momentum: Float = 0.99, epsilon: Float = 0.001) -> BatchNormalization {
        BatchNormalization(momentum: momentum, epsilon: epsilon)
    }
}
