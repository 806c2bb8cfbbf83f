import CNCurses

/// Pairs of foreground and background handed out as they are needed; the least recently used is taken back.
struct ColorPairs {
    private struct Entry {
        var pair: Int32
        var frame: Int
    }

    private var entries: [Int64: Entry] = [:]
    private var next: Int32 = 1
    private let limit: Int32
    private var frame = 0

    /// - Parameter limit: how many pairs the terminal has, number 0 being its own colours.
    init(limit: Int) { self.limit = Int32(min(limit, 32_767)) }

    mutating func beginFrame() { frame += 1 }

    /// The pair for two colours; `nil` where all pairs are in use on this very frame.
    mutating func pair(_ foreground: Int32, _ background: Int32) -> Int32? {
        if foreground < 0 && background < 0 { return 0 }
        let key = Int64(foreground) << 32 | Int64(UInt32(bitPattern: background))
        if var entry = entries[key] {
            if entry.frame != frame {
                entry.frame = frame
                entries[key] = entry
            }
            return entry.pair
        }
        var pair = next
        if next < limit {
            next += 1
        } else {
            guard let oldest = entries.min(by: { $0.value.frame < $1.value.frame }), oldest.value.frame < frame else {
                return nil
            }
            pair = oldest.value.pair
            entries[oldest.key] = nil
        }
        cnc_set_pair(pair, foreground, background)
        entries[key] = Entry(pair: pair, frame: frame)
        return pair
    }
}
