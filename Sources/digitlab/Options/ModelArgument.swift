import ArgumentParser
import Datasets
import Notebook
import Training

/// Loads the model that a command was given.
enum ModelArgument {
    static let help: ArgumentHelp = ArgumentHelp(
        "A .safetensors file, a run's folder or name, or a stage: its best finished run, else the weights that ship.",
        valueName: "model")

    /// - Throws: ``Training/ModelError``, or ``Notebook/StageError`` where the name is near a stage's.
    static func load(_ name: String) throws -> LoadedModel {
        let loader = ModelLoader()
        // A stage's number stands for its name.
        let catalog = try StageCatalog.load()
        let stage = catalog.stages.first { $0.id == name || ($0.number > 0 && String($0.number) == name) }
        do throws(ModelError) {
            return try loader.load(stage?.id ?? name)
        } catch {
            guard case .notFound(_, let folder) = error else { throw error }
            if let stage { throw ModelError.notTrained(stage: stage.id) }
            let runs = loader.store.list().runs.map(\.name)
            let near = NearMiss.suggestion(for: name, among: catalog.stages.map(\.id) + runs)
            let hint = near.map { " (did you mean \($0)?)" } ?? ""
            throw CommandFailure(
                "there is no model \(name)\(hint): give a .safetensors file, a run in \(folder), or a stage",
                exitCode: CommandFailure.noInput)
        }
    }

    /// The names of the classes that the model tells apart.
    static func classNames(of model: LoadedModel, fallback: [String]) -> [String] { model.classNames ?? fallback }

    /// What must be said of the model's answers to these images, if anything.
    ///
    /// - Throws: ``CommandFailure`` where the images have more classes than the model tells apart.
    static func check(_ model: LoadedModel, against images: Dataset) throws(CommandFailure) -> String? {
        guard model.network.classCount >= images.classCount else {
            throw CommandFailure(
                "\(model.origin) tells \(model.network.classCount) classes apart, but \(images.title) has "
                    + "\(images.classCount); train a network on it with: digitlab train \(model.stage ?? "conv") --data …",
                exitCode: CommandFailure.badData)
        }
        return model.reservation(about: images)
    }

    /// The data set that the model was trained on, where it can be had by name.
    static func dataset(of model: LoadedModel) -> String? {
        guard let name = model.dataset, name == "fashion" || name == "mini" else { return nil }
        return name
    }
}
