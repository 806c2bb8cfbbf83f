/// Images a second over about the last second of training.
struct RateMeter: Sendable {
    private var samples: [(seconds: Double, images: Int)] = []
    /// `nil` before two moments were noted.
    private(set) var rate: Double?

    init() { samples.reserveCapacity(32) }

    /// Notes how many images were trained on after so many seconds of training.
    mutating func note(seconds: Double, images: Int) {
        if let last = samples.last, seconds - last.seconds < 0.04 { return }
        while samples.count > 2, let first = samples.first, seconds - first.seconds > 1.1 { samples.removeFirst() }
        if let first = samples.first, seconds > first.seconds {
            rate = Double(images - first.images) / (seconds - first.seconds)
        }
        samples.append((seconds, images))
    }
}
