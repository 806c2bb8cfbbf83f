/// A drawing written as the keys and mouse moves that make it, such as `Space Right*9 Down*14 Space`.
///
/// Words are separated by white space; `*N` repeats a key.
/// - Keys: `Up Down Left Right` or `k j h l`; the diagonals `Home PgUp End PgDn` (also `UpLeft UpRight DownLeft DownRight`);
///   `Space` pen down and up, `e` eraser, `c` clear, `u` undo, `C-r` redo, `[` `]` pen size.
/// - Mouse: `click:x,y`, `drag:x1,y1,x2,y2,…` and `erase:x1,y1,…` through pixels, fractions allowed, 0 to 27.
/// - For whoever replays it: `n` switches normalising, `t:INDEX` puts that test digit on the canvas.
public struct KeyScript: Sendable, Equatable, CustomStringConvertible {
    /// The most steps a script may unfold to.
    public static let stepLimit = 200_000

    public let steps: [Step]

    /// A script of keys alone.
    public init(keys: [DrawingKey]) {
        steps = keys.map(Step.key)
    }

    /// Reads a script.
    ///
    /// - Throws: `KeyScriptError` with the word, where it stands and what is wrong with it.
    public init(_ text: String) throws(KeyScriptError) {
        steps = try Self.parse(text)
    }

    /// The commands for the canvas, without the steps meant for the screen.
    public var canvasCommands: [CanvasCommand] { steps.compactMap(\.canvasCommand) }

    /// The script as text that reads back as the same steps, runs of a key folded.
    public var description: String {
        var words: [String] = []
        var index = 0
        while index < steps.count {
            var next = index + 1
            if case .key = steps[index] {
                while next < steps.count, steps[next] == steps[index] { next += 1 }
            }
            if case .mouse(.beginStroke(let point, let erasing)) = steps[index] {
                var points = [point]
                while next < steps.count, case .mouse(.strokeTo(let further)) = steps[next] {
                    points.append(further)
                    next += 1
                }
                if next < steps.count, steps[next] == .mouse(.endStroke) { next += 1 }
                let name = erasing ? "erase" : points.count == 1 ? "click" : "drag"
                words.append(name + ":" + points.map { "\($0.x),\($0.y)" }.joined(separator: ","))
            } else {
                let word = Self.word(for: steps[index])
                words.append(next - index > 1 ? "\(word)*\(next - index)" : word)
            }
            index = next
        }
        return words.joined(separator: " ")
    }
}
