import Datasets
import Foundation
import Testing

@Suite struct LoadingTests {
    @Test(arguments: ["train-%-ubyte", "train-%-ubyte.gz"], [false, true])
    func readsEverySpelling(name: String, gzipped: Bool) throws {
        for separator in ["-", "."] {
            let folder = try TemporaryFolder()
            for (kind, bytes) in [
                ("images\(separator)idx3", Samples.images(3)), ("labels\(separator)idx1", Samples.labels(3)),
            ] {
                let file = name.replacingOccurrences(of: "%", with: kind)
                // The content decides, not the name: a browser may have unpacked a `.gz`.
                try folder.write(gzipped ? Samples.gzip(bytes) : bytes, file)
            }
            let set = try ImageSet.load(folder: folder.path, role: .train)
            #expect(set.count == 3)
            #expect(set.labels == [0, 1, 2])
            #expect(set.withUnsafePixels { Array($0) } == Samples.pixels(3))
            #expect(set.image(at: 2) == Array(Samples.pixels(3)[1568...]))
            #expect(set.pixels[784] == Samples.pixels(3)[784])
        }
    }

    @Test func joinedGzipMembersAreOneFile() throws {
        let folder = try TemporaryFolder()
        let images = Samples.images(3)
        try folder.write(
            Samples.gzip(Array(images[..<1000])) + Samples.gzip(Array(images[1000...])), "train-images-idx3-ubyte.gz")
        try folder.write(Samples.labels(3), "train-labels-idx1-ubyte")
        #expect(try ImageSet.load(folder: folder.path, role: .train).image(at: 2) == Array(Samples.pixels(3)[1568...]))
    }

    @Test func slicesShareThePixels() throws {
        let set = try ImageSet(pixels: Samples.pixels(5), labels: [4, 3, 2, 1, 0])
        let slice = set[2..<4]
        #expect(slice.labels == [2, 1])
        #expect(slice.pixels == set.pixels + 2 * 784)
        #expect(slice[1..<2].image(at: 0) == set.image(at: 3))
        #expect(set.prefix(9).count == 5)
        #expect(set.countsPerClass == [1, 1, 1, 1, 1, 0, 0, 0, 0, 0])
    }

    @Test func messageDigestMatchesTheStandard() {
        // RFC 1321, section A.5.
        #expect(MessageDigest.md5([]) == "d41d8cd98f00b204e9800998ecf8427e")
        #expect(MessageDigest.md5(Array("abc".utf8)) == "900150983cd24fb0d6963f7d28e17f72")
    }

    @Test func loadsTheEmbeddedSubset() throws {
        let empty = try TemporaryFolder()
        let loader = DatasetLoader(environment: ["XDG_CACHE_HOME": empty.path])
        let mini = try loader.load(DatasetRequest(.mini))
        #expect(mini.name == "mini")
        #expect(mini.train.countsPerClass == [Int](repeating: 400, count: 10))
        #expect(mini.test.countsPerClass == [Int](repeating: 100, count: 10))
        #expect(mini.summary.hasSuffix("4,000 training and 1,000 test images, embedded in the program"))
    }
}
