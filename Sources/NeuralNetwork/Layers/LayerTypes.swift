/// The types of layers there are.
public enum LayerTypes {
    /// One line a type, in the order in which they are offered.
    public static let all: [any Layer.Type] = [
        Dense.self,
        Convolution.self,
        MaxPooling.self,
        AveragePooling.self,
        GlobalAveragePooling.self,
        Dropout.self,
        Flatten.self,
        BatchNormalization.self,
        ActivationLayer.self,
        LeakyReLU.self,
    ]
}
