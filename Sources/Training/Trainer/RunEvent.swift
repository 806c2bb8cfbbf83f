import Foundation
import Telemetry

/// One line of `--json`: an object with an `event` and the fields of what happened.
public enum RunEvent: Encodable, Sendable {
    case epoch(EpochRecord)
    case summary(RunSummary)

    private enum CodingKeys: String, CodingKey { case event }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .epoch(let record):
            try container.encode("epoch", forKey: .event)
            try record.encode(to: encoder)
        case .summary(let summary):
            try container.encode("summary", forKey: .event)
            try summary.encode(to: encoder)
        }
    }

    /// The object in one line, without the line's end.
    public var jsonLine: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        // Only floats that are not numbers can fail here, and those have their spelling.
        guard let data = try? encoder.encode(self) else { return "{}" }
        return String(decoding: data, as: UTF8.self)
    }
}
