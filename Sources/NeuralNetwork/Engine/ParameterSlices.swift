/// Which parameters each worker sums the gradients of and updates.
struct ParameterSlices {
    /// Per worker, parameters whose gradients every worker has a part of.
    private(set) var reduced: [[Range<Int>]]
    /// Per worker, parameters whose gradients it has computed for the whole mini-batch itself.
    private(set) var owned: [[Range<Int>]]

    init(network: Network, shared: SharedLayerBuffers, workers: Int) {
        reduced = Array(repeating: [], count: workers)
        owned = Array(repeating: [], count: workers)
        var start = 0
        for layer in (Array(shared.sliced.keys) + shared.split.keys).sorted() {
            let kernel = network.parameter(layer: layer, role: .kernel)
            addReduced(start..<kernel.offset)
            for worker in 0..<workers {
                let range = shared.ownedKernel(layer: layer, worker: worker, network: network)
                if let range, !range.isEmpty { owned[worker].append(range) }
            }
            start = kernel.offset + kernel.count
        }
        addReduced(start..<network.trainableCount)
    }

    /// Shares a range equally, cut at multiples of a cache line's floats.
    private mutating func addReduced(_ range: Range<Int>) {
        let lines = (range.count + 15) / 16
        let workers = reduced.count
        for worker in 0..<workers {
            let first = range.lowerBound + min(range.count, lines * worker / workers * 16)
            let end = range.lowerBound + min(range.count, lines * (worker + 1) / workers * 16)
            if first < end { reduced[worker].append(first..<end) }
        }
    }
}
