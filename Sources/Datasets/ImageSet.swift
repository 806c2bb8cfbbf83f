/// Images of 28×28 grey pixels with their labels, shape `[count, 784]`, one byte a pixel.
///
/// Copies share the pixels. Image `index` starts at `pixels + index * 784`, row by row, 0 background and 255 ink.
public struct ImageSet: Sendable {
    /// Rows and columns of every image.
    public static let side = 28
    /// Pixels of one image.
    public static let pixelsPerImage = side * side

    /// The labels, each below ``classCount``.
    public let labels: [UInt8]
    /// How many classes there are: 10 digits, or as many as the data set has names for.
    public let classCount: Int
    /// The memory that holds the pixels; keeps them alive.
    public let buffer: PixelBuffer
    private let firstImage: Int

    /// The number of images.
    public var count: Int { labels.count }

    /// Whether there is no image.
    public var isEmpty: Bool { labels.isEmpty }

    /// The first pixel of image 0; valid for as long as this set, a copy of it or its ``buffer`` lives.
    public var pixels: UnsafePointer<UInt8> { buffer.baseAddress + firstImage * Self.pixelsPerImage }

    init(buffer: PixelBuffer, firstImage: Int, labels: [UInt8], classCount: Int) {
        precondition((firstImage + labels.count) * Self.pixelsPerImage <= buffer.count, "more labels than images")
        self.buffer = buffer
        self.firstImage = firstImage
        self.labels = labels
        self.classCount = classCount
    }

    /// Makes a set from pixels in memory.
    ///
    /// - Parameters:
    ///   - pixels: `labels.count * 784` bytes, image after image.
    ///   - labels: one label an image, each below `classCount`.
    ///   - classCount: ten digits, where nothing else is said.
    /// - Throws: ``DatasetError/outOfMemory(bytes:)``.
    public init(pixels: [UInt8], labels: [UInt8], classCount: Int = Dataset.digitNames.count) throws(DatasetError) {
        precondition(pixels.count == labels.count * Self.pixelsPerImage, "\(labels.count) labels need 784 pixels each")
        precondition(labels.allSatisfy { $0 < classCount }, "labels are below \(classCount)")
        self.init(buffer: try PixelBuffer(pixels), firstImage: 0, labels: labels, classCount: classCount)
    }

    /// Lets `body` read all pixels, `count * 784` bytes, without copying them.
    public func withUnsafePixels<Result, Failure: Error>(
        _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try withExtendedLifetime(buffer) { () throws(Failure) in
            try body(UnsafeBufferPointer(start: pixels, count: count * Self.pixelsPerImage))
        }
    }

    /// A copy of one image's 784 pixels.
    public func image(at index: Int) -> [UInt8] {
        precondition(labels.indices.contains(index), "there is no image \(index) among \(count)")
        return withUnsafePixels { pixels in
            Array(pixels[index * Self.pixelsPerImage..<(index + 1) * Self.pixelsPerImage])
        }
    }

    /// The images in `range`, sharing the pixels.
    public subscript(range: Range<Int>) -> ImageSet {
        precondition(range.lowerBound >= 0 && range.upperBound <= count, "there is no range \(range) among \(count)")
        return ImageSet(
            buffer: buffer, firstImage: firstImage + range.lowerBound, labels: Array(labels[range]),
            classCount: classCount)
    }

    /// The first `length` images, or all where there are fewer, sharing the pixels.
    public func prefix(_ length: Int) -> ImageSet { self[0..<min(max(length, 0), count)] }

    /// How many images there are of each class, `[classCount]`.
    public var countsPerClass: [Int] {
        var counts = [Int](repeating: 0, count: classCount)
        for label in labels { counts[Int(label)] += 1 }
        return counts
    }
}
