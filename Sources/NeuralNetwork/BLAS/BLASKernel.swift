import CKernels
import COpenBLAS
import Foundation

/// Which of OpenBLAS's kernels runs, and the one this processor should have.
public enum BLASKernel {
    /// The kernel that the loaded library chose: `SkylakeX`, `Haswell`, `Prescott`…
    public static var current: String { String(cString: openblas_get_corename()) }

    /// OpenBLAS's own threads are switched off: the engine splits each mini-batch over its workers instead.
    public static func useOneThread() { openblas_set_num_threads(1) }

    /// Kernels older than AVX2, and those that use it: what a library falls back to on a processor it does not know.
    private static let baseline: Set = [
        "Prescott", "Core2", "Penryn", "Dunnington", "Nehalem", "Athlon", "Opteron", "Opteron_SSE3", "Barcelona",
        "Bobcat", "Atom", "Sandybridge", "Bulldozer", "Generic", "Katmai", "Coppermine", "Northwood", "Banias",
    ]
    private static let avx2: Set = ["Haswell", "Zen", "Excavator", "Steamroller", "Piledriver"]

    /// The kernel to ask for instead of the loaded one, or `nil` where that is good enough.
    package static func better(than current: String, preferred: String?) -> String? {
        guard let preferred else { return nil }
        if baseline.contains(current) { return preferred }
        return preferred == "SkylakeX" && avx2.contains(current) ? preferred : nil
    }

    /// Starts the program anew, once, with `OPENBLAS_CORETYPE` set, where the library chose too low a kernel.
    ///
    /// Debian 12's OpenBLAS 0.3.21 does not know recent processors and falls back to SSE3, at a fifth of the speed; the
    /// variable is read when the library loads. A value that the user set is left alone.
    public static func relaunchIfNeeded() {
        guard getenv("OPENBLAS_CORETYPE") == nil,
            let kernel = better(than: current, preferred: ck_preferred_blas_kernel().map { String(cString: $0) })
        else { return }
        setenv("OPENBLAS_CORETYPE", kernel, 1)
        var arguments = CommandLine.arguments.map { strdup($0) }
        arguments.append(nil)
        // Returns only where it failed; the slower kernel works as well.
        execv("/proc/self/exe", arguments)
        for argument in arguments { free(argument) }
    }
}
