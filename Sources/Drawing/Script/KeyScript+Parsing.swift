extension KeyScript {
    private static let namedKeys: [String: DrawingKey] = [
        "up": .up, "down": .down, "left": .left, "right": .right,
        "home": .upLeft, "upleft": .upLeft, "pgup": .upRight, "pageup": .upRight, "upright": .upRight,
        "end": .downLeft, "downleft": .downLeft, "pgdn": .downRight, "pagedown": .downRight, "downright": .downRight,
        "space": .character(" "),
    ]

    /// The name of a step that stands for itself.
    static func word(for step: Step) -> String {
        switch step {
        case .key(let key): word(for: key)
        case .toggleNormalization: "n"
        case .testDigit(let index): "t:\(index)"
        case .mouse(.strokeTo(let point)): "drag:\(point.x),\(point.y)"
        case .mouse: ""
        }
    }

    private static func word(for key: DrawingKey) -> String {
        switch key {
        case .up: "Up"
        case .down: "Down"
        case .left: "Left"
        case .right: "Right"
        case .upLeft: "Home"
        case .upRight: "PgUp"
        case .downLeft: "End"
        case .downRight: "PgDn"
        case .character(" "): "Space"
        case .character(let character): String(character)
        case .control(let character): "C-\(character)"
        }
    }

    static func parse(_ text: String) throws(KeyScriptError) -> [Step] {
        var steps: [Step] = []
        var position = 0
        for piece in text.split(omittingEmptySubsequences: false, whereSeparator: \.isWhitespace) {
            let start = position + 1
            position += piece.count + 1
            guard !piece.isEmpty else { continue }
            let word = String(piece)
            func failure(_ reason: KeyScriptError.Reason) -> KeyScriptError {
                KeyScriptError(word: word, position: start, reason: reason)
            }
            let found: [Step]
            switch result(of: word) {
            case .success(let read): found = read
            case .failure(let problem): throw failure(problem.reason)
            }
            guard steps.count + found.count <= stepLimit else { throw failure(.tooLong) }
            steps += found
        }
        return steps
    }

    private struct Problem: Error {
        let reason: KeyScriptError.Reason
    }

    private static func result(of word: String) -> Result<[Step], Problem> {
        if let colon = word.firstIndex(of: ":"), colon != word.startIndex {
            let arguments = word[word.index(after: colon)...]
            switch word[..<colon].lowercased() {
            case "t":
                guard let index = Int(arguments), index >= 0 else { return .failure(Problem(reason: .badIndex)) }
                return .success([.testDigit(index)])
            case "click": return mouse(arguments, points: 1...1, erasing: false)
            case "drag": return mouse(arguments, points: 2...4096, erasing: false)
            case "erase": return mouse(arguments, points: 1...4096, erasing: true)
            default: return .failure(Problem(reason: .unknownKey))
            }
        }
        var name = word[...]
        var count = 1
        if let star = word.lastIndex(of: "*"), star != word.startIndex {
            name = word[..<star]
            guard let number = Int(word[word.index(after: star)...]), (1...stepLimit).contains(number) else {
                return .failure(Problem(reason: key(named: name) == nil && name != "n" ? .unknownKey : .badCount))
            }
            count = number
        }
        if name == "n" { return .success(Array(repeating: .toggleNormalization, count: count)) }
        guard let key = key(named: name) else { return .failure(Problem(reason: .unknownKey)) }
        return .success(Array(repeating: .key(key), count: count))
    }

    /// Names in any case, single characters as they are; only keys that the canvas knows.
    private static func key(named name: Substring) -> DrawingKey? {
        let lowered = name.lowercased()
        var key = namedKeys[lowered]
        if key == nil, lowered.hasPrefix("c-"), lowered.count == 3, let last = lowered.last { key = .control(last) }
        if key == nil, name.count == 1, let only = name.first { key = .character(only) }
        guard let key, CanvasCommand(key: key) != nil else { return nil }
        return key
    }

    private static func mouse(
        _ arguments: Substring, points range: ClosedRange<Int>, erasing: Bool
    ) -> Result<[Step], Problem> {
        let problem = Problem(reason: .badCoordinates)
        let fields = arguments.split(separator: ",", omittingEmptySubsequences: false)
        guard fields.count.isMultiple(of: 2), range.contains(fields.count / 2) else { return .failure(problem) }
        var points: [Point] = []
        for pair in stride(from: 0, to: fields.count, by: 2) {
            guard let x = Float(fields[pair]), let y = Float(fields[pair + 1]) else { return .failure(problem) }
            let paper = 0...Float(Canvas.side - 1)
            guard paper.contains(x), paper.contains(y) else { return .failure(problem) }
            points.append(Point(x: x, y: y))
        }
        var steps: [Step] = [.mouse(.beginStroke(points[0], erasing: erasing))]
        for point in points.dropFirst() { steps.append(.mouse(.strokeTo(point))) }
        steps.append(.mouse(.endStroke))
        return .success(steps)
    }
}
