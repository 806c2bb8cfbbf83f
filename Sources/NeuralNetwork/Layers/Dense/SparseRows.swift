import CKernels

/// The values of a matrix that are not zero, listed by row and, where asked for, by column.
final class SparseRows {
    /// Rows and columns are listed as 16-bit numbers.
    static let largestIndex = 65_535

    let starts: UnsafeMutablePointer<Int32>
    let indices: UnsafeMutablePointer<UInt16>
    let values: AlignedBuffer
    let columnStarts: UnsafeMutablePointer<Int32>
    let rowIndices: UnsafeMutablePointer<UInt16>
    let columnValues: AlignedBuffer
    /// How many values the last list has.
    private(set) var count = 0

    /// Room for a matrix of this size.
    init(rows: Int, columns: Int) {
        precondition(max(rows, columns) <= Self.largestIndex, "indices are 16 bits wide")
        let entries = rows * columns
        starts = .allocate(capacity: rows + 1)
        indices = .allocate(capacity: entries + 64)
        values = AlignedBuffer(count: entries)
        columnStarts = .allocate(capacity: columns + 1)
        rowIndices = .allocate(capacity: entries + 64)
        columnValues = AlignedBuffer(count: entries)
    }

    deinit {
        starts.deallocate()
        indices.deallocate()
        columnStarts.deallocate()
        rowIndices.deallocate()
    }

    /// Lists a matrix whose rows are `stride` apart.
    func list(_ matrix: UnsafePointer<Float>, stride: Int, rows: Int, columns: Int) {
        ck_sparse_build(matrix, Int64(stride), Int64(rows), Int64(columns), starts, indices, values.pointer)
        count = Int(starts[rows])
    }

    /// Forgets all rows, so that ``append(_:row:columns:)`` can list others.
    func removeAll() {
        count = 0
        starts[0] = 0
    }

    /// Lists the next row from bytes, each divided by 255.
    func append(_ bytes: UnsafePointer<UInt8>, row: Int, columns: Int) {
        let used = ck_sparse_append(bytes, Int64(columns), Int32(count), indices, values.pointer)
        count = Int(used)
        starts[row + 1] = used
    }

    /// Lists some images' part from the list of a whole data set.
    func list(_ listed: ListedImages, part: Int, _ picked: PickedImages) {
        removeAll()
        for row in 0..<picked.count {
            let later = row + picked.ahead
            if later + 8 < picked.known { listed.fetchStart(of: Int(picked.indices[later + 8]), part: part) }
            if later < picked.known { listed.fetch(Int(picked.indices[later]), part: part) }
            count = listed.copy(
                Int(picked.indices[row]), part: part, used: count, to: indices, values.pointer)
            starts[row + 1] = Int32(count)
        }
    }

    /// Lists what ``list(_:stride:rows:columns:)`` found by column.
    func transpose(rows: Int, columns: Int) {
        ck_sparse_transpose(
            starts, indices, values.pointer, Int64(rows), Int64(columns), columnStarts, rowIndices,
            columnValues.pointer)
    }
}
