import Datasets
import NeuralNetwork
import Training

/// A small data set that a small network learns in seconds: every class lights another block of the image, under noise.
enum SyntheticDigits {
    static func make(
        train: Int = 500, test: Int = 100, noise: UInt32 = 60, classNames: [String] = Dataset.digitNames
    ) throws -> Dataset {
        var generator = SplitMix64(seed: 7)
        return Dataset(
            name: "synthetic", title: "Synthetic", train: try set(train, noise, classNames.count, &generator),
            test: try set(test, noise, classNames.count, &generator), classNames: classNames, origin: .folder("memory"))
    }

    private static func set(
        _ count: Int, _ noise: UInt32, _ classCount: Int, _ generator: inout SplitMix64
    ) throws -> ImageSet {
        var pixels = [UInt8](repeating: 0, count: count * ImageSet.pixelsPerImage)
        var labels: [UInt8] = []
        for image in 0..<count {
            let label = image % classCount
            labels.append(UInt8(label))
            for index in 0..<ImageSet.pixelsPerImage {
                let (row, column) = (index / 28, index % 28)
                let isLit = row / 6 == label / 3 && column / 7 == label % 3
                let value = generator.next(below: noise) + (isLit ? 130 : 0)
                pixels[image * ImageSet.pixelsPerImage + index] = UInt8(min(value, 255))
            }
        }
        return try ImageSet(pixels: pixels, labels: labels, classCount: classCount)
    }
}
