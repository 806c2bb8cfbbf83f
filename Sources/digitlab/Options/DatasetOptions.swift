import ArgumentParser
import Datasets
import Foundation

/// Which images a command works on.
struct DatasetOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The images: mnist, fashion, mini (embedded), or a folder of IDX files, as MNIST's, EMNIST's, QMNIST's, "
                + "torchvision's or Kaggle's.",
            discussion: "Without it: DIGITLAB_DATA, the cache, a download, the embedded images.",
            valueName: "name|folder"),
        completion: Completions.dataset)
    var data: String?

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp(
            "A base address to download MNIST from instead of the public ones; may be repeated.", valueName: "url"))
    var mirror: [String] = []

    func downloadSettings() throws -> DownloadSettings {
        if mirror.isEmpty { return DownloadSettings() }
        return DownloadSettings(
            mirrors: try mirror.map { text in
                guard let url = DownloadSettings.mirror(text) else {
                    throw CommandFailure(
                        "--mirror: \"\(text)\" is no web address; give one such as https://host/mnist/",
                        exitCode: CommandFailure.usage)
                }
                return url
            })
    }

    /// Loads the images, with a line on which are in use and, while downloading, a progress bar.
    ///
    /// - Parameters:
    ///   - fallback: The data set that a model was trained on, taken where none was named. Clothes are never looked for
    ///     among digits: `fashion` also stands above the environment.
    ///   - people: Where the lines go; `nil` for none.
    func load(
        roles: Set<ImageRole> = [.train, .test], fallback: String? = nil, people: Output?,
        interruption: Interruption? = nil
    ) throws -> Dataset {
        let loader = DatasetLoader(
            settings: try downloadSettings(), isCancelled: { interruption?.signal != nil })
        let isNamed = data != nil || (loader.environmentValue != nil && fallback != "fashion")
        let display = LoadDisplay(people)
        defer { display.close() }
        let dataset: Dataset
        do throws(DatasetError) {
            let request = DatasetRequest(argument: isNamed ? data : fallback, roles: roles)
            dataset = try loader.load(request) { display.show($0) }
        } catch {
            guard error == .cancelled else { throw error }
            throw ExitCode(128 + (interruption?.signal ?? SIGINT))
        }
        display.close()
        if !dataset.skipped.isEmpty, dataset.origin == .embedded {
            try people?.line(
                "no MNIST in the cache and none to be downloaded now: the embedded images serve instead "
                    + "(digitlab data fetch says what is wrong)")
        }
        try people?.line(Self.summary(dataset, roles))
        for warning in dataset.warnings { Output.error.tryLine("digitlab: \(dataset.title): \(warning)") }
        return dataset
    }

    /// Which images are in use, and how many; of one half alone where only that was wanted.
    private static func summary(_ dataset: Dataset, _ roles: Set<ImageRole>) -> String {
        guard roles == [.test] else { return dataset.summary }
        return "\(dataset.title): \(Figures.grouped(dataset.test.count)) test images, \(dataset.origin)"
    }
}
