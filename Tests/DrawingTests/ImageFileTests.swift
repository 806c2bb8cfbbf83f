import Drawing
import Foundation
import Testing

@Suite struct ImageFileTests {
    private func temporaryFolder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("drawing-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }

    private static func ramp(width: Int, height: Int) -> GrayImage {
        GrayImage(width: width, height: height, pixels: (0..<width * height).map { UInt8($0 * 7 % 256) })
    }

    @Test(arguments: [(1, 1), (28, 28), (3, 17), (640, 5)])
    func whatIsWrittenIsReadAgain(_ size: (Int, Int)) throws {
        let image = Self.ramp(width: size.0, height: size.1)
        #expect(try GrayImage(decoding: image.pngData(), named: "a") == image)
        #expect(try GrayImage(decoding: image.pgmData(), named: "a") == image)
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appendingPathComponent("digit.png").path
        try GrayImage(width: 1, height: 1).writePNG(to: path)
        try image.writePNG(to: path)
        #expect(try GrayImage(contentsOf: path) == image)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["digit.png"])
    }

    @Test func readsPlainAndDeepGreyMaps() throws {
        let plain = Array("P2 # a comment\n# another\n3 2\n15\n0 15 7\n# in between\n1 2 3\n".utf8)
        #expect(try GrayImage(decoding: plain, named: "a").pixels == [0, 255, 119, 17, 34, 51])
        let deep = Array("P5\n2 1\n65535\n".utf8) + [0xFF, 0xFF, 0x80, 0x00]
        #expect(try GrayImage(decoding: deep, named: "a").pixels == [255, 128])
    }

    @Test func everyKindOfPNGBecomesGrey() throws {
        for (name, base64, expected) in PNGSamples.all {
            let bytes = [UInt8](try #require(Data(base64Encoded: base64)))
            let image = try GrayImage(decoding: bytes, named: name)
            #expect(image.pixels.count == expected.count, "\(name)")
            for (found, wanted) in zip(image.pixels, expected) {
                #expect(abs(Int(found) - Int(wanted)) <= 1, "\(name): \(image.pixels) for \(expected)")
            }
        }
    }

    @Test func badFilesAreNamedWithWhatIsWrong() throws {
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        func error(_ name: String, _ bytes: [UInt8]?) throws -> ImageError? {
            let path = folder.appendingPathComponent(name).path
            if let bytes { try Data(bytes).write(to: URL(fileURLWithPath: path)) }
            let error = #expect(throws: ImageError.self) { try GrayImage(contentsOf: path) }
            #expect(error?.description.contains(name) == true)
            return error
        }
        #expect(try error("missing.png", nil)?.exitCode == 66)
        let whole = folder.path
        #expect(throws: ImageError.isFolder(file: whole)) { try GrayImage(contentsOf: whole) }
        let empty = try error("empty.png", [])
        #expect(empty == .empty(file: folder.appendingPathComponent("empty.png").path))
        #expect(empty?.exitCode == 65)
        if case .unknownFormat = try error("letter.png", Array("Dear Sir".utf8)) {} else { Issue.record("a letter") }
        let png = try Self.ramp(width: 60, height: 40).pngData()
        if case .truncated = try error("half.png", Array(png.prefix(png.count / 2))) {} else { Issue.record("half") }
        var flipped = png
        flipped[png.count / 2] ^= 0x55
        if case .malformed = try error("flipped.png", flipped) {} else { Issue.record("flipped") }
        if case .tooLarge(_, 5000, 3, 4096) = try error("large.pgm", Array("P5 5000 3 255\n".utf8)) {
        } else {
            Issue.record("large")
        }
        let wide = GrayImage(width: 5000, height: 1)
        if case .tooLarge(_, 5000, 1, 4096) = try error("wide.png", try wide.pngData()) {} else { Issue.record("wide") }
        if case .truncated = try error("short.pgm", Array("P5 4 4 255\n123".utf8)) {} else { Issue.record("short") }
        if case .malformed = try error("over.pgm", Array("P2 1 1 9 12".utf8)) {} else { Issue.record("over") }
        if case .malformed = try error("zero.pgm", Array("P2 0 1 9 12".utf8)) {} else { Issue.record("zero") }
        if case .malformed = try error("word.pgm", Array("P2 wide".utf8)) {} else { Issue.record("word") }
        let nowhere = folder.appendingPathComponent("no/such/folder.png").path
        let unwritten = #expect(throws: ImageError.self) { try wide.writePNG(to: nowhere) }
        #expect(unwritten?.exitCode == 74)
    }

    @Test func mutatedFilesOnlyThrow() throws {
        var generator = SeededGenerator(state: 11)
        let image = Self.ramp(width: 19, height: 13)
        var seeds = [try image.pngData(), image.pgmData(), Array("P2\n4 3\n99\n1 2 3 4 5 6 7 8 9 10 11 12\n".utf8)]
        seeds += PNGSamples.all.compactMap { Data(base64Encoded: $0.1).map { [UInt8]($0) } }
        var thrown = 0
        for round in 0..<4000 {
            var bytes = seeds[round % seeds.count]
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let place = Int.random(in: 0..<max(1, bytes.count), using: &generator)
                switch Int.random(in: 0..<5, using: &generator) {
                case 0: bytes.removeLast(min(bytes.count, place))
                case 1: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: place)
                case 2 where !bytes.isEmpty: bytes.remove(at: place)
                case 3 where !bytes.isEmpty: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
                default: if !bytes.isEmpty { bytes[place] = UInt8.random(in: 0...255, using: &generator) }
                }
            }
            do {
                let read = try GrayImage(decoding: bytes, named: "fuzz")
                #expect(read.pixels.count == read.width * read.height)
            } catch {
                thrown += 1
            }
        }
        #expect(thrown > 2000)
    }
}
