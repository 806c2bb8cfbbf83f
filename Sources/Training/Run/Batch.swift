/// One mini-batch as the engine takes it: a set of images, and which of them.
///
/// The pointers stay valid until the ``BatchSource`` that gave the batch goes away or begins another epoch.
package struct Batch {
    /// `[n, 784]` bytes of the whole set.
    package var images: UnsafePointer<UInt8>
    /// `[n]` classes.
    package var labels: UnsafePointer<UInt8>
    /// `[count + following]` positions in the set.
    package var indices: UnsafePointer<Int32>
    package var count: Int
    /// Indices behind these, of the mini-batches to come, whose images the engine fetches ahead.
    package var following: Int
}
