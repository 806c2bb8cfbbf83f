import Foundation

/// What a finished command left.
struct CommandResult: CustomStringConvertible {
    var arguments: [String]
    var exit: ExitStatus
    var output: String
    var errors: String

    var status: Int32 { exit.shellStatus }
    var outputLines: [String] { Self.lines(output) }
    var errorLines: [String] { Self.lines(errors) }

    /// Standard output as one JSON object a line.
    func objects() throws -> [[String: Any]] { try outputLines.map(Self.object) }

    static func object(_ line: String) throws -> [String: Any] {
        guard let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] else {
            throw HarnessError("not a JSON object: \(line)")
        }
        return object
    }

    private static func lines(_ text: String) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: true).map(String.init)
    }

    var description: String {
        "digitlab \(arguments.joined(separator: " ")): \(exit)\nstandard output:\n\(output)\nstandard error:\n\(errors)"
    }
}
