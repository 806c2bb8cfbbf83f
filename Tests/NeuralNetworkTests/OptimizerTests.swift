import NeuralNetwork
import Testing

/// Every rule against the weights that Keras 3 on TensorFlow 2.21 has after the same steps.
///
/// Two images, (1, 0.2) of class 1 and (0.4, 0.8) of class 2, a dense layer of three logits, mean cross-entropy.
@Suite struct OptimizerTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var optimizer: OptimizerSpecification
        var learningRate: Double
        /// Kernel, then bias, after one step and after five.
        var first: [Float]
        var fifth: [Float]
        var testDescription: String { "\(optimizer)" }
    }

    static let cases = [
        Case(
            optimizer: .sgd(), learningRate: 0.1,
            first: [
                0.476756603, -0.217624679, 0.115868069, -1.010980964, 0.742382288, 0.081098691, 0.071479708,
                -0.179368675, 0.307888985,
            ],
            fifth: [
                0.393693894, -0.095435724, 0.076741792, -1.049669147, 0.70833075, 0.153838396, -0.029979322,
                -0.105920851, 0.335900187,
            ]),
        Case(
            optimizer: .sgd(momentum: 0.9), learningRate: 0.1,
            first: [
                0.476756603, -0.217624679, 0.115868069, -1.010980964, 0.742382288, 0.081098691, 0.071479708,
                -0.179368675, 0.307888985,
            ],
            fifth: [
                0.224744856, 0.152188003, -0.001932859, -1.128624916, 0.638771951, 0.302353084, -0.236566782,
                0.042466581, 0.394100219,
            ]),
        Case(
            optimizer: .sgd(momentum: 0.9, nesterov: true), learningRate: 0.1,
            first: [
                0.455837578, -0.188486904, 0.107649334, -1.020863891, 0.735526323, 0.097837508, 0.045811441,
                -0.160800472, 0.31498903,
            ],
            fifth: [
                0.171681896, 0.243983388, -0.040665228, -1.152623773, 0.598644316, 0.366479397, -0.300784826,
                0.085523032, 0.415261805,
            ]),
        Case(
            optimizer: .rmsprop(), learningRate: 0.01,
            first: [
                0.468377531, -0.218377382, 0.093379125, -1.031621456, 0.718379974, 0.09412232, 0.06837742,
                -0.168377593, 0.331620246,
            ],
            fifth: [
                0.397203654, -0.14497222, 0.015274651, -1.102002859, 0.642117262, 0.167132154, -0.0025459,
                -0.095945694, 0.397992522,
            ]),
        Case(
            optimizer: .adam(), learningRate: 0.01,
            first: [
                0.490000188, -0.240000159, 0.115000412, -1.009999633, 0.740000486, 0.072499767, 0.090000182,
                -0.190000221, 0.309999555,
            ],
            fifth: [
                0.450092256, -0.200033247, 0.074918054, -1.049885035, 0.699967444, 0.112452902, 0.050099231,
                -0.15005675, 0.349767447,
            ]),
        Case(
            optimizer: .adamW(weightDecay: 0.05), learningRate: 0.01,
            first: [
                0.489750206, -0.239875153, 0.114937909, -1.009499669, 0.739625514, 0.072468512, 0.089950182,
                -0.189900219, 0.30984956,
            ],
            fifth: [
                0.448893428, -0.19945921, 0.074656822, -1.047338724, 0.698144615, 0.112247385, 0.049899045,
                -0.149607703, 0.348971903,
            ]),
    ]

    @Test(arguments: cases)
    func stepsLikeKeras(rule: Case) throws {
        let network = try Network(
            NetworkSpecification(
                inputShape: [1, 2, 1],
                layers: [
                    LayerSpecification(name: "flatten", layer: .flatten),
                    LayerSpecification(name: "logits", layer: .dense(units: 3)),
                ]))
        let images = TestImages(pixels: [255, 51, 102, 204], labels: [1, 2], shape: [1, 2, 1])
        for workers in [1, 2] {
            let engine = TrainingEngine(
                network: network,
                weights: NetworkWeights(trainable: [0.5, -0.25, 0.125, -1, 0.75, 0.0625, 0.1, -0.2, 0.3]),
                optimizer: rule.optimizer, batchCapacity: 2, workers: workers, seed: 1)
            engine.learningRate = rule.learningRate
            for step in 1...5 {
                try engine.step(images)
                guard let expected = [1: rule.first, 5: rule.fifth][step] else { continue }
                for (found, wanted) in zip(engine.copyWeights().trainable, expected) {
                    #expect(abs(found - wanted) < 2e-6, "step \(step): \(found) instead of \(wanted)")
                }
            }
            #expect(engine.iteration == 5)
        }
    }

    @Test func namesAndMoments() {
        for (name, moments) in [("sgd", 0), ("rmsprop", 1), ("adam", 2), ("adamw", 2)] {
            #expect(OptimizerSpecification(name: name)?.name == name)
            #expect(OptimizerSpecification(name: name)?.momentCount == moments)
        }
        #expect(OptimizerSpecification.sgd(momentum: 0.9).momentCount == 1)
        #expect(OptimizerSpecification(name: "adagrad") == nil)
    }
}
