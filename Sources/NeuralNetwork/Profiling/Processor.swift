import CKernels

/// What this machine can do, measured.
public enum Processor {
    /// The vector instructions that the kernels use: `AVX-512`, `AVX2` or `baseline`.
    public static var instructionSet: String { String(cString: ck_instruction_set()) }

    /// Single-precision fused multiply-adds on `threads` threads at once, in floating-point operations a second.
    public static func measurePeak(threads: Int, seconds: Double = 0.3) -> Double {
        let group = WorkerGroup(count: threads, threads: threads)
        defer { group.stop() }
        var rates = [Double](repeating: 0, count: threads)
        rates.withUnsafeMutableBufferPointer { rates in
            guard let base = rates.baseAddress else { return }
            // Each worker writes its own element.
            group.run { base[$0] = ck_measure_peak_flops(seconds) }
        }
        return rates.reduce(0, +)
    }
}
