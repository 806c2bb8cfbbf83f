import Telemetry
import TerminalUI

/// Curves of one or more runs as a plot: smoothing, ghosts, marks and axes are the same on every screen.
struct CurveSet {
    /// What the y axis shows.
    enum Quantity: Sendable { case accuracy, loss }

    /// A run laid under or beside the one in front.
    struct Ghost {
        var name: String
        var history: TrainingHistory
        var style: Style
        var pattern: Plot.Pattern = .solid
    }

    var history: TrainingHistory?
    var ghosts: [Ghost] = []
    var options: PlotOptions
    /// What is visible; `nil`: the whole run, or its last part.
    var zoom: ClosedRange<Double>?
    var cursor: Double?
    /// The part of the x axis that the mouse is marking.
    var selection: ClosedRange<Double>?
    var placeholder = "no curves yet"

    /// The least and greatest x of all points; at least 0…1.
    var extent: ClosedRange<Double> {
        var end = 0.0
        if let history, let last = Self.end(of: history, options.xAxis) {
            end = last
        } else {
            for ghost in ghosts { end = max(end, Self.end(of: ghost.history, options.xAxis) ?? 0) }
        }
        return 0...(end > 0 ? end : 1)
    }

    /// The part of the run that the plot shows.
    var visible: ClosedRange<Double> {
        let all = extent
        // A zoom may be of an earlier, longer run.
        if let zoom, zoom.lowerBound < all.upperBound { return zoom }
        guard options.followsEnd else { return all }
        return all.upperBound * 0.75...all.upperBound
    }

    func plot(_ quantity: Quantity, _ context: ViewContext) -> Plot {
        let theme = context.theme
        var series: [Plot.Series] = []
        for ghost in ghosts {
            series.append(
                Plot.Series(
                    ghost.name, points(ghost.history.test, quantity, factor: options.smoothing), style: ghost.style,
                    pattern: ghost.pattern, isFaint: history != nil))
        }
        var plot = Plot(series: [])
        if let history {
            // Without colours the two curves differ by their pattern, and the legend says so.
            let trainPattern: Plot.Pattern = context.colors == .none ? .dotted : .solid
            if options.smoothing > 0 {
                series.append(
                    Plot.Series(
                        "train, raw", points(history.train, quantity, factor: 0), style: theme.train,
                        pattern: trainPattern, isFaint: true, setsRange: false, isListed: false))
                series.append(
                    Plot.Series(
                        "test, raw", points(history.test, quantity, factor: 0), style: theme.test, isFaint: true,
                        setsRange: false, isListed: false))
            }
            series.append(
                Plot.Series(
                    "train", points(history.train, quantity, factor: options.smoothing), style: theme.train,
                    pattern: trainPattern))
            series.append(
                Plot.Series(
                    "test", points(history.test, quantity, factor: options.smoothing), style: theme.test))
            plot.marks = history.marks.map {
                Plot.VerticalMark(x: Self.x($0, options.xAxis), label: "\($0.name) \($0.to)", style: theme.warning)
            }
            if quantity == .loss, let lowest = history.lowestValidationLoss, history.epochs.count > 1,
                let x = Self.x(of: lowest, in: history, options.xAxis)
            {
                plot.pointMarks = [.init(x: x, y: lowest.validationLoss, glyph: "◆", style: theme.test.bold)]
            }
        }
        plot.series = series
        plot.xRange = visible
        plot.xFormat =
            switch options.xAxis {
            case .epoch: .number
            case .step: .integer
            case .seconds: .clock
            }
        plot.xUnit = options.xAxis == .seconds ? "time" : options.xAxis.rawValue
        plot.yFormat = quantity == .accuracy ? .percent : .number
        if quantity == .accuracy {
            plot.yBounds = 0...1
            // A point more or less is noise, not news.
            plot.ySpan = 0.02
        }
        plot.yScale = scale(quantity)
        switch options.scale {
        case .automatic: plot.yFit = start.map { .robust(from: $0) } ?? .all
        case .logarithmic: plot.yFit = quantity == .accuracy ? start.map { .robust(from: $0) } ?? .all : .all
        case .whole: if quantity == .accuracy { plot.yRange = 0...1 }
        }
        plot.cursor = cursor
        plot.selection = selection
        plot.showsLegend = !ghosts.isEmpty || (context.colors == .none && history != nil)
        plot.placeholder = placeholder
        return plot
    }

