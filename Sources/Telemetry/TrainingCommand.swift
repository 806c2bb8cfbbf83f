import Notebook

/// What a watcher asks of the trainer; carried out between two batches.
public enum TrainingCommand: Sendable, Equatable {
    case pause
    case resume
    /// One batch, or the rest of this epoch, then paused.
    case stepBatch
    case stepEpoch
    /// Applies the hyperparameters that may change live (learning rate, decay, dropout, epochs) and leaves marks.
    case apply(Hyperparameters)
    /// Which test images to report probabilities of.
    case watch(images: [Int])
    /// Whether to report spreads of weights and activations several times an epoch.
    case reportLayers(Bool)
    /// Finish the batch, evaluate, save, end.
    case stop
}
