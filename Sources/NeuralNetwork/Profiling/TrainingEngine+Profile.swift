extension TrainingEngine {
    /// Puts a stopwatch around every layer until ``endProfiling()``.
    ///
    /// The stopwatches cost some 50 ns a layer and call. What the layers' times miss to the whole time of the steps went
    /// into gathering images, the loss, summing gradients, the optimizer and waiting.
    public func startProfiling() {
        for worker in workers {
            worker.operations = worker.operations.map(ProfiledOperation.init)
        }
    }

    /// Takes the stopwatches away again.
    ///
    /// - Returns: What they show: one entry a layer, in order.
    public func endProfiling() -> [LayerProfile] {
        let count = Double(workers.count)
        var isFirst = true
        let profiles = network.layers.indices.map { index in
            let layer = network.layers[index]
            let own = workers.compactMap { $0.operations[index] as? ProfiledOperation }
            // The first layer with weights passes no gradient on.
            let backward = layer.forwardFLOPs * (isFirst ? 1 : 2)
            if layer.forwardFLOPs > 0 { isFirst = false }
            return LayerProfile(
                name: layer.name, type: layer.type, forwardSeconds: own.reduce(0) { $0 + $1.forwardSeconds } / count,
                backwardSeconds: own.reduce(0) { $0 + $1.backwardSeconds } / count, forwardFLOPs: layer.forwardFLOPs,
                backwardFLOPs: backward)
        }
        for worker in workers {
            worker.operations = worker.operations.map { ($0 as? ProfiledOperation)?.operation ?? $0 }
        }
        return profiles
    }
}
