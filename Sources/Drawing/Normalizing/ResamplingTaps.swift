/// For every new pixel along one axis, which old ones it is made of and in what shares.
struct ResamplingTaps {
    /// The number of new pixels.
    let count: Int
    /// Where each new pixel's taps start, and at the end their number, `[count + 1]`.
    private(set) var first: [Int] = [0]
    private(set) var indices: [Int] = []
    private(set) var weights: [Float] = []

    init(source: Range<Int>, scale: Float, limit: Int) {
        let length = Float(source.count) * scale
        // Rounding must not turn 20.000002 into 21 pixels.
        count = min(limit, max(1, Int((length - 1e-3).rounded(.up))))
        let margin = (Float(count) - length) / 2
        for pixel in 0..<count {
            let from = (Float(pixel) - margin) / scale
            let to = (Float(pixel) + 1 - margin) / scale
            if scale > 1 {
                let centre = (from + to) / 2 - 0.5
                let lower = Int(centre.rounded(.down))
                let share = centre - Float(lower)
                add(lower, weight: 1 - share, source: source)
                add(lower + 1, weight: share, source: source)
            } else {
                for index in Int(from.rounded(.down))..<max(Int(from.rounded(.down)), Int(to.rounded(.up))) {
                    let overlap = min(to, Float(index + 1)) - max(from, Float(index))
                    add(index, weight: overlap * scale, source: source)
                }
            }
            first.append(indices.count)
        }
    }

    /// Shrinks all of `length` pixels: the new ones cover the old ones exactly, and the weights of each add up to 1.
    init(covering length: Int, scale: Float) {
        count = max(1, Int((Float(length) * scale).rounded()))
        let step = Double(length) / Double(count)
        for pixel in 0..<count {
            let from = Double(pixel) * step
            let to = min(Double(length), from + step)
            for index in Int(from)..<max(Int(from) + 1, Int(to.rounded(.up))) where index < length {
                let overlap = min(to, Double(index + 1)) - max(from, Double(index))
                guard overlap > 1e-9 else { continue }
                indices.append(index)
                weights.append(Float(overlap / (to - from)))
            }
            first.append(indices.count)
        }
    }

    private mutating func add(_ index: Int, weight: Float, source: Range<Int>) {
        guard index >= 0, index < source.count, weight > 1e-5 else { return }
        indices.append(source.lowerBound + index)
        weights.append(weight)
    }
}
