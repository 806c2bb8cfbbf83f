import NeuralNetwork

/// A layer with weights together with the layers that belong to it, so that both come and go together.
struct LayerBlock {
    enum Role: Equatable { case hiddenDense, convolution, output, other }

    /// A layer, and whether its name is the one that its place gives it.
    struct Entry {
        var specification: LayerSpecification
        var hasDefaultName: Bool
    }

    var role: Role
    var entries: [Entry]

    /// What belongs to whom is the layers' own matter: dropout goes with the layer behind it; normalisation, activation and
    /// pooling with the one in front.
    static func split(_ layers: [LayerSpecification]) -> [LayerBlock] {
        let names = LayerPlace.defaultNames(of: layers.map(\.layer))
        let lastDense = layers.lastIndex { $0.layer is Dense }
        var blocks: [LayerBlock] = []
        var waiting: [Entry] = []
        for (index, layer) in layers.enumerated() {
            let entry = Entry(specification: layer, hasDefaultName: layer.name == names[index])
            switch layer.traits.attachment {
            case .next:
                waiting.append(entry)
                continue
            case .previous where waiting.isEmpty && blocks.last.map { $0.role != .other } == true:
                blocks[blocks.count - 1].entries.append(entry)
                continue
            case .previous, .none:
                break
            }
            let role: Role =
                layer.layer is Dense
                ? (index == lastDense ? .output : .hiddenDense) : layer.layer is Convolution ? .convolution : .other
            blocks.append(LayerBlock(role: role, entries: waiting + [entry]))
            waiting = []
        }
        if !waiting.isEmpty { blocks.append(LayerBlock(role: .other, entries: waiting)) }
        return blocks
    }
}
