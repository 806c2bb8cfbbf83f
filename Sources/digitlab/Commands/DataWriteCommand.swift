import ArgumentParser
import Datasets
import Foundation

/// Writes a data set into a folder, changed as asked.
struct DataWriteCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "write",
        abstract: "Write a data set into a new folder, with changes.",
        discussion: """
            Own images often come black on white, with pixels 0 and 1, or lying on their side; the copy is as MNIST is. \
            Class names go into its classes.txt.

            Examples:
              digitlab data write ./letters --data ./EMNIST/raw/emnist-letters --transpose
              digitlab data write ./mine-inverted --data ./mine --invert --stretch
              digitlab data write ./\(Dataset.heldOutName) --data mnist --without-embedded
            """)

    @Argument(help: "The folder to make; it must be new or empty.", completion: .directory) var folder: String
    @OptionGroup var dataset: DatasetOptions
    @Flag(help: "Rows become columns, which makes EMNIST's images upright.") var transpose = false
    @Flag(help: "White paper becomes black.") var invert = false
    @Flag(help: "The brightest pixel becomes 255.") var stretch = false
    @Flag(help: "Leave out the training images that are embedded in the program as test images.")
    var withoutEmbedded = false

    func run() throws {
        if let names = try? FileManager.default.contentsOfDirectory(atPath: folder), !names.isEmpty {
            throw CommandFailure(
                "\(folder) is not empty; give a new folder", exitCode: CommandFailure.usage)
        }
        let images = try dataset.load(people: .error)
        var train = images.train
        if withoutEmbedded { train = try train.removing(try DatasetLoader().load(DatasetRequest(.mini)).test) }
        // Stretching first: what is white paper then is 255.
        let changes: [PixelChange] =
            (stretch ? [.stretch] : []) + (invert ? [.invert] : []) + (transpose ? [.transpose] : [])
        guard !train.isEmpty else {
            throw CommandFailure("no training image is left", exitCode: CommandFailure.badData)
        }
        train = try train.applying(changes)
        let test = try images.test.applying(changes)
        try IDXWriter.write(train, folder: folder, role: .train)
        try IDXWriter.write(test, folder: folder, role: .test)
        if images.classNames != Dataset.digitNames {
            try AtomicFile.write(
                images.classNames.joined(separator: "\n") + "\n",
                to: (folder as NSString).appendingPathComponent(Dataset.classListName))
        }
        try Output.standard.line(
            "\(Figures.grouped(train.count)) training and \(Figures.grouped(test.count)) test images in \(folder)")
    }
}
