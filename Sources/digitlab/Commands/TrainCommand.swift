import ArgumentParser
import Datasets
import Foundation
import Notebook
import Telemetry
import Training

/// Trains a stage.
struct TrainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train",
        abstract: "Train a stage of the notebook, or your own.",
        discussion: """
            Settings that are not given are the notebook's. The run is kept in \
            ~/.local/share/digitlab/runs (`digitlab runs` lists them). Ctrl-C finishes the batch, saves and prints the \
            summary; a second one ends at once.

            Examples:
              digitlab train conv --epochs 5 --seed 1
              digitlab train relu --hidden-units 300 --learning-rate 0.01 --data fashion
              digitlab train ./my-stage.yaml --epochs 3 --json > history.jsonl
              digitlab train --continue convolutional-20260131-120000 --epochs 300
            """)

    @Argument(help: "A stage's name or number, or the path of a YAML file.", completion: Completions.stage)
    var stage: String?
    @Option(
        name: .customLong("continue"),
        help: ArgumentHelp(
            "Go on with a run in its own folder, from its last save, as if it had never stopped.",
            discussion: "A run that was killed or stopped; with --epochs also one that is done.", valueName: "run"),
        completion: Completions.run)
    var continued: String?
    @OptionGroup var dataset: DatasetOptions
    @Option(
        help: ArgumentHelp(
            "The run's folder; an earlier run in it is replaced.",
            discussion: "Without it: a new folder named after the stage and the time.", valueName: "folder"))
    var output: String?
    @Flag(help: "Keep no files of the run.") var noSave = false
    @Flag(help: "One JSON object an epoch and one at the end, on standard output.") var json = false
    @Flag(help: "Print no more than the summary.") var quiet = false
    @OptionGroup(title: "Hyperparameters") var hyperparameters: HyperparameterOptions

    func validate() throws {
        if output != nil && noSave { throw ValidationError("--output and --no-save exclude each other") }
        if output == "" { throw ValidationError("--output wants a folder") }
        guard continued != nil else {
            if stage == nil { throw ValidationError("name a stage to train, or a run with --continue") }
            return
        }
        if stage != nil { throw ValidationError("--continue takes the stage from the run; name no other") }
        if output != nil || noSave { throw ValidationError("--continue writes to the run's own folder") }
        if let other = hyperparameters.given.first(where: { $0 != .epochs }) {
            throw ValidationError(
                "--continue keeps the run's settings; of them only --epochs can be given, not --\(other.rawValue)")
        }
    }

    func run() throws {
        let interruption = Interruption()
        let people = json ? Output.error : Output.standard
        let request =
            if let continued {
                try requestToContinue(continued, people, interruption)
            } else {
                try newRequest(people, interruption)
            }
        // With JSON and --quiet there is nothing for people, not even the summary.
        let display = TrainDisplay(
            output: people, isQuiet: quiet, isSilent: quiet && json, epochs: request.hyperparameters.epochs,
            imageCount: request.dataset.train.count, wantsFiles: !noSave)
        var session = TrainSession(request: request, isJSON: json, display: display, interruption: interruption)
        try session.run()
    }

    private func newRequest(_ people: Output, _ interruption: Interruption) throws -> TrainingRequest {
        let stage = try StageCatalog.load().stage(named: stage ?? "")
        let settings = try hyperparameters.settings(for: stage)
        _ = try stage.network(for: settings)
        let images = try dataset.load(people: quiet ? nil : people, interruption: interruption)
        if let signal = interruption.signal { throw ExitCode(128 + signal) }
        let target: RunOutput =
            noSave ? .none : output.map { .folder(URL(fileURLWithPath: $0)) } ?? .automatic
        return TrainingRequest(stage: stage, hyperparameters: settings, dataset: images, output: target)
    }

    private func requestToContinue(
        _ name: String, _ people: Output, _ interruption: Interruption
    ) throws -> TrainingRequest {
        let run =
            name.contains("/") ? try RunStore.run(in: URL(fileURLWithPath: name)) : try RunStore().run(named: name)
        let epochs = try hyperparameters.settings(for: run.description.stage.stage).epochs
        let images = try dataset.load(
            fallback: run.description.dataset.name, people: quiet ? nil : people, interruption: interruption)
        if let signal = interruption.signal { throw ExitCode(128 + signal) }
        return try TrainingRequest.continuing(
            run, epochs: hyperparameters.given.contains(.epochs) ? epochs : nil, dataset: images)
    }
}
