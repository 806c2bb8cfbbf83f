/// The same work in plain loops, as the formulas say: what the kernels are measured against.
enum NaiveKernels {
    typealias Input = UnsafePointer<Float>
    typealias Output = UnsafeMutablePointer<Float>

    /// `y = x · w`: `[count, inputs] × [inputs, outputs]`.
    static func dense(_ x: Input, _ w: Input, _ y: Output, _ count: Int, _ inputs: Int, _ outputs: Int) {
        for i in 0..<count {
            for j in 0..<outputs { y[i * outputs + j] = 0 }
            for k in 0..<inputs {
                let value = x[i * inputs + k]
                for j in 0..<outputs { y[i * outputs + j] += value * w[k * outputs + j] }
            }
        }
    }

    /// `dw = xᵀ · dy` and, where asked for, `dx = dy · wᵀ`.
    static func denseBackward(
        _ x: Input, _ w: Input, _ dy: Input, _ dw: Output, _ dx: Output?, _ count: Int, _ inputs: Int, _ outputs: Int
    ) {
        for k in 0..<inputs * outputs { dw[k] = 0 }
        for i in 0..<count {
            for k in 0..<inputs {
                let value = x[i * inputs + k]
                for j in 0..<outputs { dw[k * outputs + j] += value * dy[i * outputs + j] }
            }
        }
        guard let dx else { return }
        for i in 0..<count {
            for k in 0..<inputs {
                var sum: Float = 0
                for j in 0..<outputs { sum += dy[i * outputs + j] * w[k * outputs + j] }
                dx[i * inputs + k] = sum
            }
        }
    }

    /// One image, `[channels, height, width]` → `[filters, height', width']`, or its gradients.
    struct Convolution {
        var input: ImageShape
        var output: ImageShape
        var kernel: Int
        var stride: Int
        var top: Int
        var left: Int

        /// Calls `body` with the places of each product: input, weight, output.
        @inline(__always)
        private func forEachProduct(_ body: (Int, Int, Int) -> Void) {
            for f in 0..<output.channels {
                for i in 0..<output.height {
                    for j in 0..<output.width {
                        let out = (f * output.height + i) * output.width + j
                        for c in 0..<input.channels {
                            for v in 0..<kernel {
                                let row = i * stride + v - top
                                guard row >= 0 && row < input.height else { continue }
                                for u in 0..<kernel {
                                    let column = j * stride + u - left
                                    guard column >= 0 && column < input.width else { continue }
                                    body(
                                        (c * input.height + row) * input.width + column,
                                        ((f * input.channels + c) * kernel + v) * kernel + u, out)
                                }
                            }
                        }
                    }
                }
            }
        }

        func forward(_ x: Input, _ w: Input, _ y: Output) {
            for index in 0..<output.count { y[index] = 0 }
            forEachProduct { y[$2] += x[$0] * w[$1] }
        }

        func backward(_ x: Input, _ w: Input, _ dy: Input, _ dw: Output, _ dx: Output?) {
            forEachProduct { dw[$1] += x[$0] * dy[$2] }
            guard let dx else { return }
            for index in 0..<input.count { dx[index] = 0 }
            forEachProduct { dx[$0] += w[$1] * dy[$2] }
        }
    }
}
