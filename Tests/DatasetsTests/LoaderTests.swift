import Datasets
import Foundation
import Testing

@Suite struct LoaderTests {
    private func loader(_ folder: TemporaryFolder, data: String? = nil) -> DatasetLoader {
        var environment = ["XDG_CACHE_HOME": folder.path]
        environment["DIGITLAB_DATA"] = data
        var paths = DatasetPaths(environment: environment)
        paths.fashion = folder.file("fashion")
        return DatasetLoader(
            environment: environment, paths: paths, settings: DownloadSettings(mirrors: []), files: Samples.known)
    }

    @Test func argumentsAreNamesOrFolders() {
        #expect(DatasetRequest(argument: nil).selection == .automatic)
        #expect(DatasetRequest(argument: "MNIST").selection == .mnist)
        #expect(DatasetRequest(argument: "fashion").selection == .fashion)
        #expect(DatasetRequest(argument: "mini").selection == .mini)
        #expect(DatasetRequest(argument: "./mini").selection == .folder("./mini"))
    }

    @Test func theOrderOfSources() throws {
        let folder = try TemporaryFolder()
        try Samples.write(to: folder, under: "mine/", gzipped: true)
        try Samples.write(to: folder, under: "theirs/")
        try Samples.write(to: folder, under: "digitlab/mnist/")
        let loader = loader(folder, data: folder.file("theirs"))
        #expect(try loader.load(DatasetRequest(argument: folder.file("mine"))).origin == .folder(folder.file("mine")))
        let theirs = try loader.load()
        #expect(theirs.origin == .folder(folder.file("theirs")))
        #expect(theirs.name == "theirs" && theirs.classNames[7] == "7")
        #expect(try self.loader(folder).load().origin == .cache(folder.file("digitlab/mnist")))
        #expect(try self.loader(folder, data: "").load().origin == .cache(folder.file("digitlab/mnist")))
        #expect(try self.loader(folder, data: "mini").load().origin == .embedded)
    }

    @Test func whatWasNamedIsNotPassedOver() throws {
        let folder = try TemporaryFolder()
        let gone = folder.file("gone")
        var error = try #require(throws: DatasetError.self) { try loader(folder, data: gone).load() }
        #expect(error == .missingFolder(gone))
        #expect(error.exitCode == 66)
        error = try #require(throws: DatasetError.self) { try loader(folder).load(DatasetRequest(.fashion)) }
        #expect(error.description.contains("apt-get install dataset-fashion-mnist"))
        let file = try folder.write([1], "file")
        error = try #require(throws: DatasetError.self) { try loader(folder).load(DatasetRequest(.folder(file))) }
        #expect(error == .isNotFolder(path: file))
    }

    @Test func aBadCacheIsPassedOver() throws {
        let folder = try TemporaryFolder()
        try Samples.write(to: folder, under: "digitlab/mnist/")
        try folder.write(Samples.labels(19), "digitlab/mnist/train-labels-idx1-ubyte")
        let dataset = try loader(folder).load()
        #expect(dataset.name == "mini")
        #expect(dataset.skipped.first?.contains("20 images") == true, "\(dataset.skipped)")
    }

    @Test func oneHalfIsEnoughWhereOnlyOneIsAskedFor() throws {
        let folder = try TemporaryFolder()
        try folder.write(Samples.images(4), "mine/t10k-images-idx3-ubyte")
        try folder.write(Samples.labels(4), "mine/t10k-labels-idx1-ubyte")
        let path = folder.file("mine")
        let dataset = try loader(folder).load(DatasetRequest(.folder(path), roles: [.test]))
        #expect(dataset.test.count == 4 && dataset.train.isEmpty)
        #expect(throws: DatasetError.self) { try loader(folder).load(DatasetRequest(.folder(path))) }
    }

    @Test func aRelativeCacheHomeCountsForNothing() {
        #expect(DatasetPaths(environment: ["XDG_CACHE_HOME": "x", "HOME": "/h"]).mnist == "/h/.cache/digitlab/mnist")
        #expect(DatasetPaths(environment: ["XDG_CACHE_HOME": "/c", "HOME": "/h"]).mnist == "/c/digitlab/mnist")
    }

    @Test func writtenSetsComeBack() throws {
        let folder = try TemporaryFolder()
        let set = try ImageSet(pixels: Samples.pixels(3), labels: [9, 0, 5])
        let mine = folder.file("a/b")
        // An older pair, packed, must not shadow or contradict the new one.
        try folder.write(Samples.gzip(Samples.labels(7)), "a/b/t10k-labels-idx1-ubyte.gz")
        try IDXWriter.write(set[1..<3], folder: mine, role: .test)
        let read = try ImageSet.load(folder: mine, role: .test)
        #expect(read.labels == [0, 5])
        #expect(read.image(at: 1) == set.image(at: 2))
        #expect(TemporaryFolderView(mine).names == ["t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"])
        let bytes = try #require(folder.read("a/b/t10k-images-idx3-ubyte"))
        #expect(Array(bytes[..<16]) == [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 28, 0, 0, 0, 28])
    }

    @Test func atomicFilesReplaceWholeOrNotAtAll() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write([1, 2, 3], "file")
        try AtomicFile.write("new", to: path)
        #expect(folder.read("file") == Array("new".utf8))
        do {
            var pending = try PendingFile(for: path)
            try pending.append([9])
        }
        #expect(folder.read("file") == Array("new".utf8))
        #expect(folder.names == ["file"])
        let error = try #require(throws: FileSystemError.self) { try AtomicFile.write("x", to: path + "/inside") }
        #expect(error.code == ENOTDIR && error.exitCode == 74)
    }

    @Test func theInventoryTellsGoodFromBad() throws {
        let folder = try TemporaryFolder()
        try Samples.write(to: folder, under: "mine/", gzipped: true)
        try folder.write([1, 2], "mine/t10k-labels-idx1-ubyte.gz")
        try folder.write(Samples.labels(3), "digitlab/mnist/train-labels-idx1-ubyte")
        let environment = ["XDG_CACHE_HOME": folder.path, "DIGITLAB_DATA": folder.file("mine")]
        let inventory = DatasetInventory(paths: DatasetPaths(environment: environment), environment: environment)
        #expect(inventory.places.map(\.name) == ["DIGITLAB_DATA", "mnist", "fashion", "mini"])
        let mine = inventory.places[0].files
        #expect(mine[0].condition == .readable && mine[0].count == 20)
        #expect(mine[0].md5 == MessageDigest.md5(Samples.images(20)))
        #expect(mine[0].size == Samples.gzip(Samples.images(20)).count)
        guard case .broken = mine[3].condition else {
            Issue.record("\(mine[3])")
            return
        }
        let cached = inventory.places[1]
        #expect(!cached.isComplete)
        #expect(cached.files[0].condition == .missing)
        #expect(cached.files[1].condition == .wrongSum(expected: "a25bea736e30d166cdddb491f175f624"))
        #expect(inventory.places[3].isComplete)
    }
}
