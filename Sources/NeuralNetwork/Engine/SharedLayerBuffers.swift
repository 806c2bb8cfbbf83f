/// What the workers of a network share, layer by layer.
struct SharedLayerBuffers {
    /// Statistics of batch normalisation, by layer.
    private(set) var sums: [Int: SharedSums] = [:]
    /// Buffers of large dense layers, by layer.
    private(set) var sliced: [Int: SlicedDenseBuffers] = [:]

    /// - Parameter share: The most images that one worker is given.
    init(network: Network, share: Int, workers: Int) {
        for (index, layer) in network.specification.layers.enumerated() {
            let input = network.shapes[index]
            switch layer.kind {
            case .batchNormalization:
                sums[index] = SharedSums(channels: input.channels, workers: workers)
            case .dense(let units, _, _) where network.isTransposed(layer: index):
                sliced[index] = SlicedDenseBuffers(
                    inputs: input.count, outputs: units, share: share, workers: workers)
            default:
                break
            }
        }
    }
}
