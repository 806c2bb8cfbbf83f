/// What the workers of a network share, layer by layer.
struct SharedLayerBuffers {
    /// Statistics of batch normalisation, by layer.
    private(set) var sums: [Int: SharedSums] = [:]
    /// Buffers of large dense layers, by layer.
    private(set) var sliced: [Int: SlicedDenseBuffers] = [:]
    /// Buffers of a first dense layer, by layer.
    private(set) var split: [Int: SplitDenseBuffers] = [:]

    /// - Parameter share: The most images that one worker is given.
    init(network: Network, share: Int, workers: Int) {
        for (index, specification) in network.specification.layers.enumerated() {
            let input = network.shapes[index]
            if specification.traits.needsWholeBatch {
                sums[index] = SharedSums(channels: input.channels, workers: workers)
            }
            guard let dense = specification.layer as? Dense else { continue }
            if workers > 1 && network.readsPixels(layer: index, images: share * workers) {
                split[index] = SplitDenseBuffers(
                    inputs: input.count, outputs: dense.units, share: share, workers: workers,
                    readsBytes: network.readsBytes(layer: index))
            } else if network.isTransposed(layer: index) {
                sliced[index] = SlicedDenseBuffers(
                    inputs: input.count, outputs: dense.units, share: share, workers: workers)
            }
        }
    }

    /// Which of a layer's parameters one worker differentiates for the whole mini-batch; nil where it shares them all.
    func ownedKernel(layer: Int, worker: Int, network: Network) -> Range<Int>? {
        let rows: Range<Int>
        let stride: Int
        let kernel = network.parameter(layer: layer, role: .kernel)
        if let sliced = sliced[layer] {
            (rows, stride) = (sliced.slice(of: worker), kernel.shape[0])
        } else if let split = split[layer] {
            (rows, stride) = (split.slice(of: worker), kernel.shape[1])
        } else {
            return nil
        }
        return kernel.offset + rows.lowerBound * stride..<kernel.offset + rows.upperBound * stride
    }
}