    // MARK: Scale

    /// The accuracy from which on its error is what tells runs apart.
    private static let fineAccuracy = 0.9
    /// How many times smaller than the test images' error the least error on the axis is.
    private static let headroom = 10.0
    /// Less than one image in a test set of 10,000.
    private static let leastError = 5e-5

    private var histories: [TrainingHistory] { [history].compactMap { $0 } + ghosts.map(\.history) }

    /// How the y axis of a quantity is spread just now.
    func scale(_ quantity: Quantity) -> AxisScale {
        switch (quantity, options.scale) {
        case (.loss, .logarithmic): return .logarithmic
        case (.loss, .automatic), (.loss, .whole), (.accuracy, .whole): return .linear
        case (.accuracy, .logarithmic): return .logarithmicError(floor: Self.leastError)
        case (.accuracy, .automatic):
            let front = history.map { [$0] } ?? ghosts.map(\.history)
            let best = front.compactMap { $0.test.last?.accuracy }.max() ?? 0
            if best < Self.fineAccuracy { return .linear }
            // The test curve sets the axis: batches without a mistake would stretch it to where it never comes.
            return .logarithmicError(floor: max(Self.leastError, (1 - best) / Self.headroom))
        }
    }

    /// What `z` made of the axis, for the border.
    func scaleText(_ quantity: Quantity) -> String {
        let isFitted = start != nil
        return switch (options.scale, scale(quantity)) {
        case (.automatic, .logarithmicError): "auto: log of the error"
        case (.automatic, _): isFitted ? "auto: from epoch 1 on" : "auto"
        case (.logarithmic, _): quantity == .accuracy ? "log of the error" : "log"
        case (.whole, _): quantity == .accuracy ? "0 to 100 %" : "from the start"
        }
    }

    /// Where the first epoch ended, once there is more than that to show; what was before is learning to walk.
    private var start: Double? {
        let ends = histories.compactMap { history -> Double? in
            guard let last = history.test.last, last.epoch >= 2 else { return nil }
            guard let first = history.epochs.first else { return nil }
            return Self.x(of: first, in: history, options.xAxis)
        }
        return ends.min()
    }

    // MARK: Points

    private func points(
        _ series: BoundedHistory<HistoryPoint>, _ quantity: Quantity, factor: Double
    ) -> [PlotPoint] {
        var smoothing = ExponentialSmoothing(factor: factor)
        var points: [PlotPoint] = []
        points.reserveCapacity(series.points.count + 2)
        for (index, point) in series.pointsToLast.enumerated() {
            let value = quantity == .accuracy ? point.accuracy : point.loss
            let x = Self.x(point, options.xAxis)
            // Between the untrained network and the first look at it nothing was measured.
            if index == 1, points[0].x == 0, point.epoch > Self.longestGap { points.append(PlotPoint(x, .nan)) }
            points.append(PlotPoint(x, factor > 0 ? smoothing.next(value) : value))
        }
        return points
    }

    /// Epochs between the untrained network and the next point over which a line would be a guess.
    private static let longestGap = 0.5

    private static func end(of history: TrainingHistory, _ axis: PlotOptions.XAxis) -> Double? {
        let ends = [history.train.last, history.test.last].compactMap { $0.map { x($0, axis) } }
        return ends.max()
    }

    private static func x(_ point: HistoryPoint, _ axis: PlotOptions.XAxis) -> Double {
        switch axis {
        case .epoch: point.epoch
        case .step: Double(point.step)
        case .seconds: point.seconds
        }
    }

    private static func x(_ mark: HistoryMark, _ axis: PlotOptions.XAxis) -> Double {
        switch axis {
        case .epoch: mark.epoch
        case .step: Double(mark.step)
        case .seconds: mark.seconds
        }
    }

    /// Where an epoch's end lies; seconds are those of the test point that belongs to it.
    private static func x(of record: EpochRecord, in history: TrainingHistory, _ axis: PlotOptions.XAxis) -> Double? {
        switch axis {
        // An epoch that was broken off ends before its number.
        case .epoch: history.brokenOff == record ? history.test.last?.epoch : Double(record.epoch)
        case .step: Double(record.step)
        case .seconds: history.test.pointsToLast.first { $0.step == record.step }?.seconds
        }
    }
}
