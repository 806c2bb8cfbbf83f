/// Where a layer stands among the layers of a network, as far as its default name depends on it.
public struct LayerPlace: Sendable, Equatable {
    /// Which of its type it is, from 1, and how many of them there are.
    public var number: Int
    public var total: Int
    /// Whether it is the network's first layer.
    public var isFirst: Bool
    /// Whether it is the last layer with a kernel, which gives the logits.
    public var isOutput: Bool
    /// Which of the layers with a kernel it is, from 1, and whether one in front of it works on images.
    public var kernelNumber: Int
    public var isBehindConvolution: Bool

    /// `name_1`, `name_2`…
    public func numbered(_ name: String) -> String { "\(name)_\(number)" }

    /// The names that the notebook gives, and where it has none those that Keras gives: `flatten_input`, `conv_layer_1`,
    /// `fc_layer_4`, `logits`.
    public static func defaultNames(of layers: [any Layer]) -> [String] {
        let kernels = layers.indices.filter { type(of: layers[$0]).traits.hasKernel }
        return layers.indices.map { index in
            let type = type(of: layers[index])
            let alike = layers.indices.filter { Swift.type(of: layers[$0]) == type }
            let inFront = kernels.filter { $0 < index }
            return type.defaultName(
                at: LayerPlace(
                    number: alike.count { $0 <= index }, total: alike.count, isFirst: index == 0,
                    isOutput: index == kernels.last, kernelNumber: inFront.count + 1,
                    isBehindConvolution: inFront.contains { Swift.type(of: layers[$0]).traits.isSpatial }))
        }
    }
}
