import CKernels
import NeuralNetwork
import Testing

/// The sums and maps over channels against plain loops in double.
@Suite struct ChannelKernelTests {
    struct Shape: CustomTestStringConvertible {
        var rows: Int
        var channels: Int
        var pixels: Int
        var testDescription: String { "[\(rows), \(channels), \(pixels)]" }

        func at(_ row: Int, _ channel: Int, _ pixel: Int) -> Int { (row * channels + channel) * pixels + pixel }
    }

    /// One value a channel, less than a vector, whole vectors, all remainders, one channel, no row.
    static let shapes =
        [1, 2, 7, 8, 9, 31, 32, 33, 49, 64, 75, 196, 784, 1100].flatMap { pixels in
            [(3, 1), (2, 5), (7, 8), (1, 19)].map { Shape(rows: $0.0, channels: $0.1, pixels: pixels) }
        } + [Shape(rows: 0, channels: 3, pixels: 4), Shape(rows: 300, channels: 2, pixels: 49)]

    /// Values far from zero with a small spread, which lose digits where sums are taken carelessly.
    private func values(_ count: Int, seed: UInt64, around middle: Float = 3) -> [Float] {
        var generator = SplitMix64(seed: seed)
        return (0..<count).map { _ in middle + Float.random(in: -1...1, using: &generator) }
    }

    @Test(arguments: shapes)
    func sums(shape: Shape) {
        let x = values(shape.rows * shape.channels * shape.pixels, seed: 1)
        let dy = values(x.count, seed: 2, around: 0)
        let shift = values(shape.channels, seed: 3)
        // They add to what is there.
        let start = [Double](repeating: 0.5, count: shape.channels)
        var (sums, squares, gradients, products) = (start, start, start, start)
        ck_channel_sums(
            x, shift, Int64(shape.rows), Int64(shape.channels), Int64(shape.pixels), &sums, &squares)
        ck_channel_gradient_sums(
            dy, x, shift, Int64(shape.rows), Int64(shape.channels), Int64(shape.pixels), &gradients,
            &products)
        for channel in 0..<shape.channels {
            var expected = [0.5, 0.5, 0.5, 0.5]
            for row in 0..<shape.rows {
                for pixel in 0..<shape.pixels {
                    let at = shape.at(row, channel, pixel)
                    let difference = Double(x[at]) - Double(shift[channel])
                    expected[0] += Double(x[at])
                    expected[1] += difference * difference
                    expected[2] += Double(dy[at])
                    expected[3] += Double(dy[at]) * difference
                }
            }
            let count = Double(shape.rows * shape.pixels)
            for (result, wanted) in zip([sums, squares, gradients, products], expected) {
                #expect(abs(result[channel] - wanted) <= 1e-12 + 3e-7 * count, "channel \(channel)")
            }
        }
    }

    @Test(arguments: shapes)
    func maps(shape: Shape) {
        let x = values(shape.rows * shape.channels * shape.pixels, seed: 1)
        let dy = values(x.count, seed: 2, around: 0)
        let (mean, a, b, d) = (
            values(shape.channels, seed: 3), values(shape.channels, seed: 4), values(shape.channels, seed: 5),
            values(shape.channels, seed: 6)
        )
        var y = [Float](repeating: .nan, count: x.count)
        var dx = [Float](repeating: .nan, count: x.count)
        ck_channel_normalize(x, mean, a, b, Int64(shape.rows), Int64(shape.channels), Int64(shape.pixels), &y)
        ck_channel_gradient(dy, x, mean, a, b, d, Int64(shape.rows), Int64(shape.channels), Int64(shape.pixels), &dx)
        for row in 0..<shape.rows {
            for c in 0..<shape.channels {
                for pixel in 0..<shape.pixels {
                    let at = shape.at(row, c, pixel)
                    let centred = Double(x[at]) - Double(mean[c])
                    #expect(abs(Double(y[at]) - (centred * Double(a[c]) + Double(b[c]))) < 4e-6)
                    let gradient = Double(a[c]) * Double(dy[at]) + Double(b[c]) * centred + Double(d[c])
                    #expect(abs(Double(dx[at]) - gradient) < 4e-6)
                }
            }
        }
    }
}
