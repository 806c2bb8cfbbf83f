import Foundation

/// The safetensors format: a JSON header of names, types and shapes behind its length, then the raw numbers.
///
/// [u64 length of the header][JSON header][32-bit little-endian floats]; the header gives each tensor's byte range.
public enum Safetensors {
    /// Tensors and the free metadata of a file.
    public struct Content: Sendable, Equatable {
        public var tensors: [NamedTensor]
        public var metadata: [String: String]

        public init(tensors: [NamedTensor], metadata: [String: String] = [:]) {
            self.tensors = tensors
            self.metadata = metadata
        }
    }

    /// One tensor's entry in the header.
    private struct Entry: Codable {
        var dtype: String
        var shape: [Int]
        var data_offsets: [Int]
    }

    /// The header: tensors by name, and strings under `__metadata__`.
    private enum Item: Codable {
        case tensor(Entry)
        case metadata([String: String])

        init(from decoder: any Decoder) throws {
            if decoder.codingPath.last?.stringValue == "__metadata__" {
                self = .metadata(try [String: String](from: decoder))
            } else {
                self = .tensor(try Entry(from: decoder))
            }
        }

        func encode(to encoder: any Encoder) throws {
            switch self {
            case .tensor(let entry): try entry.encode(to: encoder)
            case .metadata(let strings): try strings.encode(to: encoder)
            }
        }
    }

    /// The bytes of a file that holds these tensors as 32-bit floats, in this order.
    public static func encode(_ content: Content) -> [UInt8] {
        var header: [String: Item] = [:]
        if !content.metadata.isEmpty { header["__metadata__"] = .metadata(content.metadata) }
        var offset = 0
        for tensor in content.tensors {
            precondition(tensor.shape.reduce(1, *) == tensor.values.count, "\(tensor.name): shape and values differ")
            let end = offset + 4 * tensor.values.count
            header[tensor.name] = .tensor(Entry(dtype: "F32", shape: tensor.shape, data_offsets: [offset, end]))
            offset = end
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard var json = try? encoder.encode(header) else {
            preconditionFailure("strings and integers can always be written as JSON")
        }
        // The numbers start at a multiple of eight bytes, as the format asks.
        while !json.count.isMultiple(of: 8) { json.append(UInt8(ascii: " ")) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(8 + json.count + offset)
        withUnsafeBytes(of: UInt64(json.count).littleEndian) { bytes.append(contentsOf: $0) }
        bytes.append(contentsOf: json)
        for tensor in content.tensors {
            tensor.values.withUnsafeBytes { bytes.append(contentsOf: $0) }
        }
        return bytes
    }

    /// Reads a file's bytes.
    ///
    /// - Parameter file: Its name, for the error's text.
    /// - Throws: ``SafetensorsError`` for anything that is not a well-formed file of 32-bit floats.
    public static func decode(_ bytes: [UInt8], file: String) throws(SafetensorsError) -> Content {
        func fail(_ reason: String) -> SafetensorsError { SafetensorsError(file: file, reason: reason) }
        guard bytes.count >= 8 else { throw fail("it has \(bytes.count) bytes, fewer than a header's length takes") }
        let length = bytes.withUnsafeBytes { UInt64(littleEndian: $0.loadUnaligned(as: UInt64.self)) }
        guard length >= 2, length <= UInt64(bytes.count - 8) else {
            throw fail("the header claims \(length) bytes, the file has \(bytes.count - 8) left")
        }
        let start = 8 + Int(length)
        let header: [String: Item]
        do {
            header = try JSONDecoder().decode([String: Item].self, from: Data(bytes[8..<start]))
        } catch {
            throw fail("the header is not the JSON it should be")
        }
        var content = Content(tensors: [])
        var entries: [(name: String, entry: Entry)] = []
        for (name, item) in header {
            switch item {
            case .metadata(let strings): content.metadata = strings
            case .tensor(let entry): entries.append((name, entry))
            }
        }
        let available = bytes.count - start
        for (name, entry) in entries {
            guard entry.dtype == "F32" else { throw fail("tensor \(name) has the type \(entry.dtype), not F32") }
            guard entry.data_offsets.count == 2, entry.shape.allSatisfy({ (0...(1 << 28)).contains($0) }) else {
                throw fail("tensor \(name) has no sensible shape or offsets")
            }
            var elements = 1
            for dimension in entry.shape {
                let (product, overflow) = elements.multipliedReportingOverflow(by: dimension)
                guard !overflow, product <= available else { throw fail("tensor \(name) is larger than the file") }
                elements = product
            }
            let (first, end) = (entry.data_offsets[0], entry.data_offsets[1])
            guard first >= 0, end >= first, end <= available, end - first == 4 * elements else {
                throw fail("tensor \(name) lies at \(first)..<\(end), which does not fit its shape or the file")
            }
        }
        entries.sort { ($0.entry.data_offsets[0], $0.name) < ($1.entry.data_offsets[0], $1.name) }
        for (name, entry) in entries {
            let range = start + entry.data_offsets[0]..<start + entry.data_offsets[1]
            let values = bytes[range].withUnsafeBytes { raw in
                (0..<raw.count / 4).map { raw.loadUnaligned(fromByteOffset: 4 * $0, as: Float.self) }
            }
            content.tensors.append(NamedTensor(name: name, shape: entry.shape, values: values))
        }
        return content
    }
}
