import Datasets
import Notebook

/// What is on the screen as a command line.
enum CommandLineText {
    /// The command that trains a stage with these settings: an option for each that differs from the stage's own.
    static func train(_ stage: Stage, _ settings: Hyperparameters, dataset: Dataset.Origin? = nil) -> String {
        var words = ["digitlab", "train", quoted(stage.id)]
        for field in HyperparameterField.fields(for: stage, settings)
        where field != .dataset && field.differs(settings, from: stage.defaults) {
            // The command line parts numbers with commas.
            let text = field.text(in: settings).replacing(" ", with: ",")
            words += ["--\(field.rawValue)", quoted(text)]
        }
        switch dataset {
        case .embedded: words += ["--data", "mini"]
        case .folder(let path): words += ["--data", quoted(path)]
        case .system: words += ["--data", "fashion"]
        case .cache, .download, nil: break
        }
        return words.joined(separator: " ")
    }

    /// A word that a shell takes as one.
    private static func quoted(_ word: String) -> String {
        let isPlain = word.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_./,:+=@%".contains($0)) }
        return isPlain && !word.isEmpty ? word : "'" + word.replacing("'", with: "'\\''") + "'"
    }
}
