import Foundation
import NeuralNetwork
import Testing

@Suite struct SafetensorsTests {
    static let content = Safetensors.Content(
        tensors: [
            NamedTensor(name: "a/kernel", shape: [2, 3], values: [1, -2, 3.5, 0, .leastNonzeroMagnitude, -0.0]),
            NamedTensor(name: "a/bias", shape: [3], values: [.infinity, 1e-30, 7]),
            NamedTensor(name: "scalar", shape: [], values: [42]),
            NamedTensor(name: "nothing", shape: [0, 4], values: []),
        ], metadata: ["stage": "adam", "ü\"\\": "line\nbreak"])

    /// A file put together by hand from a header and numbers.
    static func file(_ header: String, _ values: [Float] = []) -> [UInt8] {
        var bytes: [UInt8] = []
        withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { bytes += $0 }
        bytes += header.utf8
        for value in values { withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes += $0 } }
        return bytes
    }

    @Test func roundTrip() throws {
        let decoded = try Safetensors.decode(Safetensors.encode(Self.content), file: "x")
        #expect(decoded.metadata == Self.content.metadata)
        let byName = Dictionary(uniqueKeysWithValues: decoded.tensors.map { ($0.name, $0) })
        #expect(byName.count == Self.content.tensors.count)
        for tensor in Self.content.tensors {
            #expect(byName[tensor.name]?.shape == tensor.shape)
            #expect(byName[tensor.name]?.values.map(\.bitPattern) == tensor.values.map(\.bitPattern))
        }
    }

    @Test func bytesOfAFile() throws {
        let bytes = Safetensors.encode(
            Safetensors.Content(tensors: [
                NamedTensor(name: "b", shape: [1, 2], values: [1, -2]),
                NamedTensor(name: "a", shape: [1], values: [0.5]),
            ]))
        let length = Int(bytes[0]) | Int(bytes[1]) << 8
        #expect(bytes[2..<8].allSatisfy { $0 == 0 })
        #expect(length.isMultiple(of: 8))
        let header = try #require(
            try JSONSerialization.jsonObject(with: Data(bytes[8..<8 + length])) as? [String: [String: Any]])
        #expect(header["b"]?["dtype"] as? String == "F32")
        #expect(header["b"]?["shape"] as? [Int] == [1, 2])
        #expect(header["b"]?["data_offsets"] as? [Int] == [0, 8])
        #expect(header["a"]?["data_offsets"] as? [Int] == [8, 12])
        // 1, −2 and 0.5 in little-endian IEEE 754.
        #expect(Array(bytes[(8 + length)...]) == [0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0, 0, 0, 0, 0x3F])
    }

    @Test func readsAFileOfAnotherProgram() throws {
        let header = """
            {"y":{"dtype":"F32","shape":[2],"data_offsets":[4,12]},"__metadata__":{"format":"pt"},\
            "x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}
            """
        let content = try Safetensors.decode(Self.file(header, [9, 1, 2]), file: "x")
        #expect(content.tensors.first { $0.name == "y" } == NamedTensor(name: "y", shape: [2], values: [1, 2]))
        #expect(content.tensors.first { $0.name == "x" } == NamedTensor(name: "x", shape: [1], values: [9]))
        #expect(content.metadata == ["format": "pt"])
    }

    @Test(arguments: [
        ("{\"x\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,8]}}", "tensor x has the type I64"),
        // Two floats behind a header that accounts for one, the other one, none, or both and more.
        ("{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", "4 bytes follow tensor x"),
        ("{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}", "a hole of 4 bytes before tensor x"),
        ("{}", "8 bytes follow its header"),
        (
            """
            {"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"y":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}
            """, "tensor y lies at byte 4, inside tensor x"
        ),
        (
            """
            {"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"y":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}
            """, "inside tensor x"
        ),
        (
            """
            {"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}
            """, "tensor x stands twice"
        ),
        (
            """
            {"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"\\u0078":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}
            """, "tensor x stands twice"
        ),
        ("{\"x\":{\"dtype\":\"F32\",\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", "x has dtype twice"),
        (
            """
            {"__metadata__":{"a":"1","a":"2"},"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}
            """, "__metadata__ has a twice"
        ),
        ("{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}", "x"),
        ("{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,400]}}", "x"),
        ("{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[-4,0]}}", "x"),
        ("{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[8,4]}}", "x"),
        ("{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0]}}", "x"),
        ("{\"x\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}", "x"),
        (
            "{\"x\":{\"dtype\":\"F32\",\"shape\":[268435456,268435456,268435456],\"data_offsets\":[0,4]}}", "x"
        ),
        (
            "{\"x\":{\"dtype\":\"F32\",\"shape\":[9223372036854775807],\"data_offsets\":[0,9223372036854775807]}}",
            "x"
        ),
        ("{\"x\":{\"dtype\":\"F32\",\"shape\":[1.5],\"data_offsets\":[0,4]}}", "JSON"),
        ("{\"x\":{\"dtype\":\"F32\",\"data_offsets\":[0,4]}}", "JSON"),
        ("{\"x\":7}", "JSON"), ("[1,2,3]", "JSON"), ("{\"x\":{", "JSON"), ("{\"__metadata__\":{\"a\":1}}", "JSON"),
    ])
    func wrongHeaders(header: String, mention: String) {
        let error = #expect(throws: SafetensorsError.self) {
            try Safetensors.decode(Self.file(header, [1, 2]), file: "odd.safetensors")
        }
        #expect(error?.description.contains("odd.safetensors") == true)
        #expect(error?.reason.contains(mention) == true, "\(error?.reason ?? "")")
    }

    @Test func readsOtherFloats() throws {
        func file(_ type: String, _ count: Int, _ bytes: [UInt8]) -> [UInt8] {
            let header = "{\"x\":{\"dtype\":\"\(type)\",\"shape\":[\(count)],\"data_offsets\":[0,\(bytes.count)]}}"
            return Self.file(header) + bytes
        }
        func values(_ type: String, _ count: Int, _ bytes: [UInt8]) throws -> [Float] {
            try Safetensors.decode(file(type, count, bytes), file: "x").tensors[0].values
        }
        func little(_ words: [UInt16]) -> [UInt8] { words.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] } }
        // IEEE 754's own examples: one, −2, the largest, the least, the largest subnormal, the least normal, a third.
        let halves = try values(
            "F16", 8, little([0x3C00, 0xC000, 0x7BFF, 0x0001, 0x03FF, 0x0400, 0x3555, 0xFC00]))
        #expect(
            halves == [1, -2, 65_504, 0x1p-24, 1023 * 0x1p-24, 0x1p-14, 0.333251953125, -.infinity])
        #expect(try values("F16", 1, little([0x7E01]))[0].isNaN)
        #expect(try values("F16", 1, little([0x8000]))[0].sign == .minus)
        #expect(try values("BF16", 3, little([0x3F80, 0xC040, 0x7F80])) == [1, -3, .infinity])
        var doubles: [UInt8] = []
        for value in [1.0, -0.1, 1e300] {
            withUnsafeBytes(of: value.bitPattern.littleEndian) { doubles += $0 }
        }
        #expect(try values("F64", 3, doubles) == [1, -0.1, .infinity])
        #expect(throws: SafetensorsError.self) { try Safetensors.decode(file("F16", 4, little([1, 2])), file: "x") }
    }

    @Test(
        arguments: [
            (Array("\u{89}HDF\r\n\u{1A}\n".unicodeScalars.map { UInt8($0.value) }) + [0, 0, 0, 0], "HDF5"),
            (Array("PK\u{3}\u{4}".utf8) + [20, 0, 0, 0, 0, 0], ".keras"),
            ([0x80, 0x04, 0x95, 0x10, 0, 0, 0], "pickle"),
            (Array("<!DOCTYPE html><html><head>".utf8), "web page"), (Array("\n  <html>".utf8), "web page"),
            (Array("version https://git-lfs.github.com/spec/v1\noid sha256:1234".utf8), "Git LFS pointer"),
            ([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3], "gzip"), ([0x93] + Array("NUMPY\u{1}".utf8), "NumPy"),
            ([0x89] + Array("PNG\r\n".utf8) + [0x1A, 0x0A, 0, 0], "PNG"), ([0xFF, 0xD8, 0xFF, 0xE0, 0, 16], "JPEG"),
            ([0, 0, 8, 3, 0, 0, 0xEA, 0x60, 0, 0, 0, 28], "IDX"), (Array("{\"a\": 1, \"b\": 2}".utf8), "JSON"),
            (Array("id: conv\nnumber: 7".utf8), "text"), ([], "empty"),
            ([0x08, 8, 0x12, 7] + Array("pytorch".utf8), "ONNX"),
        ] as [([UInt8], String)])
    func namesWhatElseAFileIs(bytes: [UInt8], mention: String) {
        let error = #expect(throws: SafetensorsError.self) { try Safetensors.decode(bytes, file: "odd") }
        #expect(error?.reason.contains(mention) == true, "\(error?.reason ?? "")")
    }

    @Test func valuesThatMeanNothingAreNoWeights() throws {
        let network = try Network(
            NetworkSpecification(
                inputShape: [1, 2, 1],
                layers: [
                    .init(name: "flatten", layer: .flatten), .init(name: "norm", layer: .batchNormalization()),
                    .init(name: "logits", layer: .dense(units: 2)),
                ]))
        let good = network.tensors(of: network.initialWeights(seed: 1))
        #expect(throws: Never.self) { try network.weights(from: good, file: "good") }
        for (index, tensor) in good.enumerated() {
            for value in [Float.nan, .infinity, -.infinity] {
                var tensors = good
                tensors[index].values[1] = value
                let error = #expect(throws: NetworkError.self) { try network.weights(from: tensors, file: "bad.file") }
                let text = error?.description ?? ""
                #expect(text.contains("bad.file") && text.contains(tensor.name) && text.contains("at 1"), "\(text)")
            }
        }
        var tensors = good
        let variance = try #require(tensors.firstIndex { $0.name == "norm/moving_variance" })
        tensors[variance].values[0] = -0.5
        #expect(throws: NetworkError.negativeVariance(name: "norm/moving_variance", value: -0.5, index: 0, file: "f")) {
            try network.weights(from: tensors, file: "f")
        }
    }

    @Test func truncatedAnywhere() {
        let bytes = Safetensors.encode(Self.content)
        for length in 0..<bytes.count {
            #expect(throws: SafetensorsError.self) {
                try Safetensors.decode(Array(bytes[..<length]), file: "short")
            }
        }
    }

    @Test func headerLengthBeyondTheFile() {
        for length in [UInt64(0), 1, 1_000_000, .max, .max - 7, 1 << 63] {
            var bytes = Safetensors.encode(Self.content)
            withUnsafeBytes(of: length.littleEndian) { bytes.replaceSubrange(0..<8, with: $0) }
            #expect(throws: SafetensorsError.self) { try Safetensors.decode(bytes, file: "x") }
        }
    }

    /// Thousands of damaged files: each is read or refused, and what is read keeps its shapes.
    @Test func fuzz() {
        var generator = SplitMix64(seed: 2_026)
        let original = Safetensors.encode(Self.content)
        let digits = Array("0123456789-[]{},:\".eE ".utf8)
        var refused = 0
        for _ in 0..<6_000 {
            var bytes = original
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let at = Int.random(in: 0..<min(bytes.count, 400), using: &generator)
                switch Int.random(in: 0..<5, using: &generator) {
                case 0: bytes[at] = UInt8.random(in: 0...255, using: &generator)
                case 1: bytes[at] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
                case 2: bytes[at] = digits.randomElement(using: &generator)!
                case 3: bytes.remove(at: at)
                default: bytes.insert(digits.randomElement(using: &generator)!, at: at)
                }
                if bytes.isEmpty { bytes = original }
            }
            do throws(SafetensorsError) {
                let content = try Safetensors.decode(bytes, file: "fuzz")
                for tensor in content.tensors { #expect(tensor.shape.reduce(1, *) == tensor.values.count) }
            } catch {
                refused += 1
                #expect(error.file == "fuzz" && !error.reason.isEmpty)
            }
        }
        #expect(refused > 3_000 && refused < 6_000)
    }
}
