/// How a convolution or a pooling window treats the border of its input, as TensorFlow defines it.
public enum Padding: String, Sendable, CaseIterable, Codable {
    /// Zeros around the input so that the output has ceil(size / stride) rows and columns; an odd extra row or column
    /// goes to the bottom and to the right.
    case same
    /// No padding: windows stay inside the input, floor((size − kernel) / stride) + 1 of them.
    case valid
}
