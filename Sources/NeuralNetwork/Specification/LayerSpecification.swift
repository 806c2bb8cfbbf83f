/// One layer as a plain value: what it computes and what it is called.
public struct LayerSpecification: Sendable, Equatable, Codable {
    /// What the layer computes.
    public enum Kind: Sendable, Equatable, Codable {
        /// `y = activation(x · kernel + bias)`: `[batch, in]` → `[batch, units]`.
        case dense(units: Int, activation: Activation? = nil, initializer: Initializer = .glorotUniform)
        /// A two-dimensional convolution with bias: `[batch, h, w, in]` → `[batch, h', w', filters]`.
        case convolution(
            filters: Int, kernel: Int, stride: Int = 1, padding: Padding = .same, activation: Activation? = nil,
            initializer: Initializer = .glorotUniform)
        /// The largest value of each `size` × `size` window, channel by channel.
        case maxPooling(size: Int, stride: Int, padding: Padding = .valid)
        /// Sets each unit to zero with probability `rate` while training and divides the others by 1 − rate.
        case dropout(rate: Float)
        /// `[batch, h, w, channels]` → `[batch, h · w · channels]`, in Keras's order (channels last).
        case flatten
        /// Normalises each unit (or channel) over the mini-batch, then scales by gamma and shifts by beta
        /// (Ioffe & Szegedy 2015); running averages stand in for the batch at inference.
        case batchNormalization(momentum: Float = 0.99, epsilon: Float = 0.001)
        /// An activation as a layer of its own, for use behind batch normalisation.
        case activation(Activation)
    }

    /// The layer's name; its parameters are called `name/kernel`, `name/bias`, `name/gamma` and so on.
    public var name: String
    public var kind: Kind

    public init(name: String, kind: Kind) {
        self.name = name
        self.kind = kind
    }
}
