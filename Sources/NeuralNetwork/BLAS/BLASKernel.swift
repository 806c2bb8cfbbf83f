import COpenBLAS

/// Which of OpenBLAS's kernels runs, and the one this processor should have.
public enum BLASKernel {
    /// The kernel that the loaded library chose: `SkylakeX`, `Haswell`, `Prescott`…
    public static var current: String { String(cString: openblas_get_corename()) }

    /// OpenBLAS's own threads are switched off: the engine splits each mini-batch over its workers instead.
    public static func useOneThread() { openblas_set_num_threads(1) }
}
