import Foundation
import Testing

extension CommandLineTests {
    @Suite struct ContinueTests {
        let sandbox: Sandbox

        init() throws { sandbox = try Sandbox() }

        private func file(_ run: String, _ name: String) throws -> Data {
            try Data(contentsOf: sandbox.work.appendingPathComponent("\(run)/\(name)"))
        }

        /// Killed twice and continued each time, it ends with the bytes of the run that was left alone.
        @Test func aKilledRunEndsWithTheSameBytes() throws {
            let settings = ["train", "adam", "--data", "mini", "--epochs", "60", "--threads", "2", "--json"]
            let whole = try sandbox.start(settings + ["--output", "whole"]).waitForExit()
            #expect(whole.status == 0, "\(whole)")
            let further = ["train", "--continue", "./broken", "--json"]
            for arguments in [settings + ["--output", "broken"], further] {
                let run = try sandbox.start(arguments)
                try run.wait(untilOutput: "\"event\":\"epoch\"")
                run.signal(SIGKILL)
                _ = try run.waitForExit()
            }
            let end = try sandbox.start(further).waitForExit()
            #expect(end.status == 0, "\(end)")
            for name in ["last.safetensors", "best.safetensors"] {
                #expect(try file("broken", name) == file("whole", name), "\(name)")
            }
            #expect(try end.objects().last?["epochs"] as? Int == 60, "\(end)")
        }

        @Test func moreEpochsForARunThatIsDone() throws {
            let first = try sandbox.run("train", "softmax", "--data", "mini", "--epochs", "2", "--json")
            let name = try #require(try first.objects().last?["run"] as? String)
            let done = try sandbox.run("train", "--continue", name)
            #expect(done.status == 65 && done.errors.contains("--epochs"), "\(done)")
            let more = try sandbox.run("train", "--continue", name, "--epochs", "4", "--json")
            #expect(more.status == 0, "\(more)")
            let objects = try more.objects()
            #expect(objects.compactMap { $0["epoch"] as? Int } == [3, 4], "\(more)")
            #expect(objects.last?["run"] as? String == name && sandbox.runNames == [name])
        }

        @Test func whatCannotGoOnIsTold() throws {
            let cases: [(arguments: [String], status: Int32, word: String)] = [
                (["train", "--continue", "nothing"], 66, "nothing"),
                (["train", "softmax", "--continue", "nothing"], 64, "--continue"),
                (["train", "--continue", "nothing", "--learning-rate", "0.1"], 64, "--learning-rate"),
                (["train", "--continue", "nothing", "--output", "x"], 64, "--continue"),
                (["train"], 64, "--continue"),
            ]
            for (arguments, status, word) in cases {
                let result = try sandbox.start(arguments).waitForExit()
                #expect(result.status == status && result.errors.contains(word), "\(result)")
            }
        }
    }
}
