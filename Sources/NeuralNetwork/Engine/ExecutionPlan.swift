import CKernels

/// How the engine trains a network: made once from network, workers and mini-batch, then only carried out.
public struct ExecutionPlan: Sendable, Equatable {
    public let team: LayerTeam
    /// One a layer, in order.
    public let layers: [LayerPlan]
    /// The first layer with parameters: nothing in front of it needs a gradient.
    let firstLearning: Int
    /// The layers in front of this one run on ``chunk`` images at a time; it and those behind it on a worker's whole share.
    let firstWhole: Int
    /// As many images as a convolution works on together.
    let chunk: Int
    /// Which layers hand their output straight to the one behind, so that nobody else can look at it.
    let handsOver: [Bool]
    /// Whether the last thing that backward waits for is that all workers have all other gradients.
    let endsInBarrier: Bool
    /// Per worker, the parameters whose gradients every worker has a part of and it adds up and updates, and those whose
    /// gradients it computes alone.
    let reduced: [[Range<Int>]]
    let owned: [[Range<Int>]]

    /// - Parameters:
    ///   - workers: Threads that share each mini-batch; not more of them than images are used.
    ///   - batch: The most images of a mini-batch.
    public init(network: Network, workers: Int, batch: Int) {
        precondition(batch >= 1 && workers >= 1, "a plan needs a worker and an image")
        let workers = min(workers, batch)
        let team = LayerTeam(workers: workers, share: (batch + workers - 1) / workers)
        let specifications = network.specification.layers
        self.team = team
        layers = specifications.indices.map {
            specifications[$0].layer.plan(in: network.surroundings(of: $0), for: team)
        }
        firstLearning = network.firstLearning
        firstWhole = Self.chunkedPrefix(specifications)
        chunk = Int(ck_convolution_lanes(Int32(clamping: team.share)))
        handsOver = specifications.indices.map { [firstWhole] index in
            index + 1 < firstWhole && specifications[index].layer.handsOver(to: specifications[index + 1].layer)
        }
        endsInBarrier = layers[firstLearning].endsInBarrier
        (reduced, owned) = Self.slices(of: network, layers, workers)
    }

    /// How many layers at the start run chunk by chunk: all up to the last that works on images, unless one of them needs the
    /// whole mini-batch at once.
    private static func chunkedPrefix(_ layers: [LayerSpecification]) -> Int {
        var end = 0
        for (index, layer) in layers.enumerated() {
            let traits = layer.traits
            if traits.needsWholeBatch { return 0 }
            if traits.isSpatial { end = index + 1 } else if !traits.keepsOrder && !traits.movesNothing { return end }
        }
        return end
    }

    private static func slices(
        of network: Network, _ layers: [LayerPlan], _ workers: Int
    ) -> (reduced: [[Range<Int>]], owned: [[Range<Int>]]) {
        var reduced = [[Range<Int>]](repeating: [], count: workers)
        var owned = reduced
        /// Shares a range equally, cut at multiples of a cache line's floats.
        func reduce(_ range: Range<Int>) {
            let lines = (range.count + 15) / 16
            for worker in 0..<workers {
                let first = range.lowerBound + min(range.count, lines * worker / workers * 16)
                let end = range.lowerBound + min(range.count, lines * (worker + 1) / workers * 16)
                if first < end { reduced[worker].append(first..<end) }
            }
        }
        var start = 0
        for (index, plan) in layers.enumerated() where !plan.kernelSlices.isEmpty {
            let kernel = network.parameter(layer: index, role: .kernel)
            reduce(start..<kernel.offset)
            for (worker, slice) in plan.kernelSlices.enumerated() where !slice.isEmpty {
                owned[worker].append(kernel.offset + slice.lowerBound..<kernel.offset + slice.upperBound)
            }
            start = kernel.offset + kernel.count
        }
        reduce(start..<network.trainableCount)
        return (reduced, owned)
    }

    /// What the workers of each layer share.
    func sharedBuffers(of network: Network) -> [SharedBuffers?] {
        network.specification.layers.indices.map { index in
            network.specification.layers[index].layer.sharedBuffers(in: network.surroundings(of: index), for: team)
        }
    }

    /// How many images a layer is given at a time.
    public func imagesAtATime(layer: Int) -> Int { layer < firstWhole ? min(chunk, team.share) : team.share }

    /// Whether a layer hands its output straight to the one behind.
    public func handsOver(layer: Int) -> Bool { handsOver[layer] }
}
