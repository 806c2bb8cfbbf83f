import Telemetry

extension EpochRecord {
    /// A record of which only the given numbers matter.
    static func sample(
        _ epoch: Int, loss: Double = 1, validationLoss: Double, validationAccuracy: Double = 0.9
    ) -> EpochRecord {
        EpochRecord(
            epoch: epoch, step: epoch * 100, loss: loss, accuracy: 0.9, validationLoss: validationLoss,
            validationAccuracy: validationAccuracy, learningRate: 0.01, seconds: 2, validationSeconds: 0.5)
    }
}
