import Assets
import Foundation

/// All stages that can be named: the notebook's seven and the user's own.
public struct StageCatalog: Sendable {
    /// The notebook's stages in its order, then one's own by name.
    public let stages: [Stage]
    /// Own files that could not be used; each says why and where.
    public let problems: [StageError]

    /// Reads every `*.yaml` of the folders.
    ///
    /// - Parameters:
    ///   - shipped: The folder of the notebook's stages; every file in it must be right.
    ///   - own: The folder of the user's stages, which need not exist; wrong ones become ``problems``.
    public init(shipped: URL, own: URL?) throws(StageError) {
        var stages: [Stage] = []
        for url in try Self.files(in: shipped) { stages.append(try StageFile.read(url)) }
        guard !stages.isEmpty else {
            throw StageError(kind: .unreadable, file: shipped.path, message: "holds no stage files (*.yaml)")
        }
        stages.sort { $0.number < $1.number }
        var problems: [StageError] = []
        if let own, FileManager.default.fileExists(atPath: own.path) {
            for url in try Self.files(in: own) {
                do throws(StageError) {
                    var stage = try StageFile.read(url)
                    stage.number = 0
                    if stages.contains(where: { $0.id == stage.id }) {
                        throw StageError(
                            kind: .invalid, file: url.path,
                            message: "the id \"\(stage.id)\" is taken by another stage; give it one of its own")
                    }
                    stages.append(stage)
                } catch {
                    problems.append(error)
                }
            }
        }
        self.stages = stages
        self.problems = problems
    }

    /// The stages that ship with the program and those in `$XDG_CONFIG_HOME/digitlab/stages`.
    public static func load() throws(StageError) -> StageCatalog {
        guard let assets = Assets.folder else {
            let places = Assets.candidates.map(\.path).joined(separator: ", ")
            throw StageError(
                kind: .unreadable, file: "",
                message: "the program's own files (stages, lessons, data) were not found; looked at \(places). "
                    + "Install again, or set DIGITLAB_ASSETS to the folder that holds them")
        }
        return try StageCatalog(shipped: assets.appendingPathComponent("stages"), own: ownFolder)
    }

    /// Where the user's own stages are: `$XDG_CONFIG_HOME/digitlab/stages`, by default under `~/.config`.
    public static var ownFolder: URL {
        let environment = ProcessInfo.processInfo.environment
        let base: URL
        if let configured = environment["XDG_CONFIG_HOME"], configured.hasPrefix("/") {
            base = URL(fileURLWithPath: configured)
        } else {
            base = FileManager.default.homeDirectoryForCurrentUser.appendingPathComponent(".config")
        }
        return base.appendingPathComponent("digitlab/stages")
    }

    /// The stage of this id, of this number in the notebook, or in the file of this path.
    ///
    /// - Throws: ``StageError`` that lists the names there are, or says what is wrong with the file.
    public func stage(named name: String) throws(StageError) -> Stage {
        if let stage = stages.first(where: { $0.id == name }) { return stage }
        if let number = Int(name), number > 0, let stage = stages.first(where: { $0.number == number }) { return stage }
        if name.contains("/") || name.hasSuffix(".yaml") || name.hasSuffix(".yml") {
            let expanded = (name as NSString).expandingTildeInPath
            return try StageFile.read(URL(fileURLWithPath: expanded))
        }
        if let problem = problems.first(where: { Self.stem($0.file) == name }) { throw problem }
        let near = NearMiss.suggestion(for: name, among: stages.map(\.id))
        let hint = near.map { " (did you mean \($0)?)" } ?? ""
        throw StageError(
            kind: .unknownName, file: "",
            message: "no stage is called \"\(name)\"\(hint); there are \(stages.map(\.id).joined(separator: ", ")), "
                + "or give the path of a YAML file, as ./my-stage.yaml")
    }

    private static func stem(_ path: String) -> String {
        URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
    }

    private static func files(in folder: URL) throws(StageError) -> [URL] {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        } catch {
            throw StageError(kind: .unreadable, file: folder.path, message: "the folder cannot be listed")
        }
        return names.filter { ($0.hasSuffix(".yaml") || $0.hasSuffix(".yml")) && !$0.hasPrefix(".") }.sorted()
            .map(folder.appendingPathComponent)
    }
}
