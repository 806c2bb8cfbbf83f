import Datasets
import Foundation
import Testing

/// The complete MNIST, where the machine has it: `DIGITLAB_DATA` names its folder.
@Suite(
    .enabled(
        if: (ProcessInfo.processInfo.environment["DIGITLAB_DATA"] ?? "").contains("/"),
        "DIGITLAB_DATA names no folder"))
struct RealDataTests {
    @Test func theCompleteSetIsRecognisedAndKeptUnpacked() throws {
        let cache = try TemporaryFolder()
        var environment = ProcessInfo.processInfo.environment
        environment["XDG_CACHE_HOME"] = cache.path
        let loader = DatasetLoader(environment: environment)
        let clock = ContinuousClock()
        let start = clock.now
        let dataset = try loader.load()
        let first = clock.now - start
        #expect(dataset.name == "mnist")
        #expect(dataset.train.countsPerClass == [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949])
        #expect(dataset.test.countsPerClass == [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009])
        // Where the files were packed, their unpacked copies are written behind this thread's back.
        let unpacked = cache.file("digitlab/unpacked")
        let isPacked = TemporaryFolderView(environment["DIGITLAB_DATA"]!).names.contains {
            $0.hasSuffix("images-idx3-ubyte.gz")
        }
        while isPacked && TemporaryFolderView(unpacked).names.filter({ !$0.hasPrefix(".") }).count < 2 {
            try #require(clock.now - start < .seconds(30), "no copies appeared")
            usleep(5000)
        }
        let second = clock.now
        let again = try loader.load()
        print("MNIST: first load \(first), from unpacked copies \(clock.now - second)")
        #expect(again.train.labels == dataset.train.labels)
        let isEqual = again.train.withUnsafePixels { one in
            dataset.train.withUnsafePixels { memcmp(one.baseAddress!, $0.baseAddress!, one.count) == 0 }
        }
        #expect(isEqual)
    }
}
