import Datasets
import Drawing
import Foundation
import Lab
import Testing

/// Files that the Draw screen writes.
@Suite struct OwnDigitsTests {
    private func withFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("draw-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder.path)
    }

    @Test func labelledDrawingsAreASetLikeAnyOther() throws {
        try withFolder { folder in
            let digits = OwnDigits(folder: folder + "/my-digits")
            #expect(try digits.load() == nil)
            let first = (0..<784).map { UInt8($0 % 251) }
            let second = (0..<784).map { UInt8($0 % 13) }
            #expect(try digits.add(pixels: first, label: 7) == 1)
            #expect(try digits.add(pixels: second, label: 0) == 2)
            // As `--data` and `digitlab evaluate` read it.
            let set = try DatasetLoader().load(DatasetRequest(.folder(digits.folder), roles: [.test])).test
            #expect(set.labels == [7, 0])
            #expect(set.image(at: 0) == first)
            #expect(set.image(at: 1) == second)
        }
    }

    @Test func aDamagedSetIsLeftAlone() throws {
        try withFolder { folder in
            let digits = OwnDigits(folder: folder)
            _ = try digits.add(pixels: [UInt8](repeating: 9, count: 784), label: 1)
            let labels = folder + "/t10k-labels-idx1-ubyte"
            try Data("no IDX file".utf8).write(to: URL(fileURLWithPath: labels))
            #expect(throws: OwnDigitsError.self) {
                try digits.add(pixels: [UInt8](repeating: 8, count: 784), label: 2)
            }
            #expect(try Data(contentsOf: URL(fileURLWithPath: labels)) == Data("no IDX file".utf8))
        }
    }

    @Test func aSavedDrawingLoadsAgainAndIsNeverReplaced() throws {
        try withFolder { folder in
            var drawing = GrayImage(width: 28, height: 28)
            drawing[4, 9] = 200
            var seen = GrayImage(width: 28, height: 28)
            seen[14, 14] = 255
            guard case .done = DrawJobs.save(drawing, seen: seen, path: folder + "/a.png") else {
                Issue.record("not saved")
                return
            }
            guard case .loaded(let image, _) = DrawJobs.load(path: folder + "/a.png") else {
                Issue.record("not loaded")
                return
            }
            #expect(image == drawing)
            let idx = try [UInt8](Data(contentsOf: URL(fileURLWithPath: folder + "/a.idx3-ubyte")))
            #expect(Array(idx.prefix(16)) == [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 28, 0, 0, 0, 28])
            #expect(Array(idx.dropFirst(16)) == seen.pixels)
            _ = DrawJobs.save(seen, seen: seen, path: folder + "/a.png")
            #expect(try GrayImage(contentsOf: folder + "/a.png") == drawing)
            #expect(try GrayImage(contentsOf: folder + "/a-2.png") == seen)
            guard case .failed(let reason) = DrawJobs.load(path: folder + "/none.png") else {
                Issue.record("loaded what is not there")
                return
            }
            #expect(reason.contains("none.png"))
        }
    }
}
