/// A first layer that can take its images as the data set's bytes.
public protocol PixelReader: AnyObject {
    /// Whether ``append(image:_:)`` is how the images come.
    var readsBytes: Bool { get set }
    /// Whether each worker must be given the images of all workers while training, and which of their pixels it reads.
    var readsAllImages: Bool { get }
    var pixels: Range<Int> { get }
    /// Takes one image of a mini-batch, in order from 0.
    func append(image: Int, _ bytes: UnsafePointer<UInt8>)
    /// Takes the images of a mini-batch from the list of a whole data set.
    func take(_ picked: PickedImages, from listed: ListedImages)
}
