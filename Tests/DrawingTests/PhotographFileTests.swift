import Drawing
import Foundation
import Testing

/// JPEG, Netpbm's other formats, and the orientation in EXIF data.
@Suite struct PhotographFileTests {
    /// The areas of 8×8 pixels of a picture as letters A to F, the order of ``JPEGSamples/levels``.
    private func areas(of image: GrayImage) throws -> [String] {
        let levels = JPEGSamples.levels.flatMap { $0 }
        return try stride(from: 4, to: image.height, by: 8).map { y in
            try stride(from: 4, to: image.width, by: 8).map { x in
                let index = levels.firstIndex { abs(Int($0) - Int(image[x, y])) <= 3 }
                return ["A", "B", "C", "D", "E", "F"][try #require(index, "level \(image[x, y])")]
            }.joined()
        }
    }

    private func sample(_ name: String) throws -> [UInt8] {
        let sample = try #require(JPEGSamples.all.first { $0.name == name })
        return [UInt8](try #require(Data(base64Encoded: sample.base64)))
    }

    @Test(arguments: JPEGSamples.all.map(\.name)) func everyKindOfJPEGBecomesGrey(_ name: String) throws {
        let image = try GrayImage(decoding: sample(name), named: name)
        #expect(image.width == 24 && image.height == 16)
        #expect(try areas(of: image) == ["ABC", "DEF"])
    }

    /// EXIF 2.3, section 4.6.4, by hand.
    private static let upright: [(orientation: UInt8, rows: [String])] = [
        (1, ["ABC", "DEF"]), (2, ["CBA", "FED"]), (3, ["FED", "CBA"]), (4, ["DEF", "ABC"]),
        (5, ["AD", "BE", "CF"]), (6, ["DA", "EB", "FC"]), (7, ["FC", "EB", "DA"]), (8, ["CF", "BE", "AD"]),
        (9, ["ABC", "DEF"]),
    ]

    /// EXIF data with another tag before the orientation.
    private func exif(_ orientation: UInt8, isLittle: Bool) -> [UInt8] {
        func number(_ value: UInt32, _ size: Int) -> [UInt8] {
            let bytes = (0..<size).map { UInt8(truncatingIfNeeded: value >> UInt32(8 * $0)) }
            return isLittle ? bytes : bytes.reversed()
        }
        return Array((isLittle ? "II" : "MM").utf8) + number(42, 2) + number(8, 4) + number(2, 2)
            + number(0x0100, 2) + number(4, 2) + number(1, 4) + number(24, 4)
            + number(0x0112, 2) + number(3, 2) + number(1, 4) + number(UInt32(orientation), 2) + [0, 0] + number(0, 4)
    }

    @Test(arguments: [true, false]) func theCameraIsHeldUpright(_ isLittle: Bool) throws {
        let jpeg = try sample("colour")
        let png = try GrayImage(decoding: jpeg, named: "a").pngData()
        for (orientation, rows) in Self.upright {
            let data = exif(orientation, isLittle: isLittle)
            let segment = Array("Exif\0\0".utf8) + data
            let length = segment.count + 2
            let head: [UInt8] = [0xFF, 0xE1, UInt8(length >> 8), UInt8(length & 255)]
            let held = Array(jpeg[..<2]) + head + segment + Array(jpeg[2...])
            #expect(try areas(of: GrayImage(decoding: held, named: "a")) == rows, "JPEG \(orientation)")

            // Behind the header's chunk, which ends at byte 33.
            let chunk = Array("eXIf".utf8) + data
            let size = (0..<4).map { UInt8(truncatingIfNeeded: data.count >> (24 - 8 * $0)) }
            let sum = crc(chunk)
            let sealed = size + chunk + (0..<4).map { UInt8(truncatingIfNeeded: sum >> UInt32(24 - 8 * $0)) }
            let turned = Array(png.prefix(33)) + sealed + Array(png.dropFirst(33))
            #expect(try areas(of: GrayImage(decoding: turned, named: "a")) == rows, "PNG \(orientation)")
        }
    }

    /// The sum of a PNG's chunk, bit by bit.
    private func crc(_ bytes: [UInt8]) -> UInt32 {
        var sum: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum >> 1 ^ (sum & 1 == 1 ? 0xEDB8_8320 : 0) }
        }
        return ~sum
    }

