import Foundation

/// Reads one IDX file of 28×28 images or of labels, gzipped or not as its first bytes say.
///
/// Use: make it (reads and checks the header), ``readItems(into:)`` once, which also checks that nothing follows.
final class IDXReader {
    /// A file with more images is refused: 784 MB of pixels is far beyond any set of this kind.
    static let maximumCount = 1_000_000
    /// Deflate cannot pack better than 1,032 to 1.
    private static let largestRatio = 1032
    /// 12 for 32-bit integers, two dimensions: QMNIST's labels.
    private static let wideLabelMagic: UInt32 = 0x0C02

    let path: String
    let kind: IDXKind
    /// The number of items, from the header.
    let count: Int
    let isCompressed: Bool
    /// ``InputFile/identity`` of the file.
    let identity: String
    /// Bytes of all items unpacked.
    var itemBytes: Int { count * itemSize }
    /// Bytes of the header and of one item; QMNIST's labels have longer ones than MNIST's.
    private let headerSize: Int
    private let itemSize: Int

    private let read: (UnsafeMutableRawBufferPointer) throws(DatasetError) -> Int

    /// Opens the file and checks its header.
    convenience init(path: String, kind: IDXKind) throws(DatasetError) {
        let file = try InputFile(path)
        try self.init(path: path, kind: kind, size: file.size, identity: file.identity) {
            (memory: UnsafeMutableRawBufferPointer) throws(DatasetError) -> Int in
            try file.read(into: memory)
        }
    }

    /// Reads a file that is in memory, such as one just downloaded; `name` is for errors.
    convenience init(bytes: [UInt8], name: String, kind: IDXKind) throws(DatasetError) {
        var position = 0
        try self.init(path: name, kind: kind, size: bytes.count, identity: "") { memory in
            let length = min(memory.count, bytes.count - position)
            bytes.withUnsafeBytes { memory.copyMemory(from: .init(rebasing: $0[position..<position + length])) }
            position += length
            return length
        }
    }

    private init(
        path: String, kind: IDXKind, size: Int, identity: String,
        source: @escaping (UnsafeMutableRawBufferPointer) throws(DatasetError) -> Int
    ) throws(DatasetError) {
        self.path = path
        self.kind = kind
        self.identity = identity
        guard size > 0 else { throw .empty(file: path) }

        var start = [UInt8](repeating: 0, count: 2)
        let startLength = try Self.fill(&start, from: source)
        isCompressed = startLength == 2 && start == [0x1f, 0x8b]
        var pushedBack = start[..<startLength]
        let whole = { (memory: UnsafeMutableRawBufferPointer) throws(DatasetError) -> Int in
            guard !pushedBack.isEmpty else { return try source(memory) }
            let length = min(memory.count, pushedBack.count)
            for index in 0..<length { memory[index] = pushedBack.removeFirst() }
            return length
        }
        if isCompressed {
            let inflater = try GzipInflater(path: path, refill: whole)
            read = { (memory: UnsafeMutableRawBufferPointer) throws(DatasetError) -> Int in
                try inflater.read(into: memory)
            }
        } else {
            read = whole
        }

        var header = [UInt8](repeating: 0, count: kind.headerSize)
        let headerLength = try Self.fill(&header, from: read)
        if headerLength == 0 { throw .empty(file: path) }
        func number(_ index: Int) -> UInt32 {
            header[index * 4..<index * 4 + 4].reduce(0) { $0 << 8 | UInt32($1) }
        }
        let isWide = kind == .labels && headerLength >= 4 && number(0) == Self.wideLabelMagic
        if headerLength >= 4 && number(0) != kind.magic && !isWide {
            throw .wrongMagic(file: path, found: number(0), expected: kind.magic)
        }
        guard headerLength == header.count else {
            throw .truncated(file: path, offset: headerLength, expected: header.count)
        }
        if kind == .images && (number(2) != ImageSet.side || number(3) != ImageSet.side) {
            throw .wrongImageSize(file: path, rows: number(2), columns: number(3))
        }

        var item = kind.itemSize
        if isWide {
            var columns = [UInt8](repeating: 0, count: 4)
            let length = try Self.fill(&columns, from: read)
            guard length == 4 else {
                throw .truncated(file: path, offset: header.count + length, expected: header.count + 4)
            }
            header += columns
            guard (1...64).contains(number(2)) else {
                throw .wrongMagic(file: path, found: number(2), expected: 8)
            }
            item = 4 * Int(number(2))
        }
        headerSize = header.count
        itemSize = item

        let promised = number(1)
        count = Int(promised)
        if promised == 0 {
            // A header that promises nothing, with bytes behind it, is told as such.
            var extra: [UInt8] = [0]
            if try Self.fill(&extra, from: read) > 0 { throw .trailingBytes(file: path, offset: header.count) }
            throw .noImages(file: path)
        }
        // Nothing is allocated for a count that the file's own size rules out.
        let needed = headerSize + count * itemSize
        if isCompressed {
            if needed > (size + 64) * Self.largestRatio {
                throw .implausibleCount(file: path, count: promised, fileSize: size)
            }
        } else if size != needed {
            throw size < needed
                ? .truncated(file: path, offset: size, expected: needed) : .trailingBytes(file: path, offset: needed)
        }
        if count > Self.maximumCount { throw .tooMany(file: path, count: promised, limit: Self.maximumCount) }
    }

