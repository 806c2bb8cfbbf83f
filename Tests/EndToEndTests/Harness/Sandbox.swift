import Foundation

/// A home of its own for the program under test: empty folders for data, cache and settings, and no network.
///
/// All of it is deleted with the value.
final class Sandbox {
    let folder: URL

    init() throws {
        var template = Array((NSTemporaryDirectory() + "/digitlab-test-XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else { throw HarnessError("no temporary folder: errno \(errno)") }
        let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        folder = URL(fileURLWithPath: path).resolvingSymlinksInPath()
        for name in ["home", "data", "cache", "config", "work"] {
            try FileManager.default.createDirectory(
                at: folder.appendingPathComponent(name), withIntermediateDirectories: true)
        }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// The folder that the program is started in.
    var work: URL { folder.appendingPathComponent("work") }
    var runs: URL { folder.appendingPathComponent("data/digitlab/runs") }
    var config: URL { folder.appendingPathComponent("config/digitlab") }

    /// The names of the saved runs, oldest first.
    var runNames: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: runs.path)) ?? []).filter { !$0.hasPrefix(".") }.sorted()
    }

    /// What the program finds in its environment, and nothing else; `nil` takes a variable away.
    func environment(_ changes: [String: String?] = [:]) -> [String: String] {
        let own = ProcessInfo.processInfo.environment
        var result = [
            "PATH": own["PATH"] ?? "/usr/bin:/bin", "HOME": folder.appendingPathComponent("home").path,
            "XDG_DATA_HOME": folder.appendingPathComponent("data").path,
            "XDG_CACHE_HOME": folder.appendingPathComponent("cache").path,
            "XDG_CONFIG_HOME": folder.appendingPathComponent("config").path,
            "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "TMPDIR": folder.path,
            // Should the program try the network all the same, this proxy refuses at once.
            "http_proxy": Self.nowhere, "https_proxy": Self.nowhere,
        ]
        // The kernel that the Makefile found spares the program its restart; the test's own libraries are found by this.
        for name in ["OPENBLAS_CORETYPE", "LD_LIBRARY_PATH"] { result[name] = own[name] }
        for (name, value) in changes { result[name] = value }
        return result
    }

    /// A web address where nobody listens.
    static let nowhere = "http://127.0.0.1:9/"

    /// Writes a file into ``work`` and returns its path.
    @discardableResult
    func write(_ bytes: [UInt8], to name: String) throws -> String {
        let file = work.appendingPathComponent(name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
        return file.path
    }

    @discardableResult
    func write(_ text: String, to name: String) throws -> String { try write(Array(text.utf8), to: name) }

    /// Starts `digitlab` with pipes.
    func start(
        _ arguments: [String], environment: [String: String?] = [:], closedOutputs: Set<Int32> = []
    ) throws -> CommandRun {
        try CommandRun(
            arguments, environment: self.environment(environment), folder: work.path, closedOutputs: closedOutputs)
    }

    /// Starts a shell script, for what a shell does to a program: limits.
    func shell(_ script: String) throws -> CommandRun {
        try CommandRun(["-c", script], environment: environment(), folder: work.path, program: "/bin/bash")
    }

    /// Runs `digitlab` to its end.
    func run(
        _ arguments: String..., environment: [String: String?] = [:], timeout: Double = 60
    ) throws -> CommandResult {
        try start(arguments, environment: environment).waitForExit(timeout: timeout)
    }
}
