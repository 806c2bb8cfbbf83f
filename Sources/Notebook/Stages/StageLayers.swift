import NeuralNetwork

/// Reads the `layers` of a stage file.
enum StageLayers {
    /// More layers than this are refused.
    static let mostLayers = 100

    /// The layers and the places where they stand, in order; those without a name get the notebook's.
    static func read(_ list: StageNode) throws(StageError) -> ([LayerSpecification], [StageNode]) {
        let nodes = try list.list()
        guard !nodes.isEmpty else {
            throw list.error("has no layers; end with {type: dense, units: …}, one unit a class")
        }
        guard nodes.count <= mostLayers else {
            throw list.error("has \(nodes.count) layers; allowed: at most \(mostLayers)")
        }
        var entries: [(name: String?, layer: any Layer)] = []
        for node in nodes { entries.append(try LayerFormat.read(node)) }
        let names = LayerPlace.defaultNames(of: entries.map(\.layer))
        let layers = zip(entries, names).map { entry, name in
            LayerSpecification(name: entry.name ?? name, anyLayer: entry.layer)
        }
        return (layers, nodes)
    }
}
