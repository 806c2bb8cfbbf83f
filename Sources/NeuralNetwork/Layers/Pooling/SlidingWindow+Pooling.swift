extension SlidingWindow {
    /// The settings of a pooling layer, the same for every kind.
    static func poolingSettings<L: Layer>(
        _ size: WritableKeyPath<L, Int> & Sendable, _ stride: WritableKeyPath<L, Int> & Sendable,
        _ padding: WritableKeyPath<L, Padding> & Sendable
    ) -> [LayerSetting] {
        [
            .integer(
                "size", size, in: sizes, default: nil, keras: "pool_size", help: "pixels along a side of the window"),
            .integer(
                "stride", stride, in: sizes, fallback: .sameAs("size"), keras: "strides",
                help: "pixels that the window moves on: 2 halves the image"),
            .choice("padding", padding, default: .valid, help: "same: windows may reach over the border; valid: not"),
        ]
    }

    /// The shape behind a pooling layer.
    static func pooledShape(
        _ input: ImageShape, _ window: (ImageShape) -> SlidingWindow
    ) throws(LayerError) -> ImageShape {
        guard !input.isFlat else { throw LayerError("pooling needs an image, not \(input.dimensions)") }
        let window = window(input)
        try window.check("size")
        return ImageShape(height: window.outHeight, width: window.outWidth, channels: input.channels)
    }
}
