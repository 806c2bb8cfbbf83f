import Foundation
import Testing

extension LabTests {
    /// A whole visit to the lab.
    @Suite struct SessionTests {
        @Test(arguments: LabTests.terminals) func wholeVisit(term: String) throws {
            let lab = try ProgramUnderTest.lab(stage: "softmax", term: term)
            #expect(lab.screen.isAlternate == (term != "linux" && term != "vt100"))
            #expect(!lab.screen.isCursorVisible || term == "vt100")
            try pickStageAndEdit(lab)
            try trainPauseAndStep(lab)
            try visitEveryScreen(lab)
            try resize(lab)
            try quitWithTheQuestion(lab)
        }

        private func pickStageAndEdit(_ lab: ProgramUnderTest) throws {
            #expect(!lab.screenText.contains("hidden units"))
            try lab.key(.down, times: 2)
            try lab.send("j")
            try lab.wait("adam and its form") { lab in
                lab.screen.lines[0].hasSuffix(" adam") && lab.screenText.contains("200 100 60 30")
            }

            // The learning rate: a step up and back, the notebook's value, a wrong one, a typed one.
            try lab.key(.tab)
            try lab.key(.down)
            try lab.wait(until: "learning rate")
            func value() -> Double? { lab.number(after: "learning rate") }
            func line() -> String { lab.screen.lines.first { $0.contains("learning rate") } ?? "" }
            try lab.key(.right)
            try lab.wait("0.005") { _ in line().contains("0.005") }
            try lab.send("h")
            try lab.wait("0.002") { _ in line().contains("0.002") }
            try lab.send("d")
            try lab.wait("0.003") { _ in line().contains("0.003") }
            try lab.key(.enter)
            try lab.wait(until: "Enter take")
            try lab.send("\u{15}99")
            try lab.key(.enter)
            try lab.wait(until: "range; allowed")
            try lab.send("\u{15}0.004")
            try lab.key(.enter)
            try lab.wait("0.004") { lab in line().contains("0.004") && !lab.screenText.contains("Enter take") }
        }

        private func trainPauseAndStep(_ lab: ProgramUnderTest) throws {
            try lab.train(untilEpoch: 2)
            let early = try #require(lab.bestAccuracy)
            try lab.send(" ")
            try lab.wait(until: "Space resume")
            // One batch is a fortieth of an epoch.
            try lab.wait("the state at the pause") { $0.epochPercent != nil }
            let before = try #require(lab.epochPercent)
            try lab.send("s")
            try lab.wait("one batch") { $0.epochPercent != before }
            let after = try #require(lab.epochPercent)
            let step = (after - before + 100) % 100
            #expect((2...3).contains(step), "from \(before) % to \(after) %")
            // The rest of the epoch, and not a batch more; the batch before may have been an epoch's last.
            let epoch = try #require(lab.epoch)
            try lab.send("S")
            try lab.wait("the next epoch's start") { lab in
                (lab.epoch ?? 0) > epoch && lab.screenText.contains("Space resume")
                    && [0, 100].contains(lab.epochPercent)
            }
            try lab.send(" ")
            try lab.wait(until: "Space pause")
            try lab.wait("the accuracy of later epochs") {
                ($0.epoch ?? 0) > epoch + 1 && ($0.bestAccuracy ?? 0) >= max(early, 85)
            }
        }

        private func visitEveryScreen(_ lab: ProgramUnderTest) throws {
            try lab.open(tab: "Digits", until: "wrong")
            try lab.open(tab: "Weights", until: "hidden_layer_1")
            try lab.open(tab: "Lesson", until: "Adam: a step size")
            try lab.open(tab: "Runs", until: "v loss")
            try lab.open(tab: "Draw", until: "nothing yet")
            try lab.open(tab: "Train", until: "Space pause")
            try lab.send("?")
            try lab.wait(until: "Hyperparameters")
            try lab.wait(until: "a sensible step")
            try lab.key(.escape)
            try lab.wait(untilGone: "a sensible step")
        }

        private func resize(_ lab: ProgramUnderTest) throws {
            try lab.resize(80, 24)
            try lab.wait("80×24") { $0.isFilled && $0.screenText.contains("Space pause") }
            try lab.resize(60, 20)
            try lab.wait("60×20") { $0.isFilled && $0.screenText.contains("Space pause") }
            try lab.resize(59, 20)
            try lab.wait("the words on a window that is too small") { lab in
                lab.screenText.contains("too small") && lab.screenText.contains("59") && lab.screenText.contains("60")
            }
            try lab.resize(40, 10)
            try lab.wait("the words on 40×10") { $0.screenText.contains("40") && $0.screenText.contains("too small") }
            try lab.resize(160, 50)
            try lab.wait("160×50") { $0.isFilled && $0.screenText.contains("Space pause") }
            try lab.resize(120, 40)
            try lab.wait("120×40") { $0.isFilled && $0.screenText.contains("Space pause") }
            let epoch = try #require(lab.epoch)
            try lab.wait("training to go on") { ($0.epoch ?? 0) > epoch }
        }

