import NeuralNetwork

/// A layer with weights together with the layers that belong to it, so that both come and go together.
struct LayerBlock {
    enum Role: Equatable { case hiddenDense, convolution, output, other }

    var role: Role
    var layers: [LayerSpecification]

    /// Dropout belongs to the layer behind it; normalisation, activation and pooling to the one before.
    static func split(_ layers: [LayerSpecification]) -> [LayerBlock] {
        let lastDense = layers.lastIndex { layer in
            if case .dense = layer.kind { true } else { false }
        }
        var blocks: [LayerBlock] = []
        var waiting: [LayerSpecification] = []
        for (index, layer) in layers.enumerated() {
            let role: Role
            switch layer.kind {
            case .dropout:
                waiting.append(layer)
                continue
            case .maxPooling, .batchNormalization, .activation:
                if waiting.isEmpty, !blocks.isEmpty, blocks[blocks.count - 1].role != .other {
                    blocks[blocks.count - 1].layers.append(layer)
                    continue
                }
                role = .other
            case .flatten: role = .other
            case .dense: role = index == lastDense ? .output : .hiddenDense
            case .convolution: role = .convolution
            }
            blocks.append(LayerBlock(role: role, layers: waiting + [layer]))
            waiting = []
        }
        if !waiting.isEmpty { blocks.append(LayerBlock(role: .other, layers: waiting)) }
        return blocks
    }
}
