import Foundation

/// The program that is tested: `digitlab` beside the test bundle, as `swift build` puts it there.
enum BuiltProgram {
    /// `DIGITLAB_PROGRAM` names another one, for instance one that was installed.
    static func path() throws -> String {
        let chosen = ProcessInfo.processInfo.environment["DIGITLAB_PROGRAM"] ?? ""
        let places = chosen.isEmpty ? bundles.map(beside) : [chosen]
        guard let path = places.first(where: { access($0, X_OK) == 0 }) else {
            throw HarnessError(
                "the program under test is missing (looked for \(places)); build it with: swift build -c release")
        }
        return path
    }

    /// Where Package.swift stands.
    static let packageFolder = URL(filePath: #filePath).appending(path: "../../../..").standardizedFileURL

    private static var bundles: [String] { CommandLine.arguments.filter { $0.hasSuffix(".xctest") } }

    private static func beside(_ bundle: String) -> String {
        URL(fileURLWithPath: bundle).resolvingSymlinksInPath().deletingLastPathComponent()
            .appendingPathComponent("digitlab").path
    }
}
