import Datasets
import NeuralNetwork

extension Network {
    /// Whether it takes the data sets' grey images.
    var takesImages: Bool { specification.inputShape == [ImageSet.side, ImageSet.side, 1] }

    /// Numbers in one input image.
    var inputCount: Int { specification.inputShape.reduce(1, *) }
}
