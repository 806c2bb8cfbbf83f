/// How a window slides over an image: TensorFlow's sizes and padding, the one place where they are worked out.
struct SlidingWindow: Equatable {
    /// Pixels along a side that a window may have.
    static let sizes = 1...28

    let input: ImageShape
    /// Rows and columns of the window.
    let height: Int
    let width: Int
    let stride: Int
    let padding: Padding
    /// Rows and columns of results.
    let outHeight: Int
    let outWidth: Int
    /// Rows above the image and columns to the left of it that the first window begins with.
    let padTop: Int
    let padLeft: Int

    init(size: Int, stride: Int, padding: Padding, over input: ImageShape) {
        self.init(height: size, width: size, stride: stride, padding: padding, over: input)
    }

    init(height: Int, width: Int, stride: Int, padding: Padding, over input: ImageShape) {
        precondition(height >= 1 && width >= 1 && stride >= 1, "a window has a size and a stride")
        self.input = input
        self.height = height
        self.width = width
        self.stride = stride
        self.padding = padding
        (outHeight, padTop) = Self.place(height, over: input.height, stride, padding)
        (outWidth, padLeft) = Self.place(width, over: input.width, stride, padding)
    }

    /// Along one side: `same` has ⌈n / s⌉ results and max((⌈n / s⌉ − 1) · s + k − n, 0) zeros, the smaller half in front;
    /// `valid` ⌊(n − k) / s⌋ + 1 results and none.
    private static func place(
        _ size: Int, over count: Int, _ stride: Int, _ padding: Padding
    ) -> (results: Int, pad: Int) {
        switch padding {
        case .same:
            let results = (count + stride - 1) / stride
            return (results, max(0, (results - 1) * stride + size - count) / 2)
        case .valid:
            return (max(0, count - size + stride) / stride, 0)
        }
    }

    /// Whether the window stays inside the image where there is no padding.
    ///
    /// - Parameter name: What the window's size is called: `kernel`.
    func check(_ name: String) throws(LayerError) {
        guard padding == .valid, height > input.height || width > input.width else { return }
        throw LayerError(
            "\(name) \(max(height, width)) is larger than the \(input.height)×\(input.width) image: at most "
                + "\(min(input.height, input.width)) with padding valid; or use padding same")
    }
}
