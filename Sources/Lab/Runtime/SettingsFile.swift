import Datasets
import Foundation
import Notebook

/// The file that keeps the lab's settings: `$XDG_CONFIG_HOME/digitlab/settings.json`.
public struct SettingsFile: Sendable {
    public var url: URL

    public init(url: URL) { self.url = url }

    /// Under `$XDG_CONFIG_HOME`, by default `~/.config`.
    public static var standard: SettingsFile {
        let environment = ProcessInfo.processInfo.environment
        let base: URL
        if let configured = environment["XDG_CONFIG_HOME"], configured.hasPrefix("/") {
            base = URL(fileURLWithPath: configured)
        } else {
            base = FileManager.default.homeDirectoryForCurrentUser.appendingPathComponent(".config")
        }
        return SettingsFile(url: base.appendingPathComponent("digitlab/settings.json"))
    }

    /// The settings; the defaults where there are none, or none that this version can read.
    public func read() -> LabSettings {
        guard let data = try? RegularFile.read(url.path, limit: 1 << 20),
            let settings = try? JSONDecoder().decode(LabSettings.self, from: Data(data))
        else { return LabSettings() }
        return settings
    }

    /// Writes the settings atomically; a folder that cannot be written costs nothing but the memory of a choice.
    public func write(_ settings: LabSettings) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        guard let data = try? encoder.encode(settings) else { return }
        try? AtomicFile.makeFolder(url.deletingLastPathComponent().path)
        try? AtomicFile.write(data, to: url)
    }
}
