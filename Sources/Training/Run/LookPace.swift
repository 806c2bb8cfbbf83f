/// After which batches to look at the clock, and after which to add a point to the training curve.
///
/// Points come after fixed batches of an epoch, about fifty of them, so that the curve of a run does not depend on how fast
/// it is. The clock is read a few dozen times a second, however fast the steps are.
package struct LookPace: Sendable {
    private let stepsPerPoint: Int
    private var stepsPerLook = 1
    private var nextLook = 0
    private var lastLookAt = 0.0

    package init(stepsPerEpoch: Int) { stepsPerPoint = max(1, stepsPerEpoch / 50) }

    package mutating func beginEpoch() { nextLook = 0 }

    /// Whether a stretch of the curve ends after the `batch`th batch of an epoch, counted from 1.
    package func endsStretch(after batch: Int) -> Bool { (batch - 1).isMultiple(of: stepsPerPoint) }

    /// Whether to look at the clock after the `batch`th batch of an epoch, counted from 1.
    package func isDue(after batch: Int) -> Bool { batch >= nextLook || endsStretch(after: batch) }

    /// The clock was looked at.
    package mutating func looked(at now: Double, after batch: Int) {
        if now - lastLookAt < 0.01 { stepsPerLook = min(stepsPerLook * 2, 4_096) }
        if now - lastLookAt > 0.03 { stepsPerLook = max(stepsPerLook / 2, 1) }
        lastLookAt = now
        nextLook = batch + stepsPerLook
    }
}
