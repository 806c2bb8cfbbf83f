import Foundation
import Testing

extension CommandLineTests {
    /// What `bench` says must hang together; how fast the machine is, is not for a test to say.
    @Suite struct BenchCommandTests {
        let sandbox: Sandbox

        init() throws { sandbox = try Sandbox() }

        private func number(_ object: [String: Any], _ key: String) throws -> Double {
            try #require(object[key] as? Double ?? (object[key] as? Int).map(Double.init), "\(key) in \(object)")
        }

        @Test func layersAndKernels() throws {
            let result = try sandbox.run(
                "bench", "conv", "softmax", "--data", "mini", "--epochs", "2", "--layers", "--kernels", "--json")
            #expect(result.status == 0, "\(result)")
            let report = try #require(try result.objects().first)
            #expect(try number(report, "peak_gflops") >= number(report, "core_peak_gflops"))
            let stages = try #require(report["stages"] as? [[String: Any]])
            #expect(stages.map { $0["stage"] as? String } == ["conv", "softmax"])
            for stage in stages {
                let seconds = try number(stage, "seconds_per_epoch")
                let epochs = try #require(stage["epoch_seconds"] as? [Double])
                #expect(epochs.count == 2 && epochs.min()! <= seconds && seconds <= epochs.max()!)
                #expect(abs(try number(stage, "images_per_second") * seconds / 4_000 - 1) < 0.01)
                // The layers cannot have taken longer than the epoch that they were measured in.
                let layers = try #require(stage["layers"] as? [[String: Any]])
                let inside = try layers.map {
                    try number($0, "forward_seconds") + number($0, "backward_seconds")
                }.reduce(0, +)
                #expect(try inside > 0 && inside <= number(stage, "profiled_seconds"))
                let kernels = try #require(stage["kernels"] as? [[String: Any]])
                #expect(kernels.count == 2 * layers.filter { !($0["forward_gflops"] is NSNull) }.count)
                for kernel in kernels where kernel["layer"] as? String != "logits" {
                    #expect(try number(kernel, "gflops") > number(kernel, "naive_gflops"), "\(kernel)")
                }
            }
        }

        @Test func table() throws {
            let result = try sandbox.run(
                "bench", "relu", "--data", "mini", "--epochs", "1", "--layers", "--threads", "1")
            #expect(result.status == 0, "\(result)")
            #expect(result.output.contains("1 thread,") && result.output.contains("hidden_layer_4"), "\(result)")
        }

        /// What each layer is computed with, and why, without measuring anything.
        @Test func plan() throws {
            let result = try sandbox.run("bench", "conv", "softmax", "--plan", "--threads", "2")
            #expect(result.status == 0, "\(result)")
            for words in [
                "conv: mini-batches of 32 on 2 workers, at most 16 images each", "straight into the next",
                "[out, in, h, w]",
                "sliced by outputs", "[out, in by channel]", "split by pixels", "softmax: mini-batches of 100",
            ] { #expect(result.output.contains(words), "\(words) in \(result)") }
            let json = try sandbox.run("bench", "adam", "--plan", "--threads", "1", "--json")
            let plans = try #require(try json.objects().first?["plans"] as? [[String: Any]])
            let layers = try #require(plans.first?["layers"] as? [[String: Any]])
            #expect(layers.map { $0["computed"] as? String }[1] == "sparse pixels", "\(json)")
            #expect(layers.allSatisfy { $0["exchange"] as? String == "nothing" }, "\(json)")
        }

        /// A lesser set of kernels can be asked for, and is what then runs.
        @Test func kernelSets() throws {
            for (asked, found) in [("baseline", "baseline"), ("", nil), ("abacus", nil)] as [(String, String?)] {
                let result = try sandbox.run(
                    "bench", "softmax", "--data", "mini", "--epochs", "1", "--json",
                    environment: ["DIGITLAB_KERNELS": asked])
                let set = try #require(try result.objects().first?["instruction_set"] as? String)
                #expect(result.status == 0 && set == (found ?? set) && !set.isEmpty, "\(result)")
            }
        }

        @Test func badArguments() throws {
            let results = [
                try sandbox.run("bench", "--epochs", "0"), try sandbox.run("bench", "--threads", "65"),
                try sandbox.run("bench", "nonsense"),
            ]
            for result in results {
                #expect([64, 66].contains(result.status) && !result.errors.isEmpty, "\(result)")
            }
        }
    }
}
