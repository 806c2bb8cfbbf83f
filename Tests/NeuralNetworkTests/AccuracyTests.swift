import CKernels
import Foundation
import Testing

/// The polynomial exponential and what is built on it, against double precision.
@Suite struct AccuracyTests {
    private static let inputs: [Float] = (-6_000...6_000).map { Float($0) * 0.005 }

    private static func activate(_ values: [Float], _ code: ck_activation) -> [Float] {
        var x = values
        ck_bias_activation(&x, nil, 1, Int64(x.count), code)
        return x
    }

    @Test func sigmoid() {
        for (x, y) in zip(Self.inputs, Self.activate(Self.inputs, CK_ACTIVATION_SIGMOID)) {
            let exact = 1 / (1 + exp(-Double(x)))
            #expect(abs(Double(y) - exact) < 1e-6 * exact)
        }
        let far = Self.activate([-200, -100, 100, 200, -.infinity, .infinity], CK_ACTIVATION_SIGMOID)
        #expect(far[0] < 1e-37 && far[1] < 1e-37 && far[4] < 1e-37)
        #expect(far[2] == 1 && far[3] == 1 && far[5] == 1)
    }

    @Test func tanh() {
        let small: [Float] = (-400...400).map { Float($0) * 1e-4 } + [1e-20, -1e-30]
        let inputs = Self.inputs + small
        for (x, y) in zip(inputs, Self.activate(inputs, CK_ACTIVATION_TANH)) {
            let exact = Foundation.tanh(Double(x))
            #expect(abs(Double(y) - exact) <= 2e-6 * abs(exact), "tanh \(x)")
        }
        #expect(Self.activate([-1_000, 1_000, 0], CK_ACTIVATION_TANH) == [-1, 1, 0])
    }

    @Test func relu() {
        #expect(Self.activate([-1, 0, 2, -.infinity, 1e-30], CK_ACTIVATION_RELU) == [0, 0, 2, 0, 1e-30])
    }

    @Test func leakyRelu() {
        #expect(Self.activate([-10, 0, 2, -.infinity], CK_ACTIVATION_LEAKY_RELU) == [-2, 0, 2, -.infinity])
        #expect(Self.activate([.nan], CK_ACTIVATION_LEAKY_RELU)[0].isNaN)
    }

    @Test func activationGradients() {
        let y: [Float] = [0.25, 0.5, 0, 0.75, 1]
        for (code, slope) in [
            (CK_ACTIVATION_NONE, { _ in 1 }), (CK_ACTIVATION_RELU, { $0 > 0 ? 1 : 0 }),
            (CK_ACTIVATION_SIGMOID, { $0 * (1 - $0) }), (CK_ACTIVATION_TANH, { 1 - $0 * $0 }),
            (CK_ACTIVATION_LEAKY_RELU, { $0 > 0 ? 1 : 0.2 }),
        ] as [(ck_activation, (Float) -> Float)] {
            var gradient: [Float] = [3, 3, 3, 3, 3]
            ck_activation_gradient(y, &gradient, 5, code)
            #expect(gradient == y.map { 3 * slope($0) })
        }
    }

    @Test(arguments: [2, 3, 10, 16, 17, 100, 256])
    func softmax(classes: Int) {
        for spread in [0.01, 1, 10, 60] as [Float] {
            let logits = (0..<classes).map { Float(($0 * 37) % classes) / Float(classes) * spread - spread / 3 }
            let label = UInt8(classes / 2)
            var probabilities = [Float](repeating: 0, count: classes)
            var gradient = probabilities
            var prediction: UInt8 = 0
            var confidence: Float = 0
            var correct: Int64 = 0
            let loss = ck_softmax_cross_entropy(
                logits, [label], 1, Int64(classes), 0.25, &gradient, &probabilities, &prediction, &confidence, &correct)
            let exact = ReferenceNetwork.logProbabilities(logits.map(Double.init))
            for (index, log) in exact.enumerated() {
                // A logit far below the largest one is rounded where the two are subtracted.
                let p = exp(log)
                #expect(abs(Double(probabilities[index]) - p) < max(1e-6, -1.2e-7 * log) * p + 1e-37)
                let slope = 0.25 * (p - (index == Int(label) ? 1 : 0))
                #expect(abs(Double(gradient[index]) - slope) < 1e-6)
            }
            let largest = exact.max()!
            #expect(exact[Int(prediction)] == largest)
            #expect(abs(Double(confidence) - exp(largest)) < 1e-6)
            #expect(correct == (prediction == label ? 1 : 0))
            #expect(abs(loss + exact[Int(label)]) < 1e-5 * max(1, -exact[Int(label)]))
        }
    }

    /// Logits far apart, and not numbers at all: the loss must tell.
    @Test func extremeLogits() {
        var probabilities: [Float] = [0, 0]
        func loss(_ logits: [Float]) -> Double {
            ck_softmax_cross_entropy(logits, [0], 1, 2, 1, nil, &probabilities, nil, nil, nil)
        }
        #expect(abs(loss([-1e4, 1e4]) - 2e4) < 1)
        #expect(loss([1e4, -1e4]) == 0 && probabilities == [1, 0] || probabilities[1] < 1e-37)
        #expect(!loss([.nan, 0]).isFinite)
        #expect(!loss([0, .nan]).isFinite)
        #expect(!loss([.infinity, 0]).isFinite)
        #expect(!loss([-.infinity, 0]).isFinite)
    }

    @Test func bytesToFloats() {
        let bytes = (0...255).map { UInt8($0) }
        var floats = [Float](repeating: 0, count: 256)
        ck_bytes_to_floats(bytes, 256, &floats)
        for (byte, value) in zip(bytes, floats) { #expect(abs(Double(value) - Double(byte) / 255) < 1e-7) }
        #expect(floats[0] == 0 && floats[255] == 1)
    }

    @Test func finiteness() {
        var values = [Float](repeating: 1e38, count: 1_003)
        #expect(ck_all_finite(values, 1_003))
        for index in [0, 1, 15, 16, 511, 1_002] {
            for bad in [Float.nan, .infinity, -.infinity] {
                values[index] = bad
                #expect(!ck_all_finite(values, 1_003))
            }
            values[index] = 0
        }
    }

    @Test(arguments: [1, 2, 3, 5])
    func reduction(parts: Int) {
        let count = 1_001
        let arrays = (0..<parts).map { part in (0..<count).map { Float($0 % 97) * Float(part + 1) } }
        let pointers = arrays.map { array in
            let copy = UnsafeMutablePointer<Float>.allocate(capacity: count)
            copy.initialize(from: array, count: count)
            return copy
        }
        defer { for pointer in pointers { pointer.deallocate() } }
        let constant = pointers.map { Optional(UnsafePointer($0)) }
        // A slice in the middle, summed into the first part itself.
        #expect(ck_reduce(constant, Int64(parts), 100, 500, pointers[0]))
        let factor = Float(parts * (parts + 1) / 2)
        for index in 0..<count {
            let expected = (100..<600).contains(index) ? Float(index % 97) * factor : Float(index % 97)
            #expect(pointers[0][index] == expected)
        }
        pointers[parts - 1][800] = .infinity
        #expect(!ck_reduce(constant, Int64(parts), 700, 301, pointers[0]))
    }
}
