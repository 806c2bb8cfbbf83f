import NeuralNetwork
import Training

/// What `bench` prints, for people and for programs.
struct BenchReport {
    var dataset: String
    var threads: Int
    /// Floating-point operations a second of one thread alone, and of all at once.
    var corePeak: Double
    var peak: Double
    var stages: [StageBench]

    private static func giga(_ value: Double) -> String { Figures.fixed(value / 1e9, 1) }

    private func share(_ rate: Double) -> String { Figures.percent(rate / peak, places: 1) }

    func machineLine() -> String {
        "\(threads) \(threads == 1 ? "thread" : "threads"), \(Processor.instructionSet), BLAS kernel \(BLASKernel.current), "
            + "peak \(Self.giga(peak)) GFLOP/s (one thread \(Self.giga(corePeak)))"
    }

    func stageLines() -> [String] {
        var table = TextTable([
            ("stage", .left), ("batch", .right), ("s/epoch", .right), ("min", .right), ("max", .right),
            ("images/s", .right), ("GFLOP/s", .right), ("of peak", .right), ("test pass", .right),
        ])
        for stage in stages {
            table.add([
                stage.stage, String(stage.batchSize), Figures.fixed(stage.secondsPerEpoch, 3),
                Figures.fixed(stage.epochSeconds.min() ?? .nan, 3), Figures.fixed(stage.epochSeconds.max() ?? .nan, 3),
                Figures.grouped(Int(stage.imagesPerSecond)), Self.giga(stage.flopsPerSecond),
                share(stage.flopsPerSecond), "\(Figures.fixed(stage.evaluationSeconds, 3)) s",
            ])
        }
        return table.lines()
    }

    /// Time and rate of every layer of one stage, a row each, and what lies between them.
    func layerLines(_ stage: StageBench) -> [String] {
        var table = TextTable([
            ("layer", .left), ("type", .left), ("forward", .right), ("GFLOP/s", .right), ("backward", .right),
            ("GFLOP/s", .right), ("share", .right),
        ])
        let images = Double(stage.profiledImages)
        func rate(_ flops: Int, _ seconds: Double) -> String {
            flops > 0 && seconds > 0 ? Self.giga(Double(flops) * images / seconds) : ""
        }
        func milliseconds(_ seconds: Double) -> String { Figures.fixed(seconds * 1e3, 1) + " ms" }
        var rest = stage.profiledSeconds
        for layer in stage.layers {
            let both = layer.forwardSeconds + layer.backwardSeconds
            rest -= both
            table.add([
                layer.name, layer.type, milliseconds(layer.forwardSeconds),
                rate(layer.forwardFLOPs, layer.forwardSeconds), milliseconds(layer.backwardSeconds),
                rate(layer.backwardFLOPs, layer.backwardSeconds),
                Figures.percent(both / stage.profiledSeconds, places: 1),
            ])
        }
        table.add([
            "(the rest)", "", milliseconds(rest), "", "", "", Figures.percent(rest / stage.profiledSeconds, places: 1),
        ])
        return ["", "\(stage.stage): one epoch, layer by layer; the rest is gathering, loss, sums, optimizer, waiting"]
            + table.lines()
    }

    /// Kernels on one thread beside plain loops.
    func kernelLines(_ stage: StageBench) -> [String] {
        var table = TextTable([
            ("layer", .left), ("", .left), ("µs/image", .right), ("GFLOP/s", .right), ("of peak", .right),
            ("plain loops", .right), ("faster", .right),
        ])
        for kernel in stage.kernels {
            let rate = Double(kernel.flops) / kernel.seconds
            table.add([
                kernel.layer, kernel.direction, Figures.fixed(kernel.seconds * 1e6, 2), Self.giga(rate),
                Figures.percent(rate / corePeak, places: 1), Self.giga(Double(kernel.flops) / kernel.naiveSeconds),
                Figures.fixed(kernel.naiveSeconds / kernel.seconds, 1) + "×",
            ])
        }
        return ["", "\(stage.stage): kernels on one thread, beside plain loops (GFLOP/s)"] + table.lines()
    }

    func json() -> JSON {
        .object([
            ("dataset", .string(dataset)), ("threads", .integer(threads)),
            ("instruction_set", .string(Processor.instructionSet)), ("blas_kernel", .string(BLASKernel.current)),
            ("peak_gflops", .rounded(peak / 1e9, places: 2)),
            ("core_peak_gflops", .rounded(corePeak / 1e9, places: 2)),
            ("peak_memory_mib", .rounded(ProcessFacts.peakMemoryMiB, places: 1)),
            ("stages", .array(stages.map(json))),
        ])
    }

    private func json(_ stage: StageBench) -> JSON {
        var members: [(String, JSON)] = [
            ("stage", .string(stage.stage)), ("batch_size", .integer(stage.batchSize)),
            ("images", .integer(stage.images)), ("threads", .integer(stage.threads)),
            ("seconds_per_epoch", .rounded(stage.secondsPerEpoch)),
            ("epoch_seconds", .array(stage.epochSeconds.map { .rounded($0) })),
            ("images_per_second", .rounded(stage.imagesPerSecond, places: 1)),
            ("gflops", .rounded(stage.flopsPerSecond / 1e9, places: 2)),
            ("share_of_peak", .rounded(stage.flopsPerSecond / peak, places: 4)),
            ("evaluation_seconds", .rounded(stage.evaluationSeconds)), ("test_images", .integer(stage.testImages)),
        ]
        if !stage.layers.isEmpty {
            let images = Double(stage.profiledImages)
            func rate(_ flops: Int, _ seconds: Double) -> JSON {
                .rounded(flops > 0 && seconds > 0 ? Double(flops) * images / seconds / 1e9 : nil, places: 2)
            }
            let layers = stage.layers.map { layer in
                JSON.object([
                    ("name", .string(layer.name)), ("type", .string(layer.type)),
                    ("forward_seconds", .rounded(layer.forwardSeconds)),
                    ("backward_seconds", .rounded(layer.backwardSeconds)),
                    ("forward_gflops", rate(layer.forwardFLOPs, layer.forwardSeconds)),
                    ("backward_gflops", rate(layer.backwardFLOPs, layer.backwardSeconds)),
                ])
            }
            members.append(("profiled_seconds", .rounded(stage.profiledSeconds)))
            members.append(("layers", .array(layers)))
        }
        if !stage.kernels.isEmpty {
            let kernels = stage.kernels.map { kernel in
                JSON.object([
                    ("layer", .string(kernel.layer)), ("direction", .string(kernel.direction)),
                    ("microseconds_per_image", .rounded(kernel.seconds * 1e6, places: 3)),
                    ("gflops", .rounded(Double(kernel.flops) / kernel.seconds / 1e9, places: 2)),
                    ("naive_gflops", .rounded(Double(kernel.flops) / kernel.naiveSeconds / 1e9, places: 3)),
                ])
            }
            members.append(("kernels", .array(kernels)))
        }
        return .object(members)
    }
}
