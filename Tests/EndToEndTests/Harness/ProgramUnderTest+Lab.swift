/// The lab's own words and keys, in one place.
extension ProgramUnderTest {
    /// Opens the lab on the embedded images and waits until they are there.
    static func lab(
        stage: String = "adam", size: TerminalScreen.Size = .init(120, 40), term: String = "xterm-256color",
        environment: [String: String?] = [:], arguments: [String] = [], sandbox: Sandbox? = nil,
        ignoringHangup: Bool = false
    ) throws -> ProgramUnderTest {
        let program = try ProgramUnderTest(
            arguments: ["--data", "mini", "--stage", stage] + arguments, size: size, term: term,
            environment: environment, sandbox: sandbox, ignoringHangup: ignoringHangup)
        // Narrow screens have no room for the sentence on the images; the shipped weights are judged once they are there.
        try program.wait("the images") {
            let text = $0.screen.text
            return text.contains("4,000 training and 1,000 test images") || text.contains("Shown: ")
        }
        return program
    }

    /// Space, and waits until the training has got to the end of an epoch.
    func train(untilEpoch epoch: Int = 2) throws {
        try send(" ")
        try wait(until: "Space pause")
        try wait("epoch \(epoch)") { ($0.epoch ?? 0) >= epoch }
    }

    /// The number behind a word on the screen: `epoch 7/300` has 7 behind `epoch `.
    func number(after word: String) -> Double? {
        for line in screen.lines {
            var rest = line[...]
            while let range = rest.range(of: word) {
                rest = rest[range.upperBound...]
                let digits = rest.drop { $0 == " " }.prefix {
                    $0.isASCII && ($0.isNumber || $0 == "." || $0 == "e" || $0 == "-")
                }
                if let value = Double(digits) { return value }
            }
        }
        return nil
    }

    /// The epoch that goes on, from the Train screen's progress.
    ///
    /// Other lines speak of epochs too: its own reads `epoch 7/300`.
    var epoch: Int? {
        for line in screen.lines {
            if let match = line.firstMatch(of: /epoch (\d+)\/\d+/) { return Int(match.output.1) }
        }
        return nil
    }

    /// How far that epoch is, in per cent.
    var epochPercent: Int? {
        for line in screen.lines {
            guard let start = line.range(of: "epoch "),
                let end = line.range(of: " %", range: start.upperBound..<line.endIndex)
            else { continue }
            return Int(line[..<end.lowerBound].reversed().prefix { $0.isNumber }.reversed().map(String.init).joined())
        }
        return nil
    }

    /// The best accuracy on the test images so far, in per cent.
    var bestAccuracy: Double? { number(after: "best ") }

    /// The tabs in the first line: their numbers and titles.
    var tabs: [(number: Int, title: String)] {
        let words = screen.lines[0].split(separator: " ")
        return words.indices.dropLast().compactMap { index in
            guard words[index].count == 1, let number = Int(words[index]), words[index + 1].allSatisfy(\.isLetter)
            else { return nil }
            return (number, String(words[index + 1]))
        }
    }

    /// Goes to a screen by its title and waits for a text on it.
    func open(tab title: String, until text: String) throws {
        guard let tab = tabs.first(where: { $0.title == title }) else {
            throw HarnessError("no tab \(title) in: \(screen.lines[0])")
        }
        try send(String(tab.number))
        try wait(until: text)
    }
}