    @Test func bitMapsAndColourMapsAreRead() throws {
        func pixels(_ text: String, _ tail: [UInt8] = []) throws -> [UInt8] {
            try GrayImage(decoding: Array(text.utf8) + tail, named: "a").pixels
        }
        // 1 is black; white space between plain bits may be missing.
        #expect(try pixels("P1\n# bits\n3 2\n1 0 1\n011") == [0, 255, 0, 255, 0, 0])
        // Each row begins with a new byte.
        #expect(
            try pixels("P4 9 2\n", [0b1010_0000, 0b1000_0000, 0, 0])
                == [0, 255, 0, 255, 255, 255, 255, 255, 0] + [UInt8](repeating: 255, count: 9))
        // Red, green, blue and white have 21, 72, 7 and 100 % of the light.
        let light: [UInt8] = [54, 182, 18, 255]
        #expect(try pixels("P3 4 1 255 255 0 0 0 255 0 0 0 255 255 255 255") == light)
        #expect(try pixels("P6\n4 1\n255\n", [255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255]) == light)
        #expect(try pixels("P6\n1 1\n65535\n", [255, 255, 255, 255, 255, 255]) == [255])
    }

    @Test func badPhotographsAreNamedWithWhatIsWrong() throws {
        func error(_ bytes: [UInt8]) -> ImageError? {
            #expect(throws: ImageError.self) { try GrayImage(decoding: bytes, named: "a.jpg") }
        }
        let jpeg = try sample("grey")
        for count in [3, 20, jpeg.count / 2, jpeg.count - 8] {
            if case .truncated = error(Array(jpeg.prefix(count))) {} else { Issue.record("cut at \(count)") }
        }
        if case .truncated = error(Array("P4 64 64\nab".utf8)) {} else { Issue.record("short bits") }
        if case .malformed = error(Array("P1 2 1\n1 2".utf8)) {} else { Issue.record("a bit of 2") }
        if case .malformed = error(Array("P3 1 1 7 1 8 1".utf8)) {} else { Issue.record("over the largest") }
        // A size that no memory holds, in the frame header's bytes.
        var huge = jpeg
        let frame = try #require((0..<huge.count - 1).first { huge[$0] == 0xFF && huge[$0 + 1] == 0xC0 })
        huge.replaceSubrange(frame + 5..<frame + 9, with: [0xFF, 0xDC, 0xFF, 0xDC])
        if case .tooLarge(_, 65500, 65500, _) = error(huge) {} else { Issue.record("huge") }
        for (bytes, name) in [
            ("GIF89a........", "GIF"), ("RIFF....WEBPVP8 ", "WebP"), ("\0\0\0\u{18}ftypheic....", "HEIC"),
            ("%PDF-1.7", "PDF"),
        ] {
            #expect(error(Array(bytes.utf8))?.description.contains(name) == true)
        }
    }

    @Test func mutatedPhotographsOnlyThrow() throws {
        var generator = SeededGenerator(state: 21)
        var seeds = try JPEGSamples.all.map { try sample($0.name) }
        let head: [UInt8] = [0xFF, 0xE1, 0, 46]
        let data = Array("Exif\0\0".utf8) + exif(6, isLittle: true)
        seeds.append(Array(seeds[1][..<2]) + head + data + Array(seeds[1][2...]))
        seeds += [Array("P4 9 2\nabcd".utf8), Array("P1 3 2\n101011".utf8), Array("P3 1 1 7 1 2 3".utf8)]
        var thrown = 0
        for round in 0..<3000 {
            var bytes = seeds[round % seeds.count]
            for _ in 0..<Int.random(in: 1...4, using: &generator) where !bytes.isEmpty {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0..<4, using: &generator) {
                case 0: bytes.removeLast(bytes.count - place)
                case 1: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: place)
                case 2: bytes.remove(at: place)
                default: bytes[place] = UInt8.random(in: 0...255, using: &generator)
                }
            }
            do {
                let read = try GrayImage(decoding: bytes, named: "fuzz")
                #expect(read.pixels.count == read.width * read.height)
            } catch {
                thrown += 1
            }
        }
        #expect(thrown > 1000)
    }
}
