import Testing
import TerminalUI

@Suite struct PlotTests {
    private func line(_ values: [Double]) -> [PlotPoint] {
        values.enumerated().map { PlotPoint(Double($0.offset), $0.element) }
    }

    @Test func ticksAreRound() {
        #expect(Ticks.linear(0...10, count: 5).labels == ["0", "2", "4", "6", "8", "10"])
        #expect(Ticks.linear(0.94...1, count: 4).labels == ["0.94", "0.96", "0.98", "1.00"])
        #expect(Ticks.linear(-0.3...0.3, count: 4).labels == ["-0.2", "0.0", "0.2"])
        #expect(Ticks.linear(0...30_000, count: 4).labels == ["0", "10 k", "20 k", "30 k"])
        #expect(Ticks.linear(0...0.00003, count: 4).labels == ["0", "1e-5", "2e-5", "3e-5"])
        #expect(Ticks.linear(0.9...1, count: 3, format: .percent).labels == ["90 %", "95 %", "100 %"])
        #expect(Ticks.linear(0...130, count: 3, format: .clock).labels == ["0:00", "1:00", "2:00"])
        #expect(Ticks.linear(0...2, count: 8, format: .integer).labels == ["0", "1", "2"])
        #expect(
            Ticks.logarithmic(0.01...10, count: 4).labels
                == ["0.01", "0.1", "1", "10"])
        #expect(Ticks.logarithmic(0.02...0.09, count: 4).values == [0.02, 0.05])
    }

    @Test func ticksOfEveryRangeAreFewAndInside() {
        for exponent in -12...12 {
            for factor in [1.0, 1.7, 2.9, 4.2, 7.7, 9.99] {
                var span = factor
                for _ in 0..<abs(exponent) { span = exponent < 0 ? span / 10 : span * 10 }
                let range = -span * 0.3...span * 0.7
                for count in [2, 3, 5, 9] {
                    let ticks = Ticks.linear(range, count: count)
                    #expect(!ticks.values.isEmpty && ticks.values.count <= count + 1)
                    #expect(
                        ticks.values.allSatisfy {
                            $0 >= range.lowerBound - span * 1e-3 && $0 <= range.upperBound + span * 1e-3
                        })
                    #expect(Set(ticks.labels).count == ticks.labels.count, "labels differ: \(ticks.labels)")
                }
            }
        }
    }

    @Test func aLineOverItsAxes() {
        var plot = Plot(series: [.init("loss", line([0, 1, 2, 3, 4]))])
        plot.xUnit = "epoch"
        #expect(
            screen(plot, 30, 9) == """
                4 ┤                       ⢀⡠⠔⠊
                  │                    ⡠⠔⠊⠁
                  │                ⣀⠤⠒⠉
                2 ┤            ⣀⠤⠒⠉
                  │       ⢀⡠⠔⠒⠉
                  │   ⢀⡠⠔⠊⠁
                0 ┤⡠⠔⠊⠁
                  └┬────────────┬────────────┬
                   0            2        epoch
                """)
    }

    @Test func poorTerminalsSeeTheSameLine() {
        let plot = Plot(series: [.init("loss", line([0, 1, 2, 3, 4]))])
        #expect(
            screen(plot, 22, 7, glyphs: .ascii) == """
                4 +                 **
                  |            *****
                2 +        ****
                  |   *****
                0 +***
                  ++--------+--------+
                   0        2        4
                """)
        #expect(
            screen(plot, 22, 7, glyphs: .block) == """
                4 ┤                ▄▄▀
                  │            ▄▄▀▀
                2 ┤         ▄▀▀
                  │    ▄▄▄▀▀
                0 ┤▄▄▀▀
                  └┬────────┬────────┬
                   0        2        4
                """)
    }

    @Test func gapsStayGaps() {
        let values = [1.0, 1, .nan, 1, .infinity, 1, 1, -.infinity, 1, 1]
        var plot = Plot(series: [.init("loss", line(values))])
        plot.yRange = 0...2
        plot.xRange = 0...9
        // Ten cells without axes: lines only where neighbours both exist, a mark for a point alone.
        let text = screen(plot, 10, 3)
        #expect(text == "\n⠤⠄ • ⠠⠤ ⠠⠤")
    }

    @Test func emptyAndHopelessDataSayso() {
        #expect(screen(Plot(series: []), 30, 9).contains("no data yet"))
        let hopeless = Plot(series: [.init("loss", line([.nan, .infinity, .nan]))])
        #expect(screen(hopeless, 30, 9).contains("no data yet"))
        var negative = Plot(series: [.init("loss", line([-1, 0]))])
        negative.yScale = .logarithmic
        #expect(!screen(negative, 30, 9).isEmpty)
    }

    @Test func onePointIsSeen() {
        let text = screen(Plot(series: [.init("loss", [PlotPoint(3, 0.5)])]), 30, 9)
        #expect(text.filter { $0 == "•" }.count == 1)
        #expect(text.contains("0.5"))
    }

    @Test func aFlatLineHasAnAxis() {
        let text = screen(Plot(series: [.init("loss", line([2, 2, 2]))]), 30, 9)
        #expect(text.contains("2.0 ┤⠒") || text.contains("2.0 ┤⠤") || text.contains("2.0 ┤⠉"))
    }

    @Test func zeroOnALogarithmicAxisLeavesAtTheBottom() {
        var plot = Plot(series: [.init("loss", line([1, 0.1, 0.01, 0]))])
        plot.yScale = .logarithmic
        plot.xRange = 0...4
        let rows = screen(plot, 40, 9).split(separator: "\n")
        #expect(rows[0].contains("1 ┤"))
        #expect(rows[6].contains("0.01 ┤"))
        #expect(rows[6].contains { $0 > "\u{2800}" && $0 <= "\u{28FF}" })
    }

    @Test func extremesOfAColumnSurvive() {
        // One spike among a hundred thousand points must be drawn in whatever column it falls.
        var points = (0..<100_000).map { PlotPoint(Double($0), 0) }
        points[54_321].y = 1
        let rows = screen(Plot(series: [.init("loss", points)]), 60, 12).split(separator: "\n")
        #expect(rows[0].contains { $0 > "\u{2800}" && $0 <= "\u{28FF}" })
    }

    @Test(.enabled(if: Build.isOptimised)) func aMillionPointsCostLittle() {
        let points = (0..<1_000_000).map { index in
            let x = Double(index) * 1e-5
            return PlotPoint(x, 1 / (1 + x) + 0.01 * Double(index * 7919 % 1000) / 1000)
        }
        let plot = Plot(series: [.init("loss", points)])
        let size = Size(columns: 200, rows: 60)
        let context = ViewContext(size: size)
        var surface = Surface(size)
        let clock = ContinuousClock()
        let best =
            (0..<5).map { _ in
                clock.measure { surface.draw(plot, in: Rect(size), context: context) }
            }.min() ?? .zero
        // Alone it takes a fifth of this; the margin is for a busy machine.
        #expect(best < .milliseconds(25), "\(best)")
        var part = plot
        part.xRange = 4...4.001
        let zoomed =
            (0..<5).map { _ in
                clock.measure { surface.draw(part, in: Rect(size), context: context) }
            }.min() ?? .zero
        #expect(zoomed < best, "a hundred visible points cost less than a million")
    }

    @Test func marksCursorAndLegend() {
        var plot = Plot(series: [
            .init("train", line([4, 3, 2, 1, 0]), pattern: .dashed), .init("test", line([4, 4, 4, 4, 4])),
        ])
        plot.showsLegend = true
        plot.marks = [.init(x: 2, label: "lr")]
        plot.pointMarks = [.init(x: 3, y: 1)]
        plot.xFormat = .integer
        var text = screen(plot, 44, 10)
        #expect(text.contains("── test   ╶╴ train"))
        #expect(text.contains("┊") && text.contains("◆"))
        plot.cursor = 3.5
        plot.xUnit = "epoch"
        text = screen(plot, 44, 10)
        #expect(text.contains("epoch 3.5  ── test 4   ╶╴ train 1"))
        #expect(text.filter { $0 == "●" }.count == 2)
    }

    @Test func readingsNeverInvent() {
        let plot = Plot(series: [.init("loss", line([4, .nan, 2]))])
        #expect(plot.readings(at: 0.9).first?.value == 4)
        #expect(plot.readings(at: 1.5).first?.value == nil)
        #expect(plot.readings(at: -1).first?.value == nil)
        #expect(plot.readings(at: 99).first?.value == 2)
    }

    @Test func theMouseFindsItsX() throws {
        var plot = Plot(series: [.init("loss", line([0, 1, 2, 3, 4]))])
        plot.xRange = 0...4
        let rect = Rect(x: 0, y: 0, width: 43, height: 9)
        let context = ViewContext(size: rect.size)
        let x = try #require(plot.x(at: Point(column: 23, row: 3), in: rect, context: context))
        #expect(abs(x - 2) < 0.1)
        #expect(plot.x(at: Point(column: 0, row: 3), in: rect, context: context) == nil)
    }

    @Test(arguments: [(1, 1), (2, 2), (5, 3), (17, 4), (3, 30), (200, 1)])
    func anySizeIsSurvived(width: Int, height: Int) {
        var plot = Plot(series: [.init("loss", line([0, 1, 2]))])
        plot.showsLegend = true
        plot.cursor = 1
        plot.marks = [.init(x: 1, label: "x")]
        for glyphs in GlyphLevel.allCases { _ = screen(plot, width, height, glyphs: glyphs) }
    }
}
