import Datasets
import Foundation
import Notebook
import TerminalUI

/// The lab on a terminal: opens it, runs until it is left, and saves what trains.
public enum LabApplication {
    /// Runs the lab and returns the status to exit with; the terminal is restored before it returns.
    ///
    /// - Parameter openTerminal: Called once all files are read that the first frame needs, so that whatever is wrong with
    ///   them is said on the screen as it was.
    /// - Throws: ``StageError`` where the stages cannot be read or there is none of the wanted name, and what
    ///   `openTerminal` throws.
    public static func run(options: LabOptions, openTerminal: () throws -> any Terminal) throws -> Int32 {
        let catalog = try StageCatalog.load()
        var stages = catalog.stages
        var settings = SettingsFile.standard.read()
        if let wanted = options.stage {
            let stage = try catalog.stage(named: wanted)
            if !stages.contains(stage) { stages.append(stage) }
            settings.stage = stage.id
        }
        let terminal = try openTerminal()
        defer { terminal.close() }
        var context = ViewContext(terminal)
        if let glyphs = options.glyphs { context.glyphs = glyphs }
        // The choice of images is asked for in the lab, never taken by a download that nobody wanted.
        var request = options.data
        if request.selection == .automatic { request.mayDownload = false }
        var model = LabModel(stages: stages, settings: settings, request: request, context: context)
        model.state.themeChoice = options.theme
        model.state.environment = ProcessInfo.processInfo.environment
        if let problem = catalog.problems.first {
            model.state.notice = Notice(problem.description, isWarning: true)
        }
        let runtime = LabRuntime(waker: terminal.waker)
        var loop = EventLoop(LabProgram(runtime: runtime), terminal: terminal)
        loop.glyphs = options.glyphs
        let status = loop.run(&model, initial: [.started(context)])
        runtime.finish()
        return status
    }
}
