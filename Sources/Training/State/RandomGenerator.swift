/// A seeded generator of 64-bit numbers whose whole state is one value that can be saved: SplitMix64.
///
/// Steele, Lea & Flood, "Fast splittable pseudorandom number generators", 2014.
public struct RandomGenerator: RandomNumberGenerator, Sendable, Equatable, Codable {
    /// All that the next numbers depend on.
    public private(set) var state: UInt64

    public init(seed: UInt64) { state = seed }

    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number in `0..<bound`, by multiplication (Lemire 2019) with his rejection of the uneven rest.
    public mutating func next(below bound: UInt32) -> UInt32 {
        precondition(bound > 0, "no number lies below 0")
        while true {
            let product = UInt64(UInt32(truncatingIfNeeded: next() >> 32)) &* UInt64(bound)
            let low = UInt32(truncatingIfNeeded: product)
            // Only where the low half is small can the value be one of the overcounted ones.
            if low >= bound || low >= (0 &- bound) % bound { return UInt32(truncatingIfNeeded: product >> 32) }
        }
    }
}
