import ArgumentParser
import Datasets

/// Says which images are where.
struct DataCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "data",
        abstract: "List the images on this machine, download MNIST, or write a changed copy.",
        discussion: """
            Examples:
              digitlab data
              digitlab data fetch
              digitlab data write ./letters --data ./EMNIST/raw/emnist-letters --transpose
            """,
        subcommands: [DataListCommand.self, DataFetchCommand.self, DataWriteCommand.self],
        defaultSubcommand: DataListCommand.self)
}

/// Lists places, sizes and sums.
struct DataListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the places that are looked at, with sizes and checksums.",
        discussion: """
            Example:
              digitlab data list --json
            """)

    @Flag(help: "One JSON object a place, on standard output.") var json = false

    func run() throws {
        for place in DatasetInventory().places {
            if json {
                try Output.standard.line(Self.json(place).text)
            } else {
                try Output.standard.lines(Self.lines(place))
            }
        }
    }

    private static func lines(_ place: DatasetInventory.Place) -> [String] {
        let folder = place.folder.isEmpty ? "nowhere" : place.folder
        guard place.files.contains(where: { $0.size != nil }) else {
            return ["\(place.name) (\(place.title)): not there, \(folder)"]
        }
        var lines = ["\(place.name) (\(place.title)): \(folder), \(Figures.bytes(place.size))"]
        for file in place.files {
            let name = file.path.split(separator: "/").last.map(String.init) ?? file.path
            var parts = [name]
            if let size = file.size { parts.append(Figures.bytes(size)) }
            if let count = file.count { parts.append(Figures.grouped(count)) }
            if let sum = file.md5 { parts.append("md5 \(sum)") }
            parts.append(text(file.condition))
            lines.append("  " + parts.joined(separator: "  "))
        }
        return lines
    }

    private static func text(_ condition: DatasetInventory.Condition) -> String {
        switch condition {
        case .verified: "verified"
        case .readable: "readable"
        case .missing: "missing"
        case .wrongSum(let expected): "wrong sum, should be \(expected); get it anew with: digitlab data fetch"
        case .broken(let reason): reason
        }
    }

    private static func json(_ place: DatasetInventory.Place) -> JSON {
        let files = place.files.map { file in
            JSON.object([
                ("path", .string(file.path)), ("bytes", .optional(file.size)), ("count", .optional(file.count)),
                ("md5", .optional(file.md5)), ("condition", .string(text(file.condition))),
                ("usable", .bool(file.condition.isUsable)),
            ])
        }
        return .object([
            ("name", .string(place.name)), ("title", .string(place.title)), ("folder", .string(place.folder)),
            ("complete", .bool(place.isComplete)), ("bytes", .integer(place.size)), ("files", .array(files)),
        ])
    }
}

/// Downloads MNIST into the cache.
struct DataFetchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fetch",
        abstract: "Download MNIST into the cache and check it.",
        discussion: """
            Files that are there and right stay. 11 MB are downloaded at most.

            Examples:
              digitlab data fetch
              digitlab data fetch --mirror http://classroom.local/mnist/
            """)

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp("A base address to use instead of the public ones; may be repeated.", valueName: "url"))
    var mirror: [String] = []

    func run() throws {
        var options = DatasetOptions()
        options.mirror = mirror
        let interruption = Interruption()
        let loader = DatasetLoader(
            settings: try options.downloadSettings(), isCancelled: { interruption.signal != nil })
        let display = LoadDisplay(.standard)
        defer { display.close() }
        let names: [String]
        do throws(DatasetError) {
            names = try loader.fetch { display.show($0) }
        } catch {
            guard error == .cancelled else { throw error }
            throw ExitCode(128 + (interruption.signal ?? 2))
        }
        display.close()
        try Output.standard.line(
            names.isEmpty
                ? "all there and right in \(loader.paths.mnist)"
                : "downloaded and verified in \(loader.paths.mnist): \(names.joined(separator: ", "))")
    }
}
