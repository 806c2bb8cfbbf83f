import Telemetry
import Training

/// The lines of `train --json`.
enum TrainJSON {
    static func epoch(_ record: EpochRecord) -> JSON {
        .object([
            ("event", .string("epoch")), ("epoch", .integer(record.epoch)), ("loss", .rounded(record.loss)),
            ("accuracy", .rounded(record.accuracy)), ("val_loss", .rounded(record.validationLoss)),
            ("val_accuracy", .rounded(record.validationAccuracy)), ("learning_rate", .number(record.learningRate)),
            ("seconds", .rounded(record.seconds)), ("val_seconds", .rounded(record.validationSeconds)),
        ])
    }

    static func summary(_ summary: RunSummary) -> JSON {
        .object([
            ("event", .string("summary")), ("stage", .string(summary.stage)), ("dataset", .string(summary.dataset)),
            ("parameters", .integer(summary.parameters)), ("epochs", .integer(summary.epochs)),
            ("seconds_per_epoch", .rounded(summary.secondsPerEpoch)),
            ("images_per_second", .rounded(summary.imagesPerSecond, places: 1)),
            ("test_accuracy", .rounded(summary.testAccuracy)), ("test_loss", .rounded(summary.testLoss)),
            ("best_test_accuracy", .rounded(summary.bestTestAccuracy)), ("best_epoch", .optional(summary.bestEpoch)),
            ("seed", .unsigned(summary.seed)), ("threads", .integer(summary.threads)),
            ("blas_kernel", .string(summary.blasKernel)), ("seconds_to_99", .rounded(summary.secondsTo99, places: 3)),
            ("peak_memory_mib", .rounded(summary.peakMemoryMiB, places: 1)), ("run", .optional(summary.run)),
        ])
    }
}
