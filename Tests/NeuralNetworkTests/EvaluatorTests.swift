import NeuralNetwork
import Testing

/// Whole sets are answered alike by the evaluator, the engine in training, and image by image.
@Suite struct EvaluatorTests {
    @Test(arguments: 0..<4, [1, 2, 3])
    func answersAsTheEngine(index: Int, workers: Int) {
        let network = [
            DeterminismTests.network, DeterminismTests.large, DeterminismTests.pixels, DeterminismTests.dropped,
        ][index]
        let weights = network.scatteredWeights(seed: 8)
        let images = TestImages(count: 173, shape: network.specification.inputShape, classes: 10, seed: 5)
        let engine = TrainingEngine(
            network: network, weights: weights, optimizer: .sgd(), batchCapacity: 12, workers: workers, seed: 1)
        let evaluator = Evaluator(network: network, weights: weights, workers: workers)
        let found = images.pixels.withUnsafeBufferPointer { pixels in
            images.labels.withUnsafeBufferPointer { labels in
                evaluator.evaluate(images: pixels.baseAddress!, labels: labels.baseAddress!, count: images.count)
            }
        }
        let expected = engine.evaluate(images)
        #expect(found.predictions == expected.predictions && found.accuracy == expected.accuracy)
        #expect(abs(found.loss - expected.loss) < 1e-5 * max(1, expected.loss))
        let classifier = Classifier(network: network, weights: weights)
        for image in stride(from: 0, to: images.count, by: 17) {
            let probabilities = classifier.probabilities(of: images.floats(image))
            let best = probabilities.indices.max { probabilities[$0] < probabilities[$1] }
            #expect(best == Int(found.predictions[image]))
            #expect(abs(probabilities.max()! - found.confidences[image]) < 1e-4)
        }
    }

    @Test func otherWeights() {
        let network = DeterminismTests.pixels
        let images = TestImages(count: 40, shape: network.specification.inputShape, classes: 10, seed: 5)
        let evaluator = Evaluator(network: network, weights: network.initialWeights(seed: 1), workers: 2)
        func loss() -> Double {
            images.pixels.withUnsafeBufferPointer { pixels in
                images.labels.withUnsafeBufferPointer { labels in
                    evaluator.evaluate(images: pixels.baseAddress!, labels: labels.baseAddress!, count: 40).loss
                }
            }
        }
        let first = loss()
        evaluator.setWeights(network.initialWeights(seed: 2))
        #expect(loss() != first)
        evaluator.setWeights(network.initialWeights(seed: 1))
        #expect(loss() == first)
    }

    /// Worked out by hand: class 0 twice right; class 1 once right, once taken for 2; nobody answered class 3.
    @Test func confusionMatrix() {
        let matrix = ConfusionMatrix(
            labels: [0, 1, 0, 1, 2] as [UInt8], predictions: [0, 1, 0, 2, 2] as [UInt8], classCount: 4)
        #expect(matrix.counts == [[2, 0, 0, 0], [0, 1, 1, 0], [0, 0, 1, 0], [0, 0, 0, 0]])
        #expect((0..<4).map(matrix.support) == [2, 2, 1, 0])
        #expect((0..<4).map(matrix.precision) == [1, 1, 0.5, nil])
        #expect((0..<4).map(matrix.recall) == [1, 0.5, 1, nil])
    }
}
