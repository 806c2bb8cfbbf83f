import Foundation

/// The four IDX files of a small data set, made to be spoiled.
struct IDXFolder {
    var trainImages: [UInt8]
    var trainLabels: [UInt8]
    var testImages: [UInt8]
    var testLabels: [UInt8]

    /// Digits of noise, with the labels 0, 1, 2…
    init(train: Int = 20, test: Int = 10) {
        trainImages = Self.images(count: train)
        trainLabels = Self.labels(count: train)
        testImages = Self.images(count: test)
        testLabels = Self.labels(count: test)
    }

    static func header(_ magic: UInt32, _ sizes: [Int]) -> [UInt8] {
        var bytes: [UInt8] = []
        for value in [magic] + sizes.map({ UInt32($0) }) {
            for shift: UInt32 in [24, 16, 8, 0] { bytes.append(UInt8(truncatingIfNeeded: value >> shift)) }
        }
        return bytes
    }

    static func images(count: Int, side: Int = 28) -> [UInt8] {
        var state: UInt32 = 1
        let pixels = (0..<count * side * side).map { _ -> UInt8 in
            state = state &* 1_664_525 &+ 1_013_904_223
            return UInt8(state >> 24)
        }
        return header(2_051, [count, side, side]) + pixels
    }

    static func labels(count: Int) -> [UInt8] { header(2_049, [count]) + (0..<count).map { UInt8($0 % 10) } }

    /// Writes the files and returns the folder's path.
    @discardableResult
    func write(to name: String, in sandbox: Sandbox) throws -> String {
        try sandbox.write(trainImages, to: "\(name)/train-images-idx3-ubyte")
        try sandbox.write(trainLabels, to: "\(name)/train-labels-idx1-ubyte")
        try sandbox.write(testImages, to: "\(name)/t10k-images-idx3-ubyte")
        try sandbox.write(testLabels, to: "\(name)/t10k-labels-idx1-ubyte")
        return sandbox.work.appendingPathComponent(name).path
    }
}
