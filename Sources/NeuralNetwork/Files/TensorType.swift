/// The floating-point types that weights are read from; all become 32-bit floats.
enum TensorType: String {
    case float64 = "F64"
    case float32 = "F32"
    case float16 = "F16"
    /// The upper half of a 32-bit float.
    case bfloat16 = "BF16"

    /// Bytes of one number.
    var size: Int {
        switch self {
        case .float64: 8
        case .float32: 4
        case .float16, .bfloat16: 2
        }
    }

    /// Little-endian numbers as 32-bit floats; a 64-bit one that is too large becomes infinite.
    func values(_ bytes: UnsafeRawBufferPointer) -> [Float] {
        func map<Bits: FixedWidthInteger>(_: Bits.Type, _ value: (Bits) -> Float) -> [Float] {
            (0..<bytes.count / MemoryLayout<Bits>.size).map { index in
                value(
                    Bits(
                        littleEndian: bytes.loadUnaligned(
                            fromByteOffset: index * MemoryLayout<Bits>.size, as: Bits.self)))
            }
        }
        return switch self {
        case .float64: map(UInt64.self) { Float(Double(bitPattern: $0)) }
        case .float32: map(UInt32.self) { Float(bitPattern: $0) }
        case .float16: map(UInt16.self, Self.half)
        case .bfloat16: map(UInt16.self) { Float(bitPattern: UInt32($0) << 16) }
        }
    }

    /// IEEE 754's half precision: one sign bit, five of exponent (bias 15), ten of fraction.
    ///
    /// Swift's own `Float16` calls a routine that x86-64 has only since recent compilers.
    static func half(_ bits: UInt16) -> Float {
        let sign: Float = bits & 0x8000 == 0 ? 1 : -1
        let exponent = Int(bits >> 10 & 0x1F)
        let fraction = Float(bits & 0x3FF)
        switch exponent {
        case 0: return sign * fraction * 0x1p-24
        case 31: return fraction == 0 ? sign * .infinity : .nan
        default: return sign * Float(sign: .plus, exponent: exponent - 15, significand: 1 + fraction / 1024)
        }
    }
}
