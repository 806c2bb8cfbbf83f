import Foundation
import Testing

extension CommandLineTests {
    /// Limits of the machine end in words and a status, not in a crash or a hang.
    @Suite struct LimitTests {
        let sandbox: Sandbox

        init() throws { sandbox = try Sandbox() }

        private func run(_ limit: String, _ arguments: [String]) throws -> CommandResult {
            let program = try BuiltProgram.path()
            let words = arguments.map { "'\($0)'" }.joined(separator: " ")
            return try sandbox.shell("\(limit); exec '\(program)' \(words)").waitForExit(timeout: 60)
        }

        /// Files of at most 64 KiB: the weights of 185,300 parameters do not fit, which ends training with its summary told.
        @Test func filesTooLarge() throws {
            let result = try run("ulimit -f 64", ["train", "adam", "--data", "mini", "--epochs", "2"])
            #expect(result.exit == .exited(74), "\(result)")
            #expect(result.errors.contains("File too large"), "\(result)")
        }

        @Test func tooLittleMemory() throws {
            for kibibytes in [120_000, 200_000] {
                let result = try run(
                    "ulimit -v \(kibibytes)", ["train", "adam", "--data", "mini", "--epochs", "1", "--no-save"])
                // Where not even the libraries fit, the dynamic loader says so.
                #expect([71, 127].contains(result.status), "\(result)")
                #expect(!result.errors.isEmpty, "\(result)")
            }
        }
    }
}
