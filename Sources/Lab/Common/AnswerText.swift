import TerminalUI

/// A network's answer in a few characters, right or wrong told by a sign as well as by colour.
enum AnswerText {
    /// `7 ✓ 99.9 %`, or `6 ✗ 61 % is 5`, as much of it as `width` columns hold.
    static func spans(
        answer: Int, label: Int, confidence: Double, names: [String], width: Int, theme: Theme
    ) -> [Span] {
        let isRight = answer == label
        let sign = isRight ? Span(" ✓", theme.good) : Span(" ✗", theme.bad)
        // Sure is what rounds to 100.0; beside a correction there is no room for a decimal.
        var percent =
            confidence >= 0.9995
            ? "100 %"
            : isRight && confidence >= 0.995
                ? NumberFormat.percent(confidence, 1) : "\(Int(confidence * 100 + 0.001)) %"
        var spans = [Span(names[answer], isRight ? .plain : theme.bad), sign]
        if names[answer].count > 1 {
            // Names of clothes fill the width by themselves.
            spans[0].text = TextMetrics.truncated(names[answer], to: max(1, width - 2))
            return spans
        }
        // The right answer matters more than a space.
        if !isRight, width < 8 + percent.count + names[label].count { percent.removeAll { $0 == " " } }
        if width >= 5 + percent.count { spans.append(Span(" " + percent)) }
        if !isRight, width >= spans.width + 5 { spans.append(Span(" is \(names[label])", theme.muted)) }
        return spans
    }
}
