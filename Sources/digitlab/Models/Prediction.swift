/// A network's answer to one image.
struct Prediction {
    /// The file, or what stands for it.
    var source: String
    /// In the test set, where the image is from there.
    var index: Int?
    /// What the image shows, where that is known.
    var label: Int?
    var classNames: [String]
    var probabilities: [Float]

    /// The most probable class.
    var answer: Int { probabilities.indices.max { probabilities[$0] < probabilities[$1] } ?? 0 }

    func write(asJSON: Bool) throws(OutputError) {
        let output = Output.standard
        if asJSON { return try output.line(json.text) }
        try output.lines(lines(width: output.width))
    }

    var json: JSON {
        .object([
            (index == nil ? "file" : "index", index.map(JSON.integer) ?? .string(source)),
            ("prediction", .integer(answer)), ("class", .string(name(answer))),
            ("confidence", .rounded(Double(probabilities[answer]))),
            ("label", .optional(label)),
            ("probabilities", .array(probabilities.map { .rounded(Double($0)) })),
        ])
    }

    func lines(width: Int) -> [String] {
        var title = "\(source): \(name(answer)), \(Figures.percent(Double(probabilities[answer])))"
        if let label { title += label == answer ? " (right)" : " (wrong, it is \(name(label)))" }
        return [title] + ProbabilityBars.lines(probabilities, classNames: classNames, width: width)
    }

    private func name(_ index: Int) -> String { index < classNames.count ? classNames[index] : String(index) }
}
