import Datasets
import Testing

/// Data that would be learned, but mean something else than they seem to.
@Suite struct DataSuspicionTests {
    let folder: TemporaryFolder
    let genuine: ImageSet

    init() throws {
        folder = try TemporaryFolder()
        genuine = try DatasetLoader(environment: ["XDG_CACHE_HOME": folder.path]).load(DatasetRequest(.mini)).test
    }

    private func warnings(_ set: ImageSet, _ name: String = "mine") throws -> [String] {
        try IDXWriter.write(set, folder: folder.file(name), role: .test)
        let loader = DatasetLoader(environment: ["XDG_CACHE_HOME": folder.path])
        return try loader.load(DatasetRequest(.folder(folder.file(name)), roles: [.test])).warnings
    }

    private func moved(_ place: (Int, Int) -> Int) throws -> ImageSet {
        var pixels: [UInt8] = []
        for index in 0..<genuine.count {
            let image = genuine.image(at: index)
            for row in 0..<28 { for column in 0..<28 { pixels.append(image[place(row, column)]) } }
        }
        return try ImageSet(pixels: pixels, labels: genuine.labels)
    }

    @Test func genuineDigitsAreBeyondSuspicion() throws {
        #expect(try warnings(genuine) == [])
        #expect(try warnings(genuine.prefix(60)) == [])
        #expect(try warnings(genuine.prefix(1)) == [])
    }

    @Test func blackOnWhite() throws {
        let inverted = try genuine.applying([.invert])
        let found = try warnings(inverted)
        #expect(found.count == 1 && found[0].contains("black on white"), "\(found)")
        #expect(try warnings(try inverted.applying([.invert])) == [])
    }

    @Test func zerosAndOnes() throws {
        let bits = try ImageSet(
            pixels: genuine.withUnsafePixels { $0.map { $0 > 127 ? 1 : 0 } }, labels: genuine.labels)
        let found = try warnings(bits)
        #expect(found.count == 1 && found[0].contains("no pixel above 1,"), "\(found)")
        #expect(try warnings(try bits.applying([.stretch])) == [])
        // White paper that is 1 is both.
        let both = try ImageSet(pixels: bits.withUnsafePixels { $0.map { 1 - $0 } }, labels: genuine.labels)
        #expect(try warnings(both).count == 2)
        #expect(try warnings(try both.applying([.stretch, .invert])) == [])
        let blank = try ImageSet(
            pixels: [UInt8](repeating: 0, count: 10 * 784), labels: [UInt8](repeating: 1, count: 10))
        #expect(try warnings(blank).first?.contains("blank") == true)
    }

    @Test func turnedAndMirrored() throws {
        let transposed = try moved { row, column in column * 28 + row }
        let found = try warnings(transposed)
        #expect(found.count == 1 && found[0].contains("transposed"), "\(found)")
        #expect(try warnings(try transposed.applying([.transpose])) == [])
        #expect(try warnings(try transposed.applying([.invert])).count == 2)
        let kinds: [(String, (Int, Int) -> Int)] = [
            ("mirrored", { $0 * 28 + 27 - $1 }), ("upside down", { (27 - $0) * 28 + $1 }),
            ("turned by 180°", { (27 - $0) * 28 + 27 - $1 }), ("turned left", { $1 * 28 + 27 - $0 }),
            ("turned right", { (27 - $1) * 28 + $0 }),
        ]
        for (words, place) in kinds {
            let found = try warnings(try moved(place))
            #expect(found.count == 1 && found[0].contains(words), "\(words): \(found)")
        }
    }

    @Test func removingKeepsWhatIsNotThere() throws {
        let rest = try genuine.removing(genuine[10..<20])
        #expect(rest.count == genuine.count - 10)
        #expect(rest.image(at: 10) == genuine.image(at: 20) && rest.labels[10] == genuine.labels[20])
        #expect(try genuine.removing(genuine).isEmpty)
    }
}
