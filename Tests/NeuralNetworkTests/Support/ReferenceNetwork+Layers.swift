import Foundation
import NeuralNetwork

extension ReferenceNetwork {
    /// A sliding window as TensorFlow places it.
    struct Window {
        var size: Int
        var stride: Int
        var top = 0
        var left = 0
        var outHeight: Int
        var outWidth: Int

        func shape(channels: Int) -> Shape { Shape(height: outHeight, width: outWidth, channels: channels) }

        init(_ shape: Shape, size: Int, stride: Int, padding: Padding) {
            self.size = size
            self.stride = stride
            if padding == .same {
                outHeight = (shape.height + stride - 1) / stride
                outWidth = (shape.width + stride - 1) / stride
                // The smaller half of the padding stands in front.
                top = max(0, (outHeight - 1) * stride + size - shape.height) / 2
                left = max(0, (outWidth - 1) * stride + size - shape.width) / 2
            } else {
                outHeight = (shape.height - size) / stride + 1
                outWidth = (shape.width - size) / stride + 1
            }
        }
    }

    static func dense(_ x: [Double], _ kernel: [Double], _ bias: [Double], _ units: Int) -> [Double] {
        var y = bias
        for (i, value) in x.enumerated() where value != 0 {
            for j in 0..<units { y[j] += value * kernel[i * units + j] }
        }
        return y
    }

    static func convolution(
        _ x: [Double], _ shape: Shape, _ kernel: [Double], _ bias: [Double], _ filters: Int, _ window: Window
    ) -> [Double] {
        let channels = shape.channels
        var y: [Double] = []
        y.reserveCapacity(window.outHeight * window.outWidth * filters)
        for row in 0..<window.outHeight {
            for column in 0..<window.outWidth {
                var sums = bias
                for v in 0..<window.size {
                    let inRow = row * window.stride + v - window.top
                    guard (0..<shape.height).contains(inRow) else { continue }
                    for u in 0..<window.size {
                        let inColumn = column * window.stride + u - window.left
                        guard (0..<shape.width).contains(inColumn) else { continue }
                        for c in 0..<channels {
                            let value = x[(inRow * shape.width + inColumn) * channels + c]
                            let base = ((v * window.size + u) * channels + c) * filters
                            for f in 0..<filters { sums[f] += value * kernel[base + f] }
                        }
                    }
                }
                y += sums
            }
        }
        return y
    }

    /// What `summary` makes of the values of each window that lie inside the image.
    static func pool(
        _ x: [Double], _ shape: Shape, _ window: Window, _ summary: ([Double]) -> Double
    ) -> [Double] {
        var y: [Double] = []
        for row in 0..<window.outHeight {
            for column in 0..<window.outWidth {
                for c in 0..<shape.channels {
                    var values: [Double] = []
                    for v in 0..<window.size {
                        let inRow = row * window.stride + v - window.top
                        guard (0..<shape.height).contains(inRow) else { continue }
                        for u in 0..<window.size {
                            let inColumn = column * window.stride + u - window.left
                            guard (0..<shape.width).contains(inColumn) else { continue }
                            values.append(x[(inRow * shape.width + inColumn) * shape.channels + c])
                        }
                    }
                    y.append(summary(values))
                }
            }
        }
        return y
    }

    static func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

    /// Mean and variance of each channel over the batch; the variance divides by n, as Keras's does.
    static func statistics(_ batch: Batch, channels: Int) -> (mean: [Double], variance: [Double]) {
        var mean = [Double](repeating: 0, count: channels)
        var variance = mean
        let count = Double(batch.reduce(0) { $0 + $1.count } / channels)
        for image in batch { for (i, value) in image.enumerated() { mean[i % channels] += value / count } }
        for image in batch {
            for (i, value) in image.enumerated() {
                let difference = value - mean[i % channels]
                variance[i % channels] += difference * difference / count
            }
        }
        return (mean, variance)
    }

    func normalize(_ batch: Batch, layer: String, channels: Int, epsilon: Double) -> Batch {
        let gamma = parameters["\(layer)/gamma"]!
        let beta = parameters["\(layer)/beta"]!
        var mean = parameters["\(layer)/moving_mean"]!
        var variance = parameters["\(layer)/moving_variance"]!
        if isTraining { (mean, variance) = Self.statistics(batch, channels: channels) }
        return batch.map { image in
            image.enumerated().map { i, value in
                let c = i % channels
                return gamma[c] * (value - mean[c]) / (variance[c] + epsilon).squareRoot() + beta[c]
            }
        }
    }

    static func activate(_ x: [Double], _ activation: Activation?) -> [Double] {
        switch activation {
        case nil: x
        case .relu: x.map { max(0, $0) }
        case .sigmoid: x.map { 1 / (1 + exp(-$0)) }
        case .tanh: x.map { Foundation.tanh($0) }
        case .leakyReLU: x.map { $0 < 0 ? 0.2 * $0 : $0 }
        case .identity: x
        }
    }

    static func logProbabilities(_ logits: [Double]) -> [Double] {
        let largest = logits.max()!
        let logSum = log(logits.reduce(0) { $0 + exp($1 - largest) }) + largest
        return logits.map { $0 - logSum }
    }
}
