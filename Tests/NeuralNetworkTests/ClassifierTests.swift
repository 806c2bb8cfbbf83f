import Foundation
import NeuralNetwork
import Testing

@Suite struct ClassifierTests {
    /// One image at a time gives what the engine finds for the whole set.
    @Test func agreesWithEvaluation() throws {
        let network = DeterminismTests.network
        let images = DeterminismTests.images
        let engine = DeterminismTests.engine(workers: 2)
        for batch in DeterminismTests.batches { try engine.step(images, batch) }
        let evaluation = engine.evaluate(images)
        let classifier = Classifier(network: network, weights: network.initialWeights(seed: 1))
        classifier.setWeights(engine.copyWeights())
        var right = 0
        var loss = 0.0
        for index in 0..<images.count {
            let probabilities = classifier.probabilities(of: images.floats(index))
            let bytes = images.pixels.withUnsafeBufferPointer {
                classifier.probabilities(of: $0.baseAddress! + index * images.imageSize)
            }
            for (a, b) in zip(probabilities, bytes) { #expect(abs(a - b) < 1e-5) }
            #expect(abs(probabilities.reduce(0, +) - 1) < 1e-5)
            let answer = Int(evaluation.predictions[index])
            #expect(abs(probabilities[answer] - evaluation.confidences[index]) < 1e-5)
            #expect(probabilities.max()! < probabilities[answer] + 1e-5)
            if answer == Int(images.labels[index]) { right += 1 }
            loss -=
                ReferenceNetwork.logProbabilities(probabilities.map { Double($0) }.map { log($0) })[
                    Int(images.labels[index])]
        }
        #expect(evaluation.accuracy == Double(right) / Double(images.count))
        #expect(abs(evaluation.loss - loss / Double(images.count)) < 1e-5)
    }

    @Test func lastActivationsAreLogits() {
        let network = DeterminismTests.network
        let classifier = Classifier(network: network, weights: network.scatteredWeights(seed: 2))
        let pixels = DeterminismTests.images.floats(3)
        let logits = classifier.activations(of: pixels).last!.values.map(Double.init)
        let expected = ReferenceNetwork.logProbabilities(logits)
        for (a, b) in zip(classifier.probabilities(of: pixels), expected) { #expect(abs(log(Double(a)) - b) < 1e-5) }
    }

    /// The loss and the count that a step reports are those of the weights before it.
    @Test func stepReportsTheLossBefore() throws {
        let layers = [
            LayerSpecification(name: "flatten", layer: .flatten),
            LayerSpecification(name: "hidden", layer: .dense(units: 30, activation: .relu)),
            LayerSpecification(name: "logits", layer: .dense(units: 10)),
        ]
        let network = try Network(NetworkSpecification(inputShape: [14, 13, 1], layers: layers))
        let images = DeterminismTests.images
        let engine = TrainingEngine(
            network: network, weights: network.initialWeights(seed: 4), optimizer: .sgd(), batchCapacity: 60,
            workers: 2, seed: 1)
        engine.learningRate = 0.1
        for _ in 0..<3 {
            let before = engine.evaluate(images)
            let step = try engine.step(images)
            #expect(step.count == 60)
            #expect(abs(step.lossSum / 60 - before.loss) < 1e-5)
            #expect(step.correct == Int((before.accuracy * 60).rounded()))
        }
    }
}
