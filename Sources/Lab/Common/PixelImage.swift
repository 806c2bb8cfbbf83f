import Datasets
import TerminalUI

/// Test images as pictures of the toolkit.
enum PixelImage {
    /// Image `index` of a set, or `nil` where there is none.
    static func raster(_ index: Int, of images: ImageSet) -> Raster? {
        guard images.labels.indices.contains(index) else { return nil }
        return images.withUnsafePixels { pixels in
            let start = index * ImageSet.pixelsPerImage
            return Raster(
                width: ImageSet.side, height: ImageSet.side,
                bytes: UnsafeBufferPointer(rebasing: pixels[start..<start + ImageSet.pixelsPerImage]))
        }
    }

    /// The grey levels of image `index` from 0 to 1, as a network takes them.
    static func levels(_ index: Int, of images: ImageSet) -> [Float]? {
        guard images.labels.indices.contains(index) else { return nil }
        return images.image(at: index).map { Float($0) / 255 }
    }
}
