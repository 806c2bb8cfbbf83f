import Foundation

/// The safetensors format: a JSON header of names, types and shapes behind its length, then the raw numbers.
///
/// [u64 length of the header][JSON header][little-endian floats]; the header gives each tensor's byte range. Written with
/// 32-bit floats; the rules that ``decode(_:file:)`` holds files to are those of the format's own library.
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

    /// A longer header is refused, as the format's own reader refuses it.
    private static let longestHeader = 100_000_000

    /// Reads a file's bytes, strictly: the tensors must fill the file from the header to its end, each byte once.
    ///
    /// 64-bit, 16-bit and bfloat16 numbers become 32-bit floats. Values are not judged here: that is done where tensors
    /// become a network's weights (``Network/weights(from:file:)``).
    ///
    /// - Parameter file: Its name, for the error's text.
    /// - Throws: ``SafetensorsError``, naming the tensor where it is one that is wrong.
    public static func decode(_ bytes: [UInt8], file: String) throws(SafetensorsError) -> Content {
        func fail(_ reason: String) -> SafetensorsError { SafetensorsError(file: file, reason: reason) }
        if let kind = FileKind(bytes), kind != .safetensors { throw fail("it is \(kind.description)") }
        guard bytes.count >= 8 else { throw fail("it has \(bytes.count) bytes, fewer than a header's length takes") }
        let length = bytes.withUnsafeBytes { UInt64(littleEndian: $0.loadUnaligned(as: UInt64.self)) }
        guard length >= 2, length <= UInt64(bytes.count - 8) else {
            throw fail("the header claims \(length) bytes, the file has \(bytes.count - 8) left")
        }
        guard length <= longestHeader else {
            throw fail("the header claims \(length) bytes; at most \(longestHeader) are read")
        }
        let start = 8 + Int(length)
        let header = try header(bytes[8..<start], file: file)

        var content = Content(tensors: [])
        var located: [(range: Range<Int>, name: String, type: TensorType, shape: [Int])] = []
        for (name, item) in header {
            switch item {
            case .metadata(let strings): content.metadata = strings
            case .tensor(let entry):
                let (range, type) = try locate(entry, name: name, available: bytes.count - start, file: file)
                located.append((range, name, type, entry.shape))
            }
        }
        // Empty tensors lie between others and may share a place.
        located.sort {
            ($0.range.lowerBound, $0.range.upperBound, $0.name) < ($1.range.lowerBound, $1.range.upperBound, $1.name)
        }
        var end = 0
        var previous = ""
        for (range, name, type, shape) in located {
            guard range.lowerBound >= end else {
                throw fail("tensor \(name) lies at byte \(range.lowerBound), inside tensor \(previous)")
            }
            guard range.lowerBound == end else {
                throw fail("there is a hole of \(range.lowerBound - end) bytes before tensor \(name)")
            }
            let values = bytes.withUnsafeBytes { raw in
                type.values(UnsafeRawBufferPointer(rebasing: raw[start + range.lowerBound..<start + range.upperBound]))
            }
            content.tensors.append(NamedTensor(name: name, shape: shape, values: values))
            end = range.upperBound
            previous = name
        }
        guard end == bytes.count - start else {
            let last = previous.isEmpty ? "its header" : "tensor \(previous)"
            throw fail("\(bytes.count - start - end) bytes follow \(last), where it should end")
        }
        return content
    }

    /// Reads the header's JSON, in which no key may stand twice.
    private static func header(_ json: ArraySlice<UInt8>, file: String) throws(SafetensorsError) -> [String: Item] {
        func fail(_ reason: String) -> SafetensorsError { SafetensorsError(file: file, reason: reason) }
        guard json.first == UInt8(ascii: "{") else { throw fail("the header is not the JSON object it should be") }
        let header: [String: Item]
        do {
            header = try JSONDecoder().decode([String: Item].self, from: Data(json))
        } catch DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context),
            DecodingError.keyNotFound(_, let context)
        {
            throw fail("the header's JSON for \(place(context)) is not a type, a shape and two offsets")
        } catch DecodingError.dataCorrupted(let context) where !context.codingPath.isEmpty {
            throw fail("the header's JSON for \(place(context)) has a number that is no whole number")
        } catch {
            throw fail("the header is not the JSON it should be")
        }
        if let keys = JSONKeys.firstDuplicate(in: json), let last = keys.last {
            throw fail(
                keys.count == 1
                    ? "tensor \(last) stands twice in the header" : "\(keys[0]) has \(last) twice in the header")
        }
        return header
    }

    private static func place(_ context: DecodingError.Context) -> String {
        context.codingPath.first.map { "tensor \($0.stringValue)" } ?? "the tensors"
    }

    /// Where a tensor's bytes lie behind the header, and what they are.
    private static func locate(
        _ entry: Entry, name: String, available: Int, file: String
    ) throws(SafetensorsError) -> (range: Range<Int>, type: TensorType) {
        func fail(_ reason: String) -> SafetensorsError {
            SafetensorsError(file: file, reason: "tensor \(name) \(reason)")
        }
        guard let type = TensorType(rawValue: entry.dtype) else {
            throw fail("has the type \(entry.dtype); weights are F32, F64, F16 or BF16")
        }
        guard entry.data_offsets.count == 2, entry.shape.allSatisfy({ (0...(1 << 28)).contains($0) }) else {
            throw fail("has no sensible shape or offsets")
        }
        var size = type.size
        for dimension in entry.shape {
            let (product, overflow) = size.multipliedReportingOverflow(by: dimension)
            guard !overflow, product <= available else { throw fail("is larger than the file") }
            size = product
        }
        let (first, end) = (entry.data_offsets[0], entry.data_offsets[1])
        guard first >= 0, end >= first, end <= available, end - first == size else {
            throw fail("lies at \(first)..<\(end), which does not fit its shape or the file")
        }
        return (first..<end, type)
    }
}
