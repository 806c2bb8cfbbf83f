import CKernels

/// The gradient of a kernel whose inputs are listed, `xᵀ · dy`: `[columns, outputs]`.
final class SparseGradient {
    private let columns: Int
    private let outputs: Int
    /// Rows of sixteen floats for few outputs.
    private let scratch: AlignedBuffer?

    init(columns: Int, outputs: Int) {
        self.columns = columns
        self.outputs = outputs
        scratch = outputs <= 16 ? AlignedBuffer(count: columns * 16) : nil
    }

    func find(
        _ rows: SparseRows, count: Int, outputGradient: UnsafePointer<Float>,
        into gradient: UnsafeMutablePointer<Float>
    ) {
        if let scratch {
            ck_sparse_scatter_gradient(
                rows.starts, rows.indices, rows.values.pointer, Int64(count), Int64(columns), outputGradient,
                Int64(outputs), scratch.pointer, gradient)
            return
        }
        rows.transpose(rows: count, columns: columns)
        ck_sparse_weight_gradient(
            rows.columnStarts, rows.rowIndices, rows.columnValues.pointer, Int64(columns), outputGradient,
            Int64(outputs), gradient)
    }
}
