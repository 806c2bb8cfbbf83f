import CKernels
import Testing

/// The vectorised maxima and means of windows against plain ones.
@Suite struct PoolingKernelTests {
    /// The plain loop: the first of a window's largest values, row by row, and the mean of those in the image.
    private func naive(
        _ x: [Float], channels: Int, height: Int, width: Int, size: Int, stride: Int, top: Int, left: Int,
        outHeight: Int, outWidth: Int
    ) -> (values: [Float], positions: [Int32], means: [Float]) {
        var values: [Float] = []
        var positions: [Int32] = []
        var means: [Float] = []
        for channel in 0..<channels {
            for row in 0..<outHeight {
                for column in 0..<outWidth {
                    var best = -1
                    var (sum, count): (Float, Float) = (0, 0)
                    for y in max(0, row * stride - top)..<min(height, row * stride - top + size) {
                        for x0 in max(0, column * stride - left)..<min(width, column * stride - left + size) {
                            let at = (channel * height + y) * width + x0
                            if best < 0 || x[at] > x[best] { best = at }
                            sum += x[at]
                            count += 1
                        }
                    }
                    values.append(x[best])
                    positions.append(Int32(best))
                    means.append(sum / count)
                }
            }
        }
        return (values, positions, means)
    }

    /// Small whole numbers, so that many windows hold their largest value more than once.
    @Test(arguments: [1, 2, 3, 4], [1, 2, 3])
    func windows(size: Int, stride: Int) {
        for (height, width) in [(1, 1), (4, 4), (5, 7), (7, 5), (8, 9), (13, 16), (14, 14), (28, 28), (3, 35), (2, 2)] {
            for channels in [1, 3] {
                for isSame in [false, true] where isSame || min(height, width) >= size {
                    let outHeight = isSame ? (height + stride - 1) / stride : (height - size) / stride + 1
                    let outWidth = isSame ? (width + stride - 1) / stride : (width - size) / stride + 1
                    let top = isSame ? max(0, (outHeight - 1) * stride + size - height) / 2 : 0
                    let left = isSame ? max(0, (outWidth - 1) * stride + size - width) / 2 : 0
                    let x = (0..<channels * height * width).map { Float(($0 * 7919 % 101) % 13) - 6 }
                    var y = [Float](repeating: .nan, count: channels * outHeight * outWidth)
                    var positions = [Int32](repeating: -1, count: y.count)
                    let window = ck_window(
                        height: Int32(height), width: Int32(width), window_height: Int32(size),
                        window_width: Int32(size), stride: Int32(stride), pad_top: Int32(top), pad_left: Int32(left),
                        out_height: Int32(outHeight), out_width: Int32(outWidth))
                    ck_max_pool(x, window, Int64(channels), &y, &positions)
                    var means = [Float](repeating: .nan, count: y.count)
                    ck_average_pool(x, window, Int64(channels), &means)
                    let expected = naive(
                        x, channels: channels, height: height, width: width, size: size, stride: stride, top: top,
                        left: left, outHeight: outHeight, outWidth: outWidth)
                    #expect(y == expected.values, "\(channels)×\(height)×\(width), same \(isSame)")
                    #expect(positions == expected.positions, "\(channels)×\(height)×\(width), same \(isSame)")
                    #expect(
                        zip(means, expected.means).allSatisfy { abs($0 - $1) < 1e-5 }, "\(channels)×\(height)×\(width)")
                }
            }
        }
    }
}
