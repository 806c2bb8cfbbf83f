/// The ten probabilities of one image as lines of text, the winner marked.
enum ProbabilityBars {
    static func lines(_ probabilities: [Float], classNames: [String], width: Int) -> [String] {
        let best = probabilities.indices.max { probabilities[$0] < probabilities[$1] }
        let nameWidth = classNames.map(\.count).max() ?? 1
        // Mark, name, two gaps and the figure take the rest of the line.
        let room = max(4, min(50, width - nameWidth - 14))
        return probabilities.indices.map { index in
            let name = index < classNames.count ? classNames[index] : String(index)
            let padding = String(repeating: " ", count: nameWidth - min(nameWidth, name.count))
            let figure = Figures.fixed(Double(probabilities[index]) * 100, 2)
            let gap = String(repeating: " ", count: max(0, 6 - figure.count))
            let drawn = bar(Double(probabilities[index]), width: room)
            return "\(index == best ? ">" : " ") \(padding)\(name)  \(gap)\(figure) % \(drawn)"
        }
    }

    /// A bar in eighths of a character where Unicode can be written.
    private static func bar(_ share: Double, width: Int) -> String {
        guard share.isFinite, share > 0 else { return "" }
        guard Output.isUnicode else {
            return String(repeating: "#", count: Int((share * Double(width)).rounded()))
        }
        let eighths = Int((min(1, share) * Double(width) * 8).rounded())
        let partial = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8]
        return String(repeating: "█", count: eighths / 8) + partial
    }
}
