import NeuralNetwork

/// A network's layers, output shapes and parameters as Keras's `model.summary()` prints them.
public enum ModelSummary {
    /// The characters that the table is drawn with.
    public enum Lines: Sendable { case unicode, ascii }

    /// The title, the table and the totals, a string a line.
    public static func lines(for network: Network, title: String, drawnWith style: Lines = .unicode) -> [String] {
        let header = ["Layer (type)", "Output Shape", "Param #"]
        let rows = network.layers.map { layer in
            let shape = (["None"] + layer.outputShape.map(String.init)).joined(separator: ", ")
            return ["\(layer.name) (\(layer.type))", "(\(shape))", grouped(layer.parameterCount)]
        }
        var widths = [25, 20, 11]
        for row in rows + [header] {
            for column in 0..<3 { widths[column] = max(widths[column], row[column].count) }
        }
        let marks: [String] =
            switch style {
            case .unicode: ["┏━┳┓", "┡━╇┩", "├─┼┤", "└─┴┘", "┃", "│"]
            case .ascii: ["+-++", "+=++", "+-++", "+-++", "|", "|"]
            }
        var lines = [
            "Model: \"\(title)\"", rule(marks[0], widths), row(header, widths, marks[4]), rule(marks[1], widths),
        ]
        for (index, cells) in rows.enumerated() {
            if index > 0 { lines.append(rule(marks[2], widths)) }
            lines.append(row(cells, widths, marks[5]))
        }
        lines.append(rule(marks[3], widths))
        lines.append(" Total params: \(total(network.parameterCount))")
        lines.append(" Trainable params: \(total(network.trainableCount))")
        lines.append(" Non-trainable params: \(total(network.runningCount))")
        return lines
    }

    private static func rule(_ marks: String, _ widths: [Int]) -> String {
        let parts = marks.map(String.init)
        let stretches = widths.map { String(repeating: parts[1], count: $0 + 2) }
        return parts[0] + stretches.joined(separator: parts[2]) + parts[3]
    }

    private static func row(_ cells: [String], _ widths: [Int], _ bar: String) -> String {
        let padded = cells.enumerated().map { column, cell in
            let padding = String(repeating: " ", count: widths[column] - cell.count)
            return column == 2 ? padding + cell : cell + padding
        }
        return "\(bar) " + padded.joined(separator: " \(bar) ") + " \(bar)"
    }

    /// `244,076 (953.42 KB)`, the size being that of 32-bit floats, as Keras writes it.
    private static func total(_ count: Int) -> String {
        var size = Double(count * 4)
        var unit = "B"
        for larger in ["KB", "MB", "GB"] where size >= 1_024 {
            size /= 1_024
            unit = larger
        }
        let hundredths = Int((size * 100).rounded())
        let fraction = String(hundredths % 100)
        return "\(grouped(count)) (\(hundredths / 100).\(fraction.count < 2 ? "0" : "")\(fraction) \(unit))"
    }

    private static func grouped(_ value: Int) -> String {
        var text = ""
        for (index, digit) in String(value).reversed().enumerated() {
            if index > 0, index.isMultiple(of: 3) { text.append(",") }
            text.append(digit)
        }
        return String(text.reversed())
    }
}
