/// Ink that hangs together: a stroke, a speck, a line, a frame.
struct Patch {
    /// Its number in the ``PatchMap``, from 1.
    var label: Int32
    /// The smallest rectangle around it, ends excluded.
    var x: Range<Int>
    var y: Range<Int>
    /// Its pixels.
    var area: Int
    /// The sum of its ink in grey levels.
    var mass: Float
    /// Pixels on the picture's left, right, top and bottom edge.
    var contact: (left: Int, right: Int, top: Int, bottom: Int)

    /// The longer side of the rectangle.
    var longest: Int { max(x.count, y.count) }
    /// Pixels on the picture's edge, on all sides together.
    var contactLength: Int { contact.left + contact.right + contact.top + contact.bottom }

    /// Pixels between the rectangles, the larger of both directions; 0 where they overlap.
    func gap(to other: Patch) -> Int {
        max(
            0, other.x.lowerBound - x.upperBound, x.lowerBound - other.x.upperBound,
            other.y.lowerBound - y.upperBound, y.lowerBound - other.y.upperBound)
    }
}
