import Datasets
import NeuralNetwork
import Telemetry

/// Works out how the numbers of every layer are spread, from at most 4,096 of each kind and 32 fixed test images.
package final class LayerInspector {
    /// At most this many values go into quantiles and histograms; which ones is fixed, so that bands do not flicker.
    static let sampleSize = 4096
    static let binCount = 32

    private let network: Network
    private let images: [[Float]]

    /// - Parameter images: The test set; 32 images evenly spaced over it are used.
    package init(network: Network, images set: ImageSet) {
        self.network = network
        let count = min(32, set.count)
        images = (0..<count).map { number in
            set.image(at: number * set.count / count).map { Float($0) / 255 }
        }
    }

    /// One report a layer that has weights or an activation, in the network's order.
    ///
    /// - Parameter classifier: Holds the same weights.
    package func reports(weights: NetworkWeights, classifier: Classifier) -> [LayerReport] {
        let answers = images.map { classifier.activations(of: $0) }
        return network.layers.indices.compactMap { index in
            report(layer: index, weights: weights, answers: answers)
        }
    }

    private func report(layer index: Int, weights: NetworkWeights, answers: [[LayerActivation]]) -> LayerReport? {
        let layer = network.layers[index]
        let parameters = network.parameters.filter { $0.layer == index && $0.role.isTrainable }
        guard !parameters.isEmpty || layer.activation != nil else { return nil }
        var report = LayerReport(name: layer.name)
        if let kernel = parameters.first(where: { $0.role == .kernel || $0.role == .gamma }) {
            let range = kernel.offset..<kernel.offset + kernel.count
            let sample = Sample(of: weights.trainable[range], limit: Self.sampleSize)
            report.weights = sample.spread
            report.weightHistogram = sample.histogram(bins: Self.binCount)
        }
        if let bias = parameters.first(where: { $0.role == .bias || $0.role == .beta }) {
            let range = bias.offset..<bias.offset + bias.count
            report.biases = Sample(of: weights.trainable[range], limit: Self.sampleSize).spread
        }
        let outputs = answers.compactMap { answer in answer.first { $0.name == layer.name } }
        guard !outputs.isEmpty else { return report }
        let share = max(1, Self.sampleSize / outputs.count)
        var values: [Float] = []
        values.reserveCapacity(share * outputs.count)
        for output in outputs { values += Sample.pick(from: output.values[...], limit: share) }
        report.activations = Sample(of: values[...], limit: values.count).spread
        switch layer.activation {
        case .relu: report.deadFraction = Self.deadFraction(outputs)
        case .sigmoid: report.saturatedFraction = Self.share(of: values) { $0 < 0.01 || $0 > 0.99 }
        case .tanh: report.saturatedFraction = Self.share(of: values) { abs($0) > 0.98 }
        case .leakyReLU, .identity, nil: break
        }
        return report
    }

    /// The share of units (of an image-shaped layer: channels) whose values were zero for every image.
    private static func deadFraction(_ outputs: [LayerActivation]) -> Double? {
        guard let first = outputs.first else { return nil }
        let units = first.shape.count == 3 ? first.shape[2] : first.values.count
        guard units > 0 else { return nil }
        let length = first.values.count / units
        var dead = 0
        for unit in 0..<units {
            let range = unit * length..<(unit + 1) * length
            if outputs.allSatisfy({ $0.values[range].allSatisfy { $0 <= 0 } }) { dead += 1 }
        }
        return Double(dead) / Double(units)
    }

    private static func share(of values: [Float], where isCounted: (Float) -> Bool) -> Double? {
        values.isEmpty ? nil : Double(values.count(where: isCounted)) / Double(values.count)
    }
}
