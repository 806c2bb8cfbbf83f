import Assets
import Foundation

/// What redrawing and shifting test digits was measured to do to a network's answers: the two numbers of the drawing lesson.
///
/// Kept as `drawing.json` beside the shipped weights; `digitlab draw --redraw 500` measures and writes it.
public struct DrawingFigures: Sendable, Equatable, Codable {
    /// Digits redrawn by keys anywhere on the canvas at 60 to 140 % size and normalised: the share told rightly.
    public var normalisedAccuracy: Double
    /// The same digits moved by up to ``shift`` pixels and not normalised: the share told rightly.
    public var shiftedAccuracy: Double
    public var digits: Int
    /// Pixels in either direction, at most.
    public var shift: Int
    public var seed: UInt64
    /// The data set that the digits were drawn by lot from.
    public var dataset: String
    /// The model asked.
    public var model: String

    public init(
        normalisedAccuracy: Double, shiftedAccuracy: Double, digits: Int, shift: Int, seed: UInt64, dataset: String,
        model: String
    ) {
        self.normalisedAccuracy = normalisedAccuracy
        self.shiftedAccuracy = shiftedAccuracy
        self.digits = digits
        self.shift = shift
        self.seed = seed
        self.dataset = dataset
        self.model = model
    }

    /// Reads the figures that ship; `nil` where they were not measured yet.
    public static func shipped(in folder: URL? = Assets.folder) -> DrawingFigures? {
        guard let file = folder?.appendingPathComponent("models/drawing.json"), let data = try? Data(contentsOf: file)
        else { return nil }
        return try? JSONDecoder().decode(DrawingFigures.self, from: data)
    }

    /// The file's contents.
    public func encoded() -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        // Numbers and text always encode.
        let data = (try? encoder.encode(self)) ?? Data()
        return data + Data("\n".utf8)
    }

    /// What the lesson quotes where nothing was measured.
    static let missingFields = ["normalised_accuracy": "(not measured)", "shifted_accuracy": "(not measured)"]

    /// The fields that the lesson quotes.
    public var lessonFields: [String: String] {
        func percent(_ share: Double) -> String { "\((share * 1000).rounded() / 10) %" }
        return [
            "normalised_accuracy": percent(normalisedAccuracy), "shifted_accuracy": percent(shiftedAccuracy),
        ]
    }
}
