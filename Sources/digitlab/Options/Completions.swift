import ArgumentParser
import Datasets
import Foundation
import Notebook
import TerminalUI
import Training

/// What a shell offers for a word that is being typed.
enum Completions {
    /// A stage's name, or the path of a stage file.
    static let stage = CompletionKind.custom { _, _, typed in stages + paths(typed, endings: [".yaml", ".yml"]) }

    /// A stage, a run, or a file of weights.
    static let model = CompletionKind.custom { _, _, typed in stages + runs + paths(typed, endings: [".safetensors"]) }

    static let run = CompletionKind.custom { _, _, _ in runs }

    /// A data set's name, or a folder.
    static let dataset = CompletionKind.custom { _, _, typed in
        DatasetRequest.Selection.names + paths(typed, endings: [])
    }

    static let glyphs = CompletionKind.list(GlyphLevel.allCases.map(\.name))

    /// The names that a hyperparameter can have; nothing for numbers.
    static func value(of field: HyperparameterField) -> CompletionKind? { field.choices.map { .list($0) } }

    private static var stages: [String] { (try? StageCatalog.load())?.stages.map(\.id) ?? [] }

    private static var runs: [String] { RunStore().list().runs.map(\.name) }

    /// Folders that begin with what was typed, and files of these endings.
    private static func paths(_ typed: String, endings: [String]) -> [String] {
        let slash = typed.lastIndex(of: "/")
        let folder = slash.map { String(typed[...$0]) } ?? ""
        let start = slash.map { typed[typed.index(after: $0)...] } ?? typed[...]
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)) ?? []
        return names.sorted().compactMap { name in
            guard name.hasPrefix(start), !name.hasPrefix(".") || start.hasPrefix(".") else { return nil }
            var isFolder: ObjCBool = false
            if FileManager.default.fileExists(atPath: folder + name, isDirectory: &isFolder), isFolder.boolValue {
                return folder + name + "/"
            }
            return endings.contains { name.hasSuffix($0) } ? folder + name : nil
        }
    }
}
