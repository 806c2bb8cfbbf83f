import CKernels

extension Optional<Activation> {
    /// What the C kernels call it.
    var kernelCode: ck_activation {
        switch self {
        case nil, .identity: CK_ACTIVATION_NONE
        case .relu: CK_ACTIVATION_RELU
        case .sigmoid: CK_ACTIVATION_SIGMOID
        case .tanh: CK_ACTIVATION_TANH
        case .leakyReLU: CK_ACTIVATION_LEAKY_RELU
        }
    }
}