    /// Reads all items into `memory`, ``itemBytes`` long, and checks that the file ends there.
    func readItems(into memory: UnsafeMutableRawBufferPointer) throws(DatasetError) {
        precondition(memory.count == itemBytes, "the memory must fit the items")
        let length = try Self.fill(memory, from: read)
        let end = headerSize + itemBytes
        guard length == itemBytes else {
            throw .truncated(file: path, offset: headerSize + length, expected: end)
        }
        // Asking for one byte more also makes zlib check the trailer.
        var extra: [UInt8] = [0]
        if try Self.fill(&extra, from: read) > 0 { throw .trailingBytes(file: path, offset: end) }
    }

    /// Reads the labels and checks their range.
    ///
    /// - Parameters:
    ///   - first: The label of the first class, which is returned as 0.
    ///   - classCount: How many classes there are.
    func readLabels(
        first: Int = 0, classCount: Int = Dataset.digitNames.count
    ) throws(DatasetError) -> [UInt8] {
        precondition(kind == .labels, "only a file of labels has labels")
        let stride = itemSize
        var items = [UInt8](repeating: 0, count: itemBytes)
        var failure: DatasetError?
        items.withUnsafeMutableBytes { memory in
            do throws(DatasetError) { try readItems(into: memory) } catch { failure = error }
        }
        if let failure { throw failure }
        var labels = [UInt8](repeating: 0, count: count)
        for index in 0..<count {
            // A wide item's label is its first number of four bytes.
            let bytes = items[index * stride..<index * stride + min(stride, 4)]
            let label = Int(Int32(truncatingIfNeeded: bytes.reduce(0) { $0 << 8 | Int64($1) }))
            guard (first..<first + classCount).contains(label) else {
                throw .labelOutOfRange(
                    file: path, offset: headerSize + index * stride, label: label, first: first,
                    last: first + classCount - 1)
            }
            labels[index] = UInt8(label - first)
        }
        return labels
    }

    /// Reads the images.
    func readImages() throws(DatasetError) -> PixelBuffer {
        precondition(kind == .images, "only a file of images has images")
        return try PixelBuffer(count: itemBytes) { (memory: UnsafeMutableRawBufferPointer) throws(DatasetError) in
            try readItems(into: memory)
        }
    }

    private typealias Source = (UnsafeMutableRawBufferPointer) throws(DatasetError) -> Int

    private static func fill(_ memory: UnsafeMutableRawBufferPointer, from source: Source) throws(DatasetError) -> Int {
        var filled = 0
        while filled < memory.count {
            let length = try source(UnsafeMutableRawBufferPointer(rebasing: memory[filled...]))
            if length == 0 { break }
            filled += length
        }
        return filled
    }

    private static func fill(_ bytes: inout [UInt8], from source: Source) throws(DatasetError) -> Int {
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
        defer { memory.deallocate() }
        let length = try fill(memory, from: source)
        for index in 0..<length { bytes[index] = memory[index] }
        return length
    }
}
