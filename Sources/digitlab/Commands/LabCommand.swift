import ArgumentParser
import Datasets
import Lab
import NCursesTerminal
import Notebook
import TerminalUI

/// Opens the lab; the command that runs where none is named.
struct LabCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lab",
        abstract: "Open the lab: pick a stage, edit it, watch it learn, draw a digit (the default).",
        discussion: """
            Keys: 1 to 6 choose a screen, Space pauses, ? helps, q leaves.

            Examples:
              digitlab
              digitlab --stage conv --data mini
              digitlab lab --glyphs ascii --no-mouse
            """)

    @Option(
        help: ArgumentHelp("The stage to begin with: its name or number, or the path of a YAML file."),
        completion: Completions.stage)
    var stage: String?
    @OptionGroup var dataset: DatasetOptions
    @Option(
        help: ArgumentHelp(
            "The characters to draw with: braille, block or ascii. Without it: what the terminal can show.",
            valueName: "level"),
        completion: Completions.glyphs,
        transform: { text in
            guard let level = GlyphLevel(name: text) else {
                throw ValidationError("\"\(text)\" is none of the choices; allowed: braille, block, ascii")
            }
            return level
        })
    var glyphs: GlyphLevel?
    @Option(
        help: ArgumentHelp(
            "The colours: auto, dark or light. auto asks the terminal for its background.", valueName: "theme"),
        transform: { text in
            guard let choice = ThemeChoice(rawValue: text) else {
                let allowed = ThemeChoice.allCases.map(\.rawValue).joined(separator: ", ")
                throw ValidationError("\"\(text)\" is none of the choices; allowed: \(allowed)")
            }
            return choice
        })
    var theme: ThemeChoice?
    @Flag(help: "Leave the mouse to the terminal, for selecting text.") var noMouse = false

    func run() throws {
        let options = LabOptions(
            stage: stage, data: DatasetRequest(argument: dataset.data), glyphs: glyphs, theme: theme)
        let status = try LabApplication.run(options: options) {
            try NCursesTerminal(NCursesTerminal.Options(glyphs: glyphs, usesMouse: !noMouse))
        }
        if status != 0 { throw ExitCode(status) }
    }
}
