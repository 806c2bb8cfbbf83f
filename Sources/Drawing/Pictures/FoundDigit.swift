/// One digit of a picture, as the networks see it.
public struct FoundDigit: Sendable, Equatable {
    /// 28×28 grey levels, light ink on black, placed and sized as MNIST's digits are.
    public var image: GrayImage
    /// The columns of the picture that the ink covers, in its own pixels.
    public var columns: Range<Int>
    /// The rows of the picture that the ink covers.
    public var rows: Range<Int>
}
