import Foundation

/// The files that ship with the program: stages, lessons, the embedded images and the pretrained weights.
///
/// The folder is looked for, in this order, at `DIGITLAB_ASSETS`, beside the program (where the build puts it) and in
/// `../share/digitlab` (where `make install` puts it), so that a moved binary still finds it.
public enum Assets {
    /// The folder that holds `stages`, `lessons`, `data` and `models`, or `nil` where none of the places has it.
    public static let folder: URL? = candidates.first { candidate in
        FileManager.default.fileExists(atPath: candidate.appendingPathComponent("stages").path)
    }

    /// The places that are looked at, best first; an error message can list them.
    public static var candidates: [URL] {
        var places: [URL] = []
        if let override = ProcessInfo.processInfo.environment["DIGITLAB_ASSETS"], !override.isEmpty {
            places.append(URL(fileURLWithPath: override))
        }
        for program in programs {
            let folder = URL(fileURLWithPath: program).resolvingSymlinksInPath().deletingLastPathComponent()
            places.append(folder.appendingPathComponent("digitlab_Assets.resources"))
            places.append(folder.appendingPathComponent("../share/digitlab").standardizedFileURL)
        }
        return places
    }

    /// The running program and, under `swift test`, the test bundle that the toolchain's own runner was given.
    private static var programs: [String] {
        let bundles = CommandLine.arguments.filter { $0.hasSuffix(".xctest") }
        return ["/proc/self/exe"] + bundles
    }
}
