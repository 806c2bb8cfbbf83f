/// The answers to all digits of one picture, in reading order.
struct PicturePrediction {
    /// The picture's file.
    var source: String
    /// One or more.
    var digits: [Prediction]

    func write(asJSON: Bool) throws(OutputError) {
        let output = Output.standard
        if asJSON { return try output.line(json.text) }
        guard digits.count > 1 else { return try output.lines(digits.flatMap { $0.lines(for: output) }) }
        let answers = digits.map(\.answerName).joined(separator: " ")
        var lines = ["\(source): \(digits.count) digits in this picture, from left to right \(answers)"]
        for (index, digit) in digits.enumerated() {
            var digit = digit
            digit.source = "digit \(index + 1)"
            lines += [""] + digit.lines(for: output)
        }
        try output.lines(lines)
    }

    /// The answer stands in the object itself where there is one digit; `digits` has all of them with their places.
    private var json: JSON {
        let only = digits.count == 1 ? digits.first : nil
        let members =
            only?.members
            ?? ["prediction", "class", "confidence", "label", "probabilities"].map { ($0, JSON.null) }
        let all = digits.map { digit in
            var members = digit.members.filter { $0.0 != "label" }
            if let place = digit.place {
                members += [
                    ("x", .integer(place.columns.lowerBound)), ("y", .integer(place.rows.lowerBound)),
                    ("width", .integer(place.columns.count)), ("height", .integer(place.rows.count)),
                ]
            }
            return JSON.object(members)
        }
        return .object([("file", .string(source))] + members + [("digits", .array(all))])
    }
}
