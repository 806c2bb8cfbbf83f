import CAllocationCounter
import NeuralNetwork
import Testing

/// A training step asks for no memory, whatever the layers and the optimizer.
@Suite(
    .enabled(if: ac_is_available() && Build.isOptimized, "needs glibc, an optimised build and no sanitizer"))
struct AllocationTests {
    @Test func counterCounts() {
        ac_begin()
        let pointer = UnsafeMutablePointer<Int>.allocate(capacity: 100)
        pointer.initialize(to: 1)
        #expect(ac_end("openblas") > 0)
        pointer.deallocate()
    }

    /// Every worker does the same, on the calling thread, on another or on a fiber.
    @Test(
        arguments: [(1, 1), (2, 1), (2, 2), (3, 2), (3, 3)],
        [.sgd(), .sgd(momentum: 0.9, nesterov: true), .rmsprop(), .adam(), .adamW()] as [OptimizerSpecification])
    func stepAllocatesNothing(team: (workers: Int, threads: Int), optimizer: OptimizerSpecification) throws {
        let engine = DeterminismTests.engine(
            workers: team.workers, threads: team.threads, optimizer: optimizer)
        let images = DeterminismTests.images
        var most: Int64 = 0
        var correct = 0
        try images.pixels.withUnsafeBufferPointer { pixels in
            try images.labels.withUnsafeBufferPointer { labels in
                for (round, batch) in (DeterminismTests.batches + DeterminismTests.batches).enumerated() {
                    try batch.withUnsafeBufferPointer { indices in
                        ac_begin()
                        let result = try engine.step(
                            images: pixels.baseAddress!, labels: labels.baseAddress!, indices: indices.baseAddress!,
                            count: indices.count)
                        let allocations = ac_end("openblas")
                        correct += result.correct
                        // BLAS asks for its own buffers for some small shapes; those are left out.
                        if round >= DeterminismTests.batches.count { most = max(most, allocations) }
                    }
                }
            }
        }
        #expect(most == 0, "\(most) allocations in a step")
        #expect(correct <= 2 * DeterminismTests.batches.reduce(0) { $0 + $1.count })
    }

    @Test func settingWeightsOfAClassifierAllocatesNothing() {
        let network = DeterminismTests.network
        let weights = network.initialWeights(seed: 1)
        let classifier = Classifier(network: network, weights: weights)
        ac_begin()
        for _ in 0..<5 { classifier.setWeights(weights) }
        #expect(ac_end("openblas") == 0)
    }
}
