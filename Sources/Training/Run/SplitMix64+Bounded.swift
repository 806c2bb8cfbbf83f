import NeuralNetwork

extension SplitMix64 {
    /// A number in `0..<bound`, by multiplication (Lemire 2019) with his rejection of the uneven rest.
    package mutating func next(below bound: UInt32) -> UInt32 {
        precondition(bound > 0, "no number lies below 0")
        while true {
            let product = UInt64(UInt32(truncatingIfNeeded: next() >> 32)) &* UInt64(bound)
            let low = UInt32(truncatingIfNeeded: product)
            // Only where the low half is small can the value be one of the overcounted ones.
            if low >= bound || low >= (0 &- bound) % bound { return UInt32(truncatingIfNeeded: product >> 32) }
        }
    }
}
