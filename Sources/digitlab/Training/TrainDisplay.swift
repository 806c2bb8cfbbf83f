import Foundation
import NeuralNetwork
import Notebook
import Telemetry
import Training

/// Prints a run for people: a bar that redraws itself on a terminal, plain lines elsewhere.
struct TrainDisplay {
    let output: Output
    /// Only the summary.
    let isQuiet: Bool
    /// Nothing at all but warnings.
    let isSilent: Bool
    let epochs: Int
    let imageCount: Int
    /// Whether the run was to leave files.
    let wantsFiles: Bool
    private let isLive: Bool
    private var isLineOpen = false

    init(output: Output, isQuiet: Bool, isSilent: Bool, epochs: Int, imageCount: Int, wantsFiles: Bool) {
        self.output = output
        self.isQuiet = isQuiet
        self.isSilent = isSilent
        self.epochs = epochs
        self.imageCount = imageCount
        self.wantsFiles = wantsFiles
        isLive = output.isTerminal && !isQuiet
    }

    /// Whether snapshots between the epochs are of use.
    var wantsProgress: Bool { isLive }

    mutating func progress(_ snapshot: TrainingSnapshot) throws(OutputError) {
        guard isLive, snapshot.status == .running, snapshot.epoch < snapshot.epochs else { return }
        try draw(EpochLine(snapshot))
    }

    mutating func epoch(_ record: EpochRecord) throws(OutputError) {
        if isQuiet { return }
        let line = EpochLine(
            record, epochs: epochs, imagesPerSecond: record.imagesPerSecond(imagesPerEpoch: imageCount),
            withBar: isLive)
        guard isLive else { return try output.line(line.text(width: 200)) }
        try draw(line)
        try close()
    }

    mutating func message(_ text: String) throws(OutputError) {
        try close()
        try output.line(text)
    }

    mutating func summary(_ summary: RunSummary) throws(OutputError) {
        if isSilent { return }
        try close()
        var accuracy =
            summary.testAccuracy.map { "\(summary.stage): test accuracy \(Figures.percent($0))" }
            ?? "\(summary.stage): ended before the test images were looked at"
        if let best = summary.bestTestAccuracy, let epoch = summary.bestEpoch {
            accuracy += " (best \(Figures.percent(best)) in epoch \(epoch))"
        }
        if let loss = summary.testLoss { accuracy += ", test loss \(Figures.fixed(loss, 4))" }
        try output.line(accuracy)
        var facts = ["\(summary.epochs) \(summary.epochs == 1 ? "epoch" : "epochs")"]
        if let seconds = summary.secondsPerEpoch { facts.append("\(Figures.seconds(seconds)) an epoch") }
        if let speed = summary.imagesPerSecond { facts.append("\(Figures.grouped(Int(speed.rounded()))) images/s") }
        facts.append("\(summary.threads) \(summary.threads == 1 ? "thread" : "threads")")
        facts.append("BLAS kernel \(summary.blasKernel)")
        facts.append("peak memory \(Figures.fixed(summary.peakMemoryMiB, 0)) MiB")
        try output.line(facts.joined(separator: ", "))
        if let seconds = summary.secondsTo99 {
            try output.line("99 % of the test images \(Figures.seconds(seconds)) after the program was started")
        }
        if let run = summary.run, summary.outputFailure == nil {
            let path = run.contains("/") ? run : RunStore.standardRoot.appendingPathComponent(run).path
            try output.line("saved in \(path)")
        } else if wantsFiles, summary.epochs == 0, summary.outputFailure == nil {
            try output.line("not kept: no epoch was finished")
        }
    }

    private mutating func draw(_ line: EpochLine) throws(OutputError) {
        // The last column stays free: a character there makes some terminals wrap.
        try output.redraw(line.text(width: output.width - 1))
        isLineOpen = true
    }

    private mutating func close() throws(OutputError) {
        if isLineOpen { try output.line() }
        isLineOpen = false
    }
}
