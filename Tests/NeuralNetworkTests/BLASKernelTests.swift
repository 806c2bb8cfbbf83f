import NeuralNetwork
import Testing

@Suite struct BLASKernelTests {
    @Test(
        arguments: [
            // A library that does not know the processor falls back to SSE3.
            ("Prescott", "SkylakeX", "SkylakeX"), ("Prescott", "Haswell", "Haswell"), ("Nehalem", "Haswell", "Haswell"),
            ("Core2", "SkylakeX", "SkylakeX"), ("Sandybridge", "Haswell", "Haswell"),
            // AVX2 kernels on a processor that has AVX-512.
            ("Haswell", "SkylakeX", "SkylakeX"), ("Zen", "SkylakeX", "SkylakeX"),
            // Good enough, or not known to be worse.
            ("Haswell", "Haswell", nil), ("Zen", "Haswell", nil), ("SkylakeX", "SkylakeX", nil),
            ("SkylakeX", "Haswell", nil), ("Cooperlake", "SkylakeX", nil), ("Sapphirerapids", "SkylakeX", nil),
            ("Prescott", nil, nil), ("ARMV8", nil, nil), ("NeoverseN1", nil, nil),
        ] as [(String, String?, String?)])
    func choice(current: String, preferred: String?, expected: String?) {
        #expect(BLASKernel.better(than: current, preferred: preferred) == expected)
    }

    @Test func loadedKernelHasAName() { #expect(!BLASKernel.current.isEmpty) }
}
