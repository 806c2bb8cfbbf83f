import Datasets

extension LabRuntime {
    /// One's own digits as a data set whose images to train on are those that were there.
    static func loadOwnDigits(folder: String, train: ImageSet) -> [LabMessage] {
        do throws(DatasetError) {
            guard let digits = try OwnDigits(folder: folder).load() else {
                return [.failed("no digits of yours yet: draw one, then = and its label keeps it")]
            }
            return [
                .dataLoaded(
                    Dataset(
                        name: OwnDigits.datasetName, title: "my digits", train: train, test: digits,
                        origin: .folder(folder)))
            ]
        } catch {
            return [.failed(error.description)]
        }
    }
}
