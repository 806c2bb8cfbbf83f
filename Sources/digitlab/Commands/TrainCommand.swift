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
            """)

    @Argument(help: "A stage's name or number, or the path of a YAML file.") var stage: String
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
    }

    func run() throws {
        let stage = try StageCatalog.load().stage(named: self.stage)
        let settings = try hyperparameters.settings(for: stage)
        _ = try stage.network(for: settings)
        let interruption = Interruption()
        let people = json ? Output.error : Output.standard
        let images = try dataset.load(people: quiet ? nil : people, interruption: interruption)
        if let signal = interruption.signal { throw ExitCode(128 + signal) }

        let target: RunOutput =
            noSave ? .none : output.map { .folder(URL(fileURLWithPath: $0)) } ?? .automatic
        let request = TrainingRequest(stage: stage, hyperparameters: settings, dataset: images, output: target)
        // With JSON and --quiet there is nothing for people, not even the summary.
        let display = TrainDisplay(
            output: people, isQuiet: quiet, isSilent: quiet && json, epochs: settings.epochs,
            imageCount: images.train.count, wantsFiles: !noSave)
        var session = TrainSession(request: request, isJSON: json, display: display, interruption: interruption)
        try session.run()
    }
}
