import Drawing

/// A network's answer to one digit.
struct Prediction {
    /// The file, or what stands for it.
    var source: String
    /// In the test set, where the image is from there.
    var index: Int?
    /// What the image shows, where that is known.
    var label: Int?
    var classNames: [String]
    var probabilities: [Float]
    /// What the network saw.
    var seen: GrayImage?
    /// Where in a picture the digit was found.
    var place: FoundDigit?

    /// The most probable class.
    var answer: Int { probabilities.indices.max { probabilities[$0] < probabilities[$1] } ?? 0 }
    /// The answer's name.
    var answerName: String { name(answer) }

    func write(asJSON: Bool) throws(OutputError) {
        let output = Output.standard
        if asJSON { return try output.line(json.text) }
        try output.lines(lines(for: output))
    }

    var json: JSON {
        .object([(index == nil ? "file" : "index", index.map(JSON.integer) ?? .string(source))] + members)
    }

    /// The answer's own members of a JSON object.
    var members: [(String, JSON)] {
        [
            ("prediction", .integer(answer)), ("class", .string(answerName)),
            ("confidence", .rounded(Double(probabilities[answer]))),
            ("label", .optional(label)),
            ("probabilities", .array(probabilities.map { .rounded(Double($0)) })),
        ]
    }

    /// The answer and the bars; before a person's eyes also what the network saw, where the window is wide enough for it.
    func lines(for output: Output) -> [String] {
        let width = output.width
        guard output.isTerminal, let seen, width >= PixelText.widthBeside + 30 else { return lines(width: width) }
        let bars = ProbabilityBars.lines(probabilities, classNames: classNames, width: width - PixelText.widthBeside)
        return [title] + PixelText.lines(seen, beside: bars)
    }

    func lines(width: Int) -> [String] {
        [title] + ProbabilityBars.lines(probabilities, classNames: classNames, width: width)
    }

    private var title: String {
        var title = "\(source): \(answerName), \(Figures.percent(Double(probabilities[answer])))"
        if let label { title += label == answer ? " (right)" : " (wrong, it is \(name(label)))" }
        return title
    }

    private func name(_ index: Int) -> String { index < classNames.count ? classNames[index] : String(index) }
}
