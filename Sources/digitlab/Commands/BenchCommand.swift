import ArgumentParser
import Foundation
import NeuralNetwork
import Notebook

/// Measures training speed on this machine.
struct BenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Measure how fast the stages train on this machine.",
        discussion: """
            Prints seconds per epoch (the median of several, validation apart), images and floating-point operations a \
            second, and the share of the peak: what fused multiply-adds alone reach on all threads at once. Operations \
            are those of the formulas, in full: blank pixels are skipped all the same, and some convolutions take fewer.

            Examples:
              digitlab bench
              digitlab bench conv --layers --kernels
              digitlab bench conv --plan
              digitlab bench softmax adam --epochs 9 --json
            """)

    @Argument(
        help: "Names of stages or paths of YAML files; all of the notebook's where none is given.",
        completion: Completions.stage)
    var stages: [String] = []
    @OptionGroup var dataset: DatasetOptions
    @Option(parsing: .unconditional, help: "Epochs that are timed, behind one to warm up (1 to 1,000).") var epochs = 5
    @Option(
        parsing: .unconditional, help: "Worker threads (0 to 64); 0 means one a processor that this process may use.")
    var threads = 0
    @Flag(help: "The time of each layer, forward and backward.") var layers = false
    @Flag(help: "The rate of each layer's kernel on one thread, beside plain loops.") var kernels = false
    @Flag(help: "How each layer would be computed here, and why; nothing is measured.") var plan = false
    @Flag(help: "One JSON object, on standard output.") var json = false

    func validate() throws {
        guard (1...1_000).contains(epochs) else { throw ValidationError("--epochs must be 1 to 1,000, not \(epochs)") }
        guard (0...64).contains(threads) else { throw ValidationError("--threads must be 0 to 64, not \(threads)") }
    }

    func run() throws {
        let catalog = try StageCatalog.load()
        let chosen =
            stages.isEmpty ? catalog.stages.filter { $0.number > 0 } : try stages.map { try catalog.stage(named: $0) }
        if plan { return try printPlans(chosen) }
        let people = json ? Output.error : Output.standard
        let images = try dataset.load(people: people)
        let threads = self.threads == 0 ? UsableProcessors.count : self.threads
        var report = BenchReport(
            dataset: images.name, threads: threads, corePeak: Processor.measurePeak(threads: 1),
            peak: Processor.measurePeak(threads: threads), stages: [])
        try people.line(report.machineLine())
        for stage in chosen {
            if !json { Output.error.tryLine("measuring \(stage.id) …") }
            var settings = stage.defaults
            settings.threads = threads
            report.stages.append(
                try StageBench.measure(
                    stage, settings: settings, dataset: images, epochs: epochs, profilesLayers: layers,
                    measuresKernels: kernels))
        }
        if json { return try Output.standard.line(report.json().text) }
        var lines = report.stageLines()
        if layers { lines += report.stages.flatMap(report.layerLines) }
        if kernels { lines += report.stages.flatMap(report.kernelLines) }
        try Output.standard.lines(lines)
    }

    /// The plan that `train` would follow, a stage at a time.
    private func printPlans(_ stages: [Stage]) throws {
        let threads = self.threads == 0 ? UsableProcessors.count : self.threads
        let reports = try stages.map { stage in
            let network = try Network(try stage.network(for: stage.defaults))
            let batch = stage.defaults.batchSize
            return PlanReport(
                stage: stage.id, network: network,
                plan: ExecutionPlan(network: network, workers: threads, batch: batch), batchSize: batch)
        }
        if json {
            return try Output.standard.line(JSON.object([("plans", .array(reports.map(\.json)))]).text)
        }
        for (index, report) in reports.enumerated() {
            try Output.standard.lines((index > 0 ? [""] : []) + report.lines())
        }
    }
}
