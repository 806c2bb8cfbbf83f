/// In which order the engine keeps the numbers of a tensor. ``NetworkWeights``, files and people have Keras's, always.
public enum ParameterOrder: Sendable, Equatable, CustomStringConvertible {
    /// As Keras has them.
    case keras
    /// A convolution's kernel as `[out, in, height, width]`.
    case filtersFirst
    /// A dense kernel, or a value a unit, whose rows are the pixels of this image, one channel's plane after the other.
    case channelsFirst(ImageShape)
    /// A dense kernel as `[out, in]`, its inputs in the order of the image where there is one.
    case outputsFirst(ImageShape?)

    public var description: String {
        switch self {
        case .keras: "as Keras"
        case .filtersFirst: "[out, in, h, w]"
        case .channelsFirst: "[in by channel, out]"
        case .outputsFirst(nil): "[out, in]"
        case .outputsFirst: "[out, in by channel]"
        }
    }

    /// For each element of a tensor of this shape, in Keras's order, its place here; `nil` where both agree.
    func places(shape: [Int]) -> [Int32]? {
        switch self {
        case .keras:
            return nil
        case .filtersFirst:
            let (height, width, inputs, outputs) = (shape[0], shape[1], shape[2], shape[3])
            var places: [Int32] = []
            places.reserveCapacity(height * width * inputs * outputs)
            for y in 0..<height {
                for x in 0..<width {
                    for input in 0..<inputs {
                        for output in 0..<outputs {
                            places.append(Int32(((output * inputs + input) * height + y) * width + x))
                        }
                    }
                }
            }
            return places
        case .channelsFirst(let image):
            let columns = shape.dropFirst().reduce(1, *)
            return Self.rows(image).flatMap { row in (0..<columns).map { Int32(row * columns + $0) } }
        case .outputsFirst(let image):
            let (inputs, outputs) = (shape[0], shape[1])
            let rows = image.map(Self.rows) ?? Array(0..<inputs)
            return rows.flatMap { row in (0..<outputs).map { Int32($0 * inputs + row) } }
        }
    }

    /// For each pixel and channel, in Keras's order, its place where one channel's plane follows the other.
    private static func rows(_ image: ImageShape) -> [Int] {
        var rows: [Int] = []
        rows.reserveCapacity(image.count)
        for y in 0..<image.height {
            for x in 0..<image.width {
                for channel in 0..<image.channels { rows.append((channel * image.height + y) * image.width + x) }
            }
        }
        return rows
    }
}