        private func quitWithTheQuestion(_ lab: ProgramUnderTest) throws {
            try lab.send("q")
            try lab.wait(until: "Quit while adam trains?")
            try lab.key(.escape)
            try lab.wait(untilGone: "Quit while")
            try lab.send("q")
            try lab.wait(until: "Quit while adam trains?")
            try lab.key(.enter)
            #expect(try lab.waitForExit() == .exited(0))
            lab.expectRestored()
            try expectSavedRun(lab)
        }

        /// The run is there with weights that work.
        private func expectSavedRun(_ lab: ProgramUnderTest) throws {
            let run = try #require(try lab.sandbox.run("runs", "--json").objects().first)
            #expect(run["state"] as? String == "stopped" && (run["epochs"] as? Int ?? 0) > 2, "\(run)")
            let settings = run["settings"] as? [String: Any]
            #expect(abs((settings?["learning_rate"] as? Double ?? 0) - 0.004) < 1e-6, "\(run)")
            let tested = try lab.sandbox.run("evaluate", "adam", "--data", "mini", "--json")
            #expect((try tested.objects().first?["accuracy"] as? Double ?? 0) > 0.85, "\(tested)")
        }

        @Test func theNextVisitBeginsWhereTheLastEnded() throws {
            let sandbox = try Sandbox()
            let first = try ProgramUnderTest.lab(stage: "relu", sandbox: sandbox)
            try first.key(.down)
            try first.wait("adam to be chosen") { $0.screen.lines[0].hasSuffix(" adam") }
            try first.train()
            try first.send("x")
            try first.wait(until: "adam stopped; the weights are kept")
            try first.send("q")
            #expect(try first.waitForExit() == .exited(0))
            let second = try ProgramUnderTest(arguments: ["--data", "mini"], sandbox: sandbox)
            // Its curves and its best accuracy come back.
            try second.wait("the run of the last visit") { lab in
                lab.screen.lines[0].hasSuffix(" adam") && (lab.bestAccuracy ?? 0) > 70
            }
            try second.send("q")
            #expect(try second.waitForExit() == .exited(0))
        }

        @Test func switchingTheStageWhileTrainingAsks() throws {
            let lab = try ProgramUnderTest.lab()
            try lab.train()
            try lab.key(.down)
            try lab.key(.enter)
            try lab.wait(until: "Stop and switch to dropout")
            try lab.key(.escape)
            try lab.wait(untilGone: "Stop and switch")
            let epoch = try #require(lab.epoch)
            try lab.wait("training to go on") { ($0.epoch ?? 0) > epoch }
            try lab.key(.down)
            try lab.key(.enter)
            try lab.wait(until: "Stop and switch to")
            try lab.key(.right)
            try lab.key(.enter)
            try lab.wait("the other stage") { $0.screen.lines[0].hasSuffix(" dropout") }
            try lab.wait(until: "Space train")
            #expect(lab.sandbox.runNames.count == 1)
        }

        @Test func mouse() throws {
            let lab = try ProgramUnderTest.lab(stage: "softmax")
            #expect(lab.screen.mouse == 2)
            let tab = try #require(lab.screen.position(of: "Runs"))
            try lab.click(column: tab.column + 1, row: tab.row)
            try lab.wait(until: "No run yet")
            let back = try #require(lab.screen.position(of: "Train"))
            try lab.click(column: back.column + 1, row: back.row)
            try lab.wait(until: "4 adam")
            let stage = try #require(lab.screen.position(of: "4 adam"))
            try lab.click(column: stage.column + 2, row: stage.row)
            try lab.wait("adam to be chosen") { $0.screen.lines[0].hasSuffix(" adam") }
            let unmoused = try ProgramUnderTest.lab(arguments: ["--no-mouse"])
            #expect(unmoused.screen.mouse == 0)
        }

        @Test func missingImagesAreAskedFor() throws {
            let lab = try ProgramUnderTest(arguments: ["--data", "/nowhere/at/all"])
            try lab.wait(until: "there is no folder /nowhere/at/all")
            for choice in ["Use the 5,000", "Download", "Folder"] {
                try lab.wait(until: choice)
            }
            try lab.key(.enter)
            try lab.wait(until: "4,000 + 1,000")
            try lab.train()
            try lab.send("\u{3}")
            #expect(try lab.waitForExit() == .exited(130))
        }
    }
}

extension ProgramUnderTest {
    /// Whether the first and the last line have text of the lab, as after every complete redraw.
    var isFilled: Bool {
        screen.lines[0].contains("digitlab") && !screen.lines[screen.size.rows - 1].isEmpty
            && screen.lines.allSatisfy { $0.count <= screen.size.columns }
    }
}
