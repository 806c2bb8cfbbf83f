import Datasets
import Foundation
import Testing

/// Every way in which a pair of files can be wrong.
@Suite struct BadFileTests {
    let folder: TemporaryFolder
    let images: String
    let labels: String

    init() throws {
        folder = try TemporaryFolder()
        images = folder.file("t10k-images-idx3-ubyte")
        labels = folder.file("t10k-labels-idx1-ubyte")
    }

    private func load(_ imageBytes: [UInt8], _ labelBytes: [UInt8] = Samples.labels(3)) throws -> DatasetError {
        try folder.write(imageBytes, "t10k-images-idx3-ubyte")
        try folder.write(labelBytes, "t10k-labels-idx1-ubyte")
        return try failure()
    }

    private func failure() throws -> DatasetError {
        let error = try #require(throws: DatasetError.self) { try ImageSet.load(folder: folder.path, role: .test) }
        #expect(error.description.contains(folder.path), "the error names no file: \(error)")
        return error
    }

    @Test func wrongMagic() throws {
        let error = try load(Samples.images(3, magic: 2050))
        #expect(error == .wrongMagic(file: images, found: 2050, expected: 2051))
        #expect(error.exitCode == 65)
        #expect(try load(Samples.images(3), Samples.images(3)).description.contains("it holds images instead"))
    }

    @Test func truncatedAtAnyByte() throws {
        let whole = Samples.images(2)
        for length in [1, 3, 4, 8, 15, 16, 17, 799, 800, whole.count - 1] {
            let expected = length < 16 ? 16 : whole.count
            #expect(
                try load(Array(whole[..<length]), Samples.labels(2))
                    == .truncated(file: images, offset: length, expected: expected))
        }
        let labelBytes = Samples.labels(3)
        for length in 1..<labelBytes.count {
            let expected = length < 8 ? 8 : labelBytes.count
            #expect(
                try load(Samples.images(3), Array(labelBytes[..<length]))
                    == .truncated(file: labels, offset: length, expected: expected))
        }
    }

    @Test func gzipTruncatedAtAnyByte() throws {
        let packed = Samples.gzip(Samples.labels(3))
        for length in 2..<packed.count {
            #expect(
                try load(Samples.images(3), Array(packed[..<length])) == .truncatedGzip(file: labels, offset: length))
        }
    }

    @Test func trailingBytes() throws {
        #expect(try load(Samples.images(3) + [0]) == .trailingBytes(file: images, offset: 16 + 3 * 784))
        #expect(try load(Samples.gzip(Samples.images(3) + [0])) == .trailingBytes(file: images, offset: 16 + 3 * 784))
        let packed = Samples.gzip(Samples.images(3))
        #expect(try load(packed + [7]) == .trailingGzip(file: images, offset: packed.count))
    }

    @Test func countsThatDiffer() throws {
        let error = try load(Samples.images(3), Samples.labels(4))
        #expect(error == .countsDiffer(images: images, imageCount: 3, labels: labels, labelCount: 4))
    }

    @Test func otherSizes() throws {
        #expect(
            try load(Samples.images(3, rows: 32, columns: 32)) == .wrongImageSize(file: images, rows: 32, columns: 32))
    }

    @Test func labelOverNine() throws {
        var bytes = Samples.labels(3)
        bytes[9] = 10
        #expect(
            try load(Samples.images(3), bytes)
                == .labelOutOfRange(file: labels, offset: 9, label: 10, first: 0, last: 9))
    }

    @Test func brokenGzip() throws {
        var packed = Samples.gzip(Samples.images(3))
        // The CRC is in the trailer's first four bytes: all pixels are right, the sum is not.
        packed[packed.count - 8] ^= 1
        guard case .brokenGzip(images, _, let reason) = try load(packed) else {
            Issue.record("a wrong sum was not told")
            return
        }
        #expect(reason == "incorrect data check")
    }

    @Test func bombs() throws {
        // 50 MB of zeros in 50 kB behind a header that promises three images.
        let zeros = [UInt8](repeating: 0, count: 50 << 20)
        let honest = Samples.images(3)
        #expect(try load(Samples.gzip(honest + zeros)) == .trailingBytes(file: images, offset: honest.count))
        // A header that promises what the file cannot hold.
        let error = try load(Samples.gzip(Samples.images(3, promised: .max)), Samples.labels(3))
        guard case .implausibleCount(images, .max, _) = error else {
            Issue.record("not told: \(error)")
            return
        }
        #expect(
            try load(Samples.images(3, promised: .max))
                == .truncated(file: images, offset: 16 + 3 * 784, expected: 16 + 784 * Int(UInt32.max)))
        // 2 MB of labels that unpack to two thousand million.
        let many = Samples.gzip(Samples.labels(0, promised: 1_500_000) + [UInt8](repeating: 0, count: 1_500_000))
        #expect(
            try load(Samples.images(3), many) == .tooMany(file: labels, count: 1_500_000, limit: 1_000_000))
    }

    @Test func emptyAndAbsent() throws {
        #expect(try load([]) == .empty(file: images))
        #expect(try load(Samples.gzip([])) == .empty(file: images))
        #expect(try load(Samples.images(0), Samples.labels(0)) == .noImages(file: labels))
        try folder.write(Samples.labels(3), "t10k-labels-idx1-ubyte")
        unlink(images)
        let missing = try failure()
        #expect(missing.exitCode == 66)
        #expect(
            missing
                == .missingFile(
                    folder: folder.path,
                    names: [
                        "t10k-images-idx3-ubyte", "t10k-images.idx3-ubyte", "test-images-idx3-ubyte",
                        "test-images.idx3-ubyte",
                    ]))
    }

    @Test func notAFile() throws {
        try folder.write(Samples.labels(3), "t10k-labels-idx1-ubyte")
        mkdir(images, 0o700)
        #expect(try failure() == .isFolder(file: images))
        rmdir(images)
        // Opening a pipe without a writer must not wait for one.
        mkfifo(images, 0o600)
        #expect(try failure() == .notRegularFile(file: images))
        unlink(images)
        symlink("nowhere", images)
        #expect(try failure() == .missingFile(folder: folder.path, names: ["t10k-images-idx3-ubyte"]))
    }

    @Test(.enabled(if: geteuid() != 0, "root may read everything"))
    func noPermission() throws {
        try folder.write(Samples.images(3), "t10k-images-idx3-ubyte")
        try folder.write(Samples.labels(3), "t10k-labels-idx1-ubyte")
        chmod(images, 0)
        let error = try failure()
        #expect(error == .permissionDenied(path: images))
        #expect(error.exitCode == 66)
    }
}
