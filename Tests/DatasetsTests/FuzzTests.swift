import Datasets
import Foundation
import Testing

@Suite struct FuzzTests {
    /// A small generator with a known seed, so that a failure comes again.
    struct Generator: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9e37_79b9_7f4a_7c15
            var word = state
            word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
            word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
            return word ^ (word >> 31)
        }
    }

    private static func mutate(_ bytes: [UInt8], _ generator: inout Generator) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
            let length = bytes.count
            // Headers and trailers are where the trouble is; half of the changes go there.
            let near = Bool.random(using: &generator)
            let position = length == 0 ? 0 : Int.random(in: 0..<(near ? min(24, length) : length), using: &generator)
            switch Int.random(in: 0..<6, using: &generator) {
            case 0 where length > 0: bytes[position] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            case 1 where length > 0: bytes[position] = .random(in: 0...255, using: &generator)
            case 2: bytes.removeLast(length - position)
            case 3: bytes.insert(.random(in: 0...255, using: &generator), at: position)
            case 4: bytes.removeSubrange(position..<min(position + 5, length))
            default: bytes += (0..<3).map { _ in .random(in: 0...255, using: &generator) }
            }
        }
        return bytes
    }

    private static let rounds = 1500

    private func overwrite(_ path: String, _ bytes: [UInt8]) throws {
        let file = try #require(fopen(path, "w"))
        fwrite(bytes, 1, bytes.count, file)
        fclose(file)
    }

    @Test(arguments: [false, true])
    func mutationsOnlyEverThrow(gzipped: Bool) throws {
        let folder = try TemporaryFolder()
        let pack = gzipped ? Samples.gzip : { $0 }
        let (images, labels) = (pack(Samples.images(2)), pack(Samples.labels(2)))
        var generator = Generator(state: 1998)
        var (threw, passed) = (0, 0)
        for round in 0..<2 * Self.rounds {
            // First the images are damaged, then the labels; what is whole is written once.
            if round == 0 { try folder.write(labels, "train-labels-idx1-ubyte") }
            if round == Self.rounds { try folder.write(images, "train-images-idx3-ubyte") }
            if round < Self.rounds {
                try overwrite(folder.file("train-images-idx3-ubyte"), Self.mutate(images, &generator))
            } else {
                try overwrite(folder.file("train-labels-idx1-ubyte"), Self.mutate(labels, &generator))
            }
            do throws(DatasetError) {
                let set = try ImageSet.load(folder: folder.path, role: .train)
                #expect(set.count == 2 && set.labels.allSatisfy { $0 < 10 })
                passed += 1
            } catch {
                #expect([65, 66].contains(error.exitCode), "round \(round): \(error)")
                #expect(!error.description.isEmpty)
                threw += 1
            }
        }
        // Some mutations change a pixel only; most must be caught.
        #expect(threw > Self.rounds && passed > 10, "\(threw) threw, \(passed) passed")
    }
}
