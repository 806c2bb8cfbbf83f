/// Images of a data set picked by index for one mini-batch.
public struct PickedImages {
    /// `[known]` positions in the set, of which the first `count` are meant.
    let indices: UnsafePointer<Int32>
    let count: Int
    let known: Int
    /// How far ahead images are fetched into the cache: shuffled, they lie anywhere in memory.
    let ahead: Int
}
