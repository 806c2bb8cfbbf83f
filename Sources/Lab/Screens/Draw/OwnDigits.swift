import Datasets
import Foundation
import Synchronization

/// The drawings that were given a label: a small test set in IDX files that `--data` and every MNIST reader understand.
///
/// The pixels kept are those that the network saw, so that the set is in MNIST's form.
public struct OwnDigits: Sendable, Equatable {
    /// `$XDG_DATA_HOME/digitlab/my-digits`, or `~/.local/share/digitlab/my-digits` without the variable.
    public static var standardFolder: String {
        let environment = ProcessInfo.processInfo.environment
        var base = environment["XDG_DATA_HOME"] ?? ""
        if !base.hasPrefix("/") {
            let home = environment["HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? NSHomeDirectory()
            base = (home as NSString).appendingPathComponent(".local/share")
        }
        return (base as NSString).appendingPathComponent("digitlab/my-digits")
    }

    /// The name of the data set.
    public static let datasetName = "my-digits"
    /// Two drawings labelled in quick succession must not each read the set before the other is written.
    private static let writing = Mutex<Void>(())

    public var folder: String

    public init(folder: String = OwnDigits.standardFolder) { self.folder = folder }

    /// The digits kept so far; `nil` where there are none yet.
    ///
    /// - Throws: ``Datasets/DatasetError`` where the files are damaged.
    public func load() throws(DatasetError) -> ImageSet? {
        do {
            return try ImageSet.load(folder: folder, role: .test)
        } catch .missingFile {
            return nil
        } catch .missingFolder {
            return nil
        }
    }

    /// Adds a digit and returns how many there are now; a damaged set is left as it is.
    ///
    /// - Parameters:
    ///   - pixels: A grey level a pixel, 255 being full ink.
    ///   - label: One of the digits.
    /// - Throws: ``OwnDigitsError``.
    public func add(pixels: [UInt8], label: UInt8) throws(OwnDigitsError) -> Int {
        precondition(
            pixels.count == ImageSet.pixelsPerImage && Int(label) < Dataset.digitNames.count,
            "a digit has its pixels and a label")
        let result = Self.writing.withLock { _ in
            Result { () throws(OwnDigitsError) in try self.append(pixels, label) }
        }
        return try result.get()
    }

    private func append(_ pixels: [UInt8], _ label: UInt8) throws(OwnDigitsError) -> Int {
        let set: ImageSet
        do throws(DatasetError) {
            let known = try load()
            let before = known?.withUnsafePixels { Array($0) } ?? []
            set = try ImageSet(pixels: before + pixels, labels: (known?.labels ?? []) + [label])
        } catch {
            throw .unreadable(error)
        }
        do throws(FileSystemError) {
            try IDXWriter.write(set, folder: folder, role: .test)
        } catch {
            throw .unwritable(error)
        }
        return set.count
    }
}
