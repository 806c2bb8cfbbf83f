import NeuralNetwork

/// Random labelled images, as the engine takes them (bytes, one channel's plane after the other) and as the reference
/// does (doubles, channels last).
struct TestImages {
    let shape: [Int]
    var pixels: [UInt8]
    var labels: [UInt8]
    var count: Int { labels.count }

    /// - Parameter blank: Share of the pixels that are zero, as most are in MNIST.
    init(count: Int, shape: [Int], classes: Int, blank: Float = 0.5, seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        self.shape = shape
        pixels = (0..<count * shape.reduce(1, *)).map { _ in
            generator.nextUnitFloat() < blank ? 0 : UInt8.random(in: 1...255, using: &generator)
        }
        labels = (0..<count).map { _ in UInt8.random(in: 0..<UInt8(classes), using: &generator) }
    }

    init(pixels: [UInt8], labels: [UInt8], shape: [Int]) {
        precondition(pixels.count == labels.count * shape.reduce(1, *))
        self.pixels = pixels
        self.labels = labels
        self.shape = shape
    }

    var imageSize: Int { shape.reduce(1, *) }

    /// One image as the classifier takes it.
    func floats(_ index: Int) -> [Float] {
        pixels[index * imageSize..<(index + 1) * imageSize].map { Float($0) / 255 }
    }

    var reference: ReferenceNetwork.Batch {
        let (height, width, channels) = (shape[0], shape[1], shape[2])
        return (0..<count).map { image in
            var values: [Double] = []
            for position in 0..<height * width {
                for channel in 0..<channels {
                    let at = (image * channels + channel) * height * width + position
                    values.append(Double(pixels[at]) / 255)
                }
            }
            return values
        }
    }
}
