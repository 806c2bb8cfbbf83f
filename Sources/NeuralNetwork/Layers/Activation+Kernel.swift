extension Optional<Activation> {
    /// The number by which the C kernels know it.
    var kernelCode: Int32 {
        switch self {
        case nil: 0
        case .relu: 1
        case .sigmoid: 2
        case .tanh: 3
        }
    }
}
