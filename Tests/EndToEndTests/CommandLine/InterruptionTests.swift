import Foundation
import Testing

extension CommandLineTests {
    @Suite struct InterruptionTests {
        let sandbox: Sandbox

        init() throws { sandbox = try Sandbox() }

        @Test(arguments: [(SIGINT, 130), (SIGTERM, 143), (SIGHUP, 129)] as [(Int32, Int32)])
        func finishesTheBatchSavesAndTells(signal: Int32, status: Int32) throws {
            let run = try sandbox.start(["train", "conv", "--data", "mini", "--epochs", "300", "--json"])
            try run.wait(untilOutput: "\"epoch\":1,")
            run.signal(signal)
            let result = try run.waitForExit()
            #expect(result.status == status, "\(result)")
            let summary = try #require(try result.objects().last)
            #expect(summary["event"] as? String == "summary" && (summary["epochs"] as? Int ?? 0) >= 1, "\(result)")
            let name = try #require(summary["run"] as? String)
            let listed = try #require(try sandbox.run("runs", "--json").objects().first)
            #expect(listed["run"] as? String == name && listed["state"] as? String == "stopped", "\(listed)")
            let test = try sandbox.run("evaluate", name, "--data", "mini", "--json")
            #expect(test.status == 0, "\(test)")
        }

        @Test func aSecondOneEndsAtOnce() throws {
            // One batch an epoch, and each takes longer than two signals do.
            let data = try IDXFolder(train: 300).write(to: "noise", in: sandbox)
            let run = try sandbox.start([
                "train", "conv", "--data", data, "--epochs", "100", "--batch-size", "300", "--filters", "64,128,128",
                "--threads", "1", "--json",
            ])
            try run.wait(untilOutput: "\"epoch\":1,")
            run.signal(SIGINT)
            try run.wait(untilOutput: "once more ends at once", orErrors: true)
            run.signal(SIGINT)
            let result = try run.waitForExit()
            #expect(result.status == 130, "\(result)")
            #expect(!result.output.contains("summary"), "\(result)")
        }

        @Test func ctrlCInATerminal() throws {
            let program = try ProgramUnderTest(
                arguments: ["train", "conv", "--data", "mini", "--epochs", "300"], size: .init(100, 30))
            try program.wait(until: "Epoch   2/300")
            try program.send("\u{3}")
            #expect(try program.waitForExit() == .exited(130))
            #expect(program.screenText.contains("saved in"), "\(program.screenText)")
            program.expectRestored()
            #expect(program.sandbox.runNames.count == 1)
        }

        @Test func readerGone() throws {
            let run = try sandbox.start(["train", "adam", "--data", "mini", "--epochs", "100000", "--json"])
            try run.wait(untilOutput: "\"epoch\":1,")
            run.closeOutput()
            let result = try run.waitForExit()
            // As quiet as a tool that SIGPIPE ends, and what was learned is kept.
            #expect(result.status == 141, "\(result)")
            #expect(!result.errors.contains("Fatal"), "\(result)")
            let name = try #require(sandbox.runNames.first)
            let files = try FileManager.default.contentsOfDirectory(
                atPath: sandbox.runs.appendingPathComponent(name).path)
            #expect(files.contains("last.safetensors"))
        }

        @Test(arguments: [1, 2] as [Int32])
        func closedFromTheStart(descriptor: Int32) throws {
            let run = try sandbox.start(
                ["train", "adam", "--data", "mini", "--epochs", "1"], closedOutputs: [descriptor])
            let result = try run.waitForExit()
            #expect(result.status == 0, "\(result)")
            // No file of the run took the closed stream's number and got its text.
            let name = try #require(sandbox.runNames.first)
            let text = try String(
                contentsOf: sandbox.runs.appendingPathComponent("\(name)/run.json"), encoding: .utf8)
            #expect(text.hasPrefix("{") && !text.contains("Epoch 1/1"))
        }
    }
}
