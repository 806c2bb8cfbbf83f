import TerminalUI
import Testing

/// Axes that follow what happens now.
@Suite struct PlotScaleTests {
    private func accuracyPlot(_ values: [Double]) -> Plot {
        var plot = Plot(series: [.init("test", values.enumerated().map { PlotPoint(Double($0.offset), $0.element) })])
        plot.yFormat = .percent
        plot.yScale = .logarithmicError(floor: 5e-5)
        return plot
    }

    /// 99.0 and 99.3 % are two rows of a linear axis from 90 %; here they are a quarter of the axis apart.
    @Test func onTheErrorsScaleSmallDifferencesAreLarge() {
        let plot = accuracyPlot([0.9, 0.98, 0.99, 0.993, 0.995])
        let layout = PlotLayout(
            plot, in: Rect(x: 0, y: 0, width: 60, height: 22), context: ViewContext(size: .init(columns: 60, rows: 22)))
        let scale = layout.scale
        let (lower, upper) = (scale.share(0.99, in: layout.yRange), scale.share(0.993, in: layout.yRange))
        #expect(upper - lower > 0.08)
        // The error halves: the same step everywhere on the axis.
        let steps = [0.8, 0.9, 0.95, 0.975].map { scale.place($0) }
        for (first, second) in zip(steps, steps.dropFirst()) { #expect(abs(second - first - 0.30103) < 1e-5) }
    }

    @Test func theErrorsAxisIsLabelledAsAccuracy() {
        #expect(
            screen(accuracyPlot([0.9, 0.98, 0.99, 0.993, 0.998, 1]), 40, 12) == """
                100 % ┤                             ⣀⠤⠒⠉
                      │                         ⢀⠤⠒⠉
                      │                      ⢀⡠⠊⠁
                      │                    ⡠⠔⠁
                      │              ⣀⡠⠤⠔⠒⠉
                 99 % ┤        ⢀⣀⠤⠔⠊⠉
                      │     ⢀⠔⠊⠁
                      │   ⢀⠔⠁
                      │  ⡠⠃
                 90 % ┤⡠⠊
                      └┬────────────┬────────────┬──────
                       0            2            4
                """)
    }

    @Test func whatIsWithoutErrorLiesAtTheTop() {
        let layout = PlotLayout(
            accuracyPlot([0.9, 0.99, 1]), in: Rect(x: 0, y: 0, width: 60, height: 22),
            context: ViewContext(size: .init(columns: 60, rows: 22)))
        #expect(abs(layout.scale.share(1, in: layout.yRange) - 1) < 1e-9)
        #expect(layout.scale.share(0.99, in: layout.yRange) < 1)
        #expect(layout.axes.yTicks?.labels.last == "100 %")
    }

    /// The loss of the untrained network leaves the plot; one spike among many points does not flatten the rest.
    @Test func aRobustFitFollowsWhatHappensNow() {
        var points = (0..<200).map { PlotPoint(Double($0), $0 == 0 ? 2.3 : 0.3 + 0.1 * Double($0 % 7) / 7) }
        points[150].y = 40
        var plot = Plot(series: [.init("test", points)])
        plot.yFit = .robust(from: 1)
        let rect = Rect(x: 0, y: 0, width: 60, height: 22)
        let context = ViewContext(size: .init(columns: 60, rows: 22))
        let range = PlotLayout(plot, in: rect, context: context).yRange
        #expect(range.lowerBound >= 0.25 && range.lowerBound <= 0.3)
        #expect(range.upperBound >= 0.38 && range.upperBound <= 0.5)
        plot.yFit = .all
        #expect(PlotLayout(plot, in: rect, context: context).yRange.upperBound >= 40)
        // Where a curve is now is always in sight, however unusual.
        points[199].y = 7
        plot.series[0].points = points
        plot.yFit = .robust(from: 1)
        #expect(PlotLayout(plot, in: rect, context: context).yRange.upperBound >= 7)
    }

    @Test func theCursorSitsOnTheDrawnLine() throws {
        let points = [PlotPoint(0, 0), PlotPoint(10, 1)]
        let plot = Plot(series: [.init("test", points)])
        let layout = PlotLayout(
            plot, in: Rect(x: 0, y: 0, width: 60, height: 22), context: ViewContext(size: .init(columns: 60, rows: 22)))
        let middle = try #require(layout.drawn(points, at: 5))
        #expect(abs(middle - 0.5) < 1e-9)
        #expect(layout.drawn(points, at: 10) == 1 && layout.drawn(points, at: 12) == 1)
        #expect(layout.drawn([PlotPoint(0, 0), PlotPoint(5, .nan), PlotPoint(10, 1)], at: 2) == nil)
    }

    /// Two curves on one place: their colours take turns.
    @Test func theLowerCurveStaysToBeSeen() {
        let points = (0...40).map { PlotPoint(Double($0), 1) }
        let train = Style.color(.hex(0x0000FF))
        let test = Style.color(.hex(0xFF0000))
        let plot = Plot(series: [.init("train", points, style: train), .init("test", points, style: test)])
        let surface = drawn(plot, 40, 9)
        let styles = surface.cells.filter { (0x2801...0x28FF).contains($0.scalar) }.map(\.style)
        #expect(styles.contains(train) && styles.contains(test))
        #expect(abs(styles.filter { $0 == train }.count - styles.filter { $0 == test }.count) <= 1)
    }

    @Test func labelsOfMarksStandOverTheCurves() {
        var plot = Plot(series: [.init("loss", (0...100).map { PlotPoint(Double($0), $0 < 50 ? 1 : 0) })])
        plot.marks = [.init(x: 10, label: "rate 0.1"), .init(x: 99, label: "rate 0.05")]
        let top = screen(plot, 60, 10).split(separator: "\n")[0]
        #expect(top.contains("rate 0.1") && top.contains("rate 0.05"))
    }

    @Test func shortTimesHaveTicks() {
        #expect(
            Ticks.linear(0...0.4, count: 5, format: .clock).labels == ["0.0 s", "0.1 s", "0.2 s", "0.3 s", "0.4 s"])
        #expect(Ticks.linear(0...4, count: 5, format: .clock).labels == ["0:00", "0:01", "0:02", "0:03", "0:04"])
    }
}
