import Datasets

extension LoadedModel {
    /// Why its score on these test images is not what it seems; `nil` where nothing speaks against it.
    public func reservation(about images: Dataset) -> String? {
        guard let dataset else { return nil }
        if images.origin == .embedded, dataset == KnownSet.mnist.name {
            return "the embedded test images are among those of MNIST that it was trained on, so this is no test result"
        }
        if let classNames, classNames != images.classNames {
            return "it was trained on \(dataset) (\(Self.short(classNames))), not on \(Self.short(images.classNames))"
        }
        guard !Dataset.areAlike(dataset, images.name) else { return nil }
        return "it was trained on \(dataset), these are images of \(images.name)"
    }

    private static func short(_ names: [String]) -> String {
        names.count <= 3 ? names.joined(separator: ", ") : "\(names[0]), \(names[1]) … \(names[names.count - 1])"
    }
}
