import Datasets

/// Shows what a ``Datasets/DatasetLoader`` does: a bar that redraws itself on a terminal, lines elsewhere.
final class LoadDisplay {
    private let output: Output?
    private let isLive: Bool
    private var isLineOpen = false
    private var announcedFile = ""
    /// Why mirrors failed: told once another one serves, for where none does the outcome is told in one line.
    private var pending: [String] = []

    init(_ output: Output?) {
        self.output = output
        isLive = output?.isTerminal ?? false
    }

    func show(_ progress: LoadProgress) {
        switch progress {
        case .reading, .skipped: break
        case .retrying(let reason): pending.append(reason)
        case .downloading(let file, let bytes, let total, let number, let count):
            for reason in pending { message("\(reason); trying the next mirror") }
            pending = []
            if isLive {
                draw(file, bytes, total, number, count)
            } else if file != announcedFile {
                message("downloading \(file) (\(number) of \(count))")
            }
            announcedFile = file
        }
    }

    /// Leaves the bar's line.
    func close() {
        if isLineOpen { output?.tryLine("") }
        isLineOpen = false
    }

    private func message(_ text: String) {
        close()
        output?.tryLine(text)
    }

    private func draw(_ file: String, _ bytes: Int, _ total: Int?, _ number: Int, _ count: Int) {
        guard let output else { return }
        let amount = total.map { "\(Figures.bytes(bytes)) of \(Figures.bytes($0))" } ?? Figures.bytes(bytes)
        let start = "downloading \(number)/\(count) \(file) "
        let width = output.width - 1
        let room = min(40, width - start.count - amount.count - 1)
        var text = start
        if let total, total > 0, room >= 5 {
            text += ProgressBar.text(share: Double(bytes) / Double(total), width: room) + " "
        }
        text += amount
        try? output.redraw(String(text.prefix(width)))
        isLineOpen = true
    }
}
