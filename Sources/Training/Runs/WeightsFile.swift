import Datasets
import Foundation
import NeuralNetwork

/// Weights as a safetensors file that also says what network they belong to, so that it loads alone.
enum WeightsFile {
    /// Where weights come from, as the file's metadata keeps it.
    struct Origin: Sendable {
        var stage: String
        var title: String
        var dataset: String
        var classNames: [String]

        init(stage: String, title: String, dataset: String, classNames: [String]) {
            self.stage = stage
            self.title = title
            self.dataset = dataset
            self.classNames = classNames
        }

        init(description: RunDescription) {
            stage = description.stage.id
            title = description.stage.title
            dataset = description.dataset.name
            classNames = description.dataset.classNames
        }
    }

    /// The keys of the metadata.
    enum Key {
        static let stage = "stage"
        static let title = "title"
        static let specification = "specification"
        static let dataset = "dataset"
        static let classNames = "class_names"
        static let epoch = "epoch"
        static let accuracy = "test_accuracy"
    }

    /// What a file holds.
    struct Content {
        var network: Network
        var weights: NetworkWeights
        var metadata: [String: String]
    }

    /// No file of weights that this program reads is longer.
    private static let longest = 1 << 30

    static func write(
        _ weights: NetworkWeights, of network: Network, origin: Origin, epoch: Int, accuracy: Double?, to url: URL
    ) throws(FileSystemError) {
        var metadata = [
            Key.stage: origin.stage, Key.title: origin.title, Key.dataset: origin.dataset, Key.epoch: "\(epoch)",
        ]
        if let accuracy { metadata[Key.accuracy] = "\(accuracy)" }
        if let specification = try? RunJSON.encode(network.specification) {
            metadata[Key.specification] = String(decoding: specification, as: UTF8.self)
        }
        if let names = try? RunJSON.encode(origin.classNames) {
            metadata[Key.classNames] = String(decoding: names, as: UTF8.self)
        }
        let bytes = Safetensors.encode(.init(tensors: network.tensors(of: weights), metadata: metadata))
        try AtomicFile.write(bytes, to: url.path)
    }

    /// - Parameter fallback: The network where the file does not describe one.
    static func read(_ url: URL, fallback: NetworkSpecification? = nil) throws(ModelError) -> Content {
        let path = url.path
        let bytes = try bytes(of: path)
        let content: Safetensors.Content
        do {
            content = try Safetensors.decode(bytes, file: path)
        } catch {
            throw .invalidFile(error)
        }
        let network: Network
        if let text = content.metadata[Key.specification] {
            guard let specification = try? RunJSON.decode(NetworkSpecification.self, from: Data(text.utf8)) else {
                throw .unreadableSpecification(path)
            }
            network = try Self.network(specification, path)
        } else if let fallback {
            network = try Self.network(fallback, path)
        } else {
            throw .noSpecification(path)
        }
        do {
            let weights = try network.weights(from: content.tensors, file: path)
            return Content(network: network, weights: weights, metadata: content.metadata)
        } catch {
            throw .doesNotFit(file: path, reason: error.description)
        }
    }

    private static func network(_ specification: NetworkSpecification, _ path: String) throws(ModelError) -> Network {
        do {
            return try Network(specification)
        } catch {
            throw .doesNotFit(file: path, reason: error.description)
        }
    }

    private static func bytes(of path: String) throws(ModelError) -> [UInt8] {
        var status = stat()
        guard stat(path, &status) == 0 else { throw .cannotRead(file: path, reason: String(cString: strerror(errno))) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .cannotRead(file: path, reason: "it is not a file") }
        guard status.st_size <= longest else { throw .cannotRead(file: path, reason: "it is longer than 1 GiB") }
        do {
            return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        } catch {
            let reason = String(cString: strerror(errno))
            throw .cannotRead(file: path, reason: reason)
        }
    }
}
