import Foundation
import Testing

extension LabTests {
    /// However the lab ends, the terminal is given back.
    @Suite struct WayOutTests {
        private func expectSavedRun(
            _ lab: ProgramUnderTest, state: String, sourceLocation: SourceLocation = #_sourceLocation
        ) throws {
            let run = try #require(
                try lab.sandbox.run("runs", "--json").objects().first, sourceLocation: sourceLocation)
            #expect(run["state"] as? String == state, "\(run)", sourceLocation: sourceLocation)
            if state == "stopped" {
                let weights = lab.sandbox.runs
                    .appendingPathComponent("\(run["run"] as? String ?? "")/last.safetensors").path
                #expect(FileManager.default.fileExists(atPath: weights), sourceLocation: sourceLocation)
            }
        }

        @Test(arguments: LabTests.terminals, [SIGINT, SIGTERM, SIGHUP])
        func asked(term: String, signal: Int32) throws {
            let lab = try ProgramUnderTest.lab(size: .init(80, 24), term: term)
            try lab.train()
            lab.signal(signal)
            #expect(try lab.waitForExit().shellStatus == 128 + signal)
            lab.expectRestored()
            try expectSavedRun(lab, state: "stopped")
        }

        /// A trap in the program arrives as SIGILL, or SIGTRAP elsewhere.
        @Test(arguments: [SIGILL, SIGSEGV, SIGABRT, SIGTRAP, SIGQUIT])
        func trapped(signal: Int32) throws {
            let lab = try ProgramUnderTest.lab(size: .init(80, 24))
            try lab.train()
            lab.signal(signal)
            #expect(try lab.waitForExit().shellStatus == 128 + signal)
            lab.expectRestored()
            // No backtracer took over the screen to ask what to do.
            #expect(!lab.screenText.contains("Press"), "\(lab.screenText)")
        }

        @Test func ctrlC() throws {
            let lab = try ProgramUnderTest.lab()
            try lab.train()
            try lab.send("\u{3}")
            #expect(try lab.waitForExit() == .exited(130))
            lab.expectRestored()
            try expectSavedRun(lab, state: "stopped")
        }

        @Test(arguments: LabTests.terminals) func stoppedAndContinued(term: String) throws {
            let lab = try ProgramUnderTest.lab(term: term)
            try lab.train()
            try lab.send("\u{1A}")
            try lab.waitForStop()
            lab.expectRestored()
            lab.signal(SIGCONT)
            try lab.wait("the lab to come back") { lab in
                !lab.isStopped && lab.isFilled && !lab.hasModesAsBefore
                    && lab.screen.isAlternate == (term != "linux" && term != "vt100")
            }
            #expect(lab.screen.mouse == (term == "linux" || term == "vt100" ? 0 : 2))
            let epoch = try #require(lab.epoch)
            try lab.wait("training to go on") { ($0.epoch ?? 0) > epoch }
            lab.signal(SIGTERM)
            #expect(try lab.waitForExit() == .exited(143))
            lab.expectRestored()
        }

        /// Resized while it could not notice.
        @Test func resizedWhileStopped() throws {
            let lab = try ProgramUnderTest.lab()
            lab.signal(SIGTSTP)
            try lab.waitForStop()
            try lab.resize(90, 30)
            lab.signal(SIGCONT)
            try lab.wait("the lab at 90×30") { !$0.isStopped && $0.isFilled }
            try lab.send("q")
            #expect(try lab.waitForExit() == .exited(0))
        }

        @Test(arguments: [false, true]) func vanishedTerminal(ignoringHangup: Bool) throws {
            let lab = try ProgramUnderTest.lab(ignoringHangup: ignoringHangup)
            try lab.train()
            let start = ContinuousClock.now
            lab.hangUp()
            #expect(try lab.waitForExit() == .exited(129))
            // A second is what the lab has; the machine that tests it may be busy.
            #expect(ContinuousClock.now - start < .seconds(2))
            try expectSavedRun(lab, state: "stopped")
        }

        /// Nobody reads what the lab writes: it is asked to end, and does, though not one more byte can be written.
        @Test(arguments: [SIGINT, SIGTERM, SIGHUP]) func stoppedTerminal(signal: Int32) throws {
            let lab = try ProgramUnderTest.lab(size: .init(120, 40))
            try lab.train()
            // Screen after screen until the terminal's buffer is full.
            for _ in 0..<40 { try lab.send("24563") }
            usleep(1_500_000)
            let start = ContinuousClock.now
            lab.signal(signal)
            let status = try lab.waitForExitUnread()
            #expect(status.shellStatus == 128 + signal)
            #expect(ContinuousClock.now - start < .seconds(3))
            try expectSavedRun(lab, state: "stopped")
        }

        /// What blocks before the first frame: a pipe among the stages.
        @Test func pipesAmongTheStages() throws {
            let sandbox = try Sandbox()
            let stages = sandbox.config.appendingPathComponent("stages")
            try FileManager.default.createDirectory(at: stages, withIntermediateDirectories: true)
            #expect(mkfifo(stages.appendingPathComponent("pipe.yaml").path, 0o600) == 0)
            #expect(mkfifo(sandbox.config.appendingPathComponent("settings.json").path, 0o600) == 0)
            let lab = try ProgramUnderTest.lab(sandbox: sandbox)
            try lab.send("q")
            #expect(try lab.waitForExit() == .exited(0))
            lab.expectRestored()
            let listed = try sandbox.run("stages")
            #expect(listed.status == 0 && listed.errors.contains("pipe.yaml: is no regular file"), "\(listed)")
        }

        @Test func theWindowIsAsLargeAsTheTerminalSays() throws {
            let lab = try ProgramUnderTest.lab(
                size: .init(90, 30), environment: ["LINES": "24", "COLUMNS": "132"])
            try lab.wait("the whole window") { $0.isFilled && $0.screen.lines[0].count > 80 }
            try lab.send("q")
            #expect(try lab.waitForExit() == .exited(0))
        }

        @Test func vanishedTerminalWithoutTraining() throws {
            let lab = try ProgramUnderTest.lab()
            lab.hangUp()
            #expect(try lab.waitForExit() == .exited(129))
            #expect(lab.sandbox.runNames.isEmpty)
        }
    }
}
