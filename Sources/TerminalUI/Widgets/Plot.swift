/// Curves over round axes, in Braille dots where the terminal has them.
///
///     var plot = Plot(series: [.init("test", points, style: theme.test)])
///     plot.xUnit = "epoch"
///     plot.yFormat = .percent
///     surface.draw(plot, in: rect, context: context)
///
/// Its cost is bounded by the width: however many points fall into a column, their least and greatest are drawn.
public struct Plot: Widget, Hashable, Sendable {
    /// Dots and gaps of a line, so that curves differ without colours.
    public enum Pattern: Hashable, Sendable {
        case solid, dashed, dotted, dashDotted

        func isOn(_ position: Int, _ glyphs: GlyphLevel) -> Bool {
            if glyphs == .ascii { return true }
            switch self {
            case .solid: return true
            case .dashed: return position % 6 < 4
            case .dotted: return position % 3 == 0
            case .dashDotted: return position % 8 < 4 || position % 8 == 6
            }
        }

        /// What marks the curve in ASCII.
        var marker: Unicode.Scalar {
            switch self {
            case .solid: "*"
            case .dashed: "o"
            case .dotted: "+"
            case .dashDotted: "x"
            }
        }

        /// Two cells that look like the line.
        func sample(_ glyphs: GlyphLevel) -> String {
            if glyphs == .ascii { return String(repeating: Character(marker), count: 2) }
            switch self {
            case .solid: return "──"
            case .dashed: return glyphs == .braille ? "╶╴" : "- "
            case .dotted: return "··"
            case .dashDotted: return "─·"
            }
        }
    }

    /// A curve.
    public struct Series: Hashable, Sendable {
        public var name: String
        /// In order of `x`.
        public var points: [PlotPoint]
        public var style: Style
        public var pattern: Pattern
        /// Drawn pale and below the others: raw values under a smoothed curve, another run.
        public var isFaint: Bool
        /// Counts towards the automatic ranges.
        public var setsRange: Bool
        /// Listed in the legend.
        public var isListed: Bool
        /// Text after the name in the legend, such as the last value.
        public var note: String

        public init(
            _ name: String, _ points: [PlotPoint], style: Style = .plain, pattern: Pattern = .solid,
            isFaint: Bool = false, setsRange: Bool = true, isListed: Bool = true, note: String = ""
        ) {
            self.name = name
            self.points = points
            self.style = style
            self.pattern = pattern
            self.isFaint = isFaint
            self.setsRange = setsRange
            self.isListed = isListed
            self.note = note
        }
    }

    /// What an automatic y range takes in.
    public enum Fit: Hashable, Sendable {
        /// All that is visible.
        case all
        /// What happens from an `x` on, but for the odd outlier: what was before may leave the plot.
        case robust(from: Double)
    }

    /// A vertical line at an `x`, with a short label at its top: a changed setting.
    public struct VerticalMark: Hashable, Sendable {
        public var x: Double
        public var label: String
        public var style: Style?

        public init(x: Double, label: String = "", style: Style? = nil) {
            self.x = x
            self.label = label
            self.style = style
        }
    }

    /// A sign on a point of a curve: the lowest loss.
    public struct PointMark: Hashable, Sendable {
        public var x: Double
        public var y: Double
        public var glyph: Character
        public var style: Style?

        public init(x: Double, y: Double, glyph: Character = "◆", style: Style? = nil) {
            self.x = x
            self.y = y
            self.glyph = glyph
            self.style = style
        }
    }

    /// Later ones are drawn over earlier ones, faint ones under all.
    public var series: [Series]
    /// What is visible; `nil`: all the points.
    public var xRange: ClosedRange<Double>?
    public var yRange: ClosedRange<Double>?
    /// Values that an automatic y range never leaves, such as 0…1 for a share.
    public var yBounds: ClosedRange<Double>?
    public var yScale = AxisScale.linear
    public var yFit = Fit.all
    /// The least extent of an automatic y range, so that noise is not drawn as news.
    public var ySpan = 0.0
    public var xFormat = AxisFormat.number
    public var yFormat = AxisFormat.number
    /// Written at the right end of the x axis.
    public var xUnit = ""
    public var marks: [VerticalMark] = []
    public var pointMarks: [PointMark] = []
    /// Where values are read; shown as a line, with the values in the top row.
    public var cursor: Double?
    /// A part of the x axis that is being marked with the mouse.
    public var selection: ClosedRange<Double>?
    /// Whether the top row names the curves.
    public var showsLegend = false
    /// Shown in the middle when there is nothing to draw.
    public var placeholder = "no data yet"

    public init(series: [Series]) { self.series = series }

    /// Each curve's newest value at or before an `x`; `nil` in a gap or before its beginning.
    public func readings(at x: Double) -> [(series: Series, value: Double?)] {
        series.filter { $0.isListed }.map { ($0, Self.reading($0.points, at: x)?.y) }
    }

    /// The last point at or before an `x`.
    static func reading(_ points: [PlotPoint], at x: Double) -> PlotPoint? {
        let end = points.firstIndex(after: x)
        guard end > 0, points[end - 1].y.isFinite else { return nil }
        return points[end - 1]
    }

    /// The `x` under a cell of the plot, for the mouse; `nil` outside the axes.
    public func x(at point: Point, in rect: Rect, context: ViewContext) -> Double? {
        let layout = PlotLayout(self, in: rect, context: context)
        guard layout.area.contains(point) else { return nil }
        let share = (Double(point.column - layout.area.x) + 0.5) / Double(max(1, layout.area.width))
        return layout.xRange.lowerBound + share * (layout.xRange.upperBound - layout.xRange.lowerBound)
    }

    public func draw(on surface: inout Surface, in rect: Rect, context: ViewContext) {
        let layout = PlotLayout(self, in: rect, context: context)
        layout.axes.draw(on: &surface, area: layout.area, context: context)
        let hasCurves = layout.runs.contains { !$0.isEmpty }
        if !hasCurves {
            let text = TextMetrics.truncated(placeholder, to: layout.area.width)
            surface.put(
                text, in: layout.area, row: layout.area.height / 2, alignment: .center, style: context.theme.muted)
        }
        drawMarks(on: &surface, layout, context)
        drawCurves(on: &surface, layout, context)
        drawMarkLabels(on: &surface, layout, context)
        drawPointMarks(on: &surface, layout, context)
        drawSelection(on: &surface, layout, context)
        drawCursor(on: &surface, layout, context)
        if layout.hasTopRow { drawTopRow(on: &surface, in: rect.split(top: 1).top, layout, context) }
    }

    private func drawCurves(on surface: inout Surface, _ layout: PlotLayout, _ context: ViewContext) {
        var canvas = DotCanvas(columns: layout.area.width, rows: layout.area.height, glyphs: context.glyphs)
        var singles: [(Point, Style)] = []
        for faint in [true, false] {
            canvas.beginLayer()
            for (index, curve) in series.enumerated() where curve.isFaint == faint {
                let style = curve.isFaint ? Self.faint(curve.style, context) : curve.style
                let isSparse = curve.isFaint && (context.colors <= .sixteen || context.glyphs == .ascii)
                let runs = layout.runs[index]
                for (place, run) in runs.enumerated() {
                    let x = layout.dotX(run.firstX, canvas)
                    let high = layout.dotY(run.most, canvas)
                    let low = layout.dotY(run.least, canvas)
                    // Runs in one column of dots that meet anyway need no line between them.
                    if run.isConnected,
                        case let before = runs[place - 1],
                        layout.dotX(before.lastX, canvas).rounded() != x.rounded()
                            || before.most < run.least || before.least > run.most
                    {
                        canvas.line(
                            layout.dotX(before.lastX, canvas), layout.dotY(before.last, canvas), x,
                            layout.dotY(run.first, canvas), style: style, pattern: curve.pattern, isFaint: isSparse)
                    }
                    if run.most > run.least {
                        canvas.line(x, high, x, low, style: style, pattern: .solid, isFaint: isSparse)
                    } else if !run.isConnected && (place + 1 == runs.count || !runs[place + 1].isConnected) {
                        // A point alone: one dot of a cell would go unseen.
                        if let cell = layout.cell(run.firstX, run.first) { singles.append((cell, style)) }
                    }
                }
            }
        }
        canvas.draw(on: &surface, at: layout.area.origin)
        for (cell, style) in singles {
            surface.put(context.glyph("•", "o"), at: cell, style: style)
        }
    }

    private static func faint(_ style: Style, _ context: ViewContext) -> Style {
        if context.colors >= .indexed256, case .rgb = style.foreground {
            let gray: Color = context.theme.background == .dark ? .gray(0x68) : .gray(0x9A)
            return .color(style.foreground.mixed(with: gray, share: 0.65))
        }
        return Style(foreground: style.foreground, attributes: .dim)
    }

    private func drawMarks(on surface: inout Surface, _ layout: PlotLayout, _ context: ViewContext) {
        for mark in marks {
            guard let column = layout.column(mark.x) else { continue }
            let style = mark.style ?? context.theme.muted
            for row in layout.area.y..<layout.area.bottom {
                surface.put("┊", at: Point(column: column, row: row), style: style)
            }
        }
    }

    /// Over the curves: a label that a curve runs through cannot be read.
    private func drawMarkLabels(on surface: inout Surface, _ layout: PlotLayout, _ context: ViewContext) {
        var labelEnd = layout.area.x
        for mark in marks.sorted(by: { $0.x < $1.x }) {
            let width = TextMetrics.width(mark.label)
            guard width > 0, let place = layout.column(mark.x) else { continue }
            // At the right edge the label stands before its line.
            let column = place + width <= layout.area.right ? place : place - width + 1
            guard column >= labelEnd else { continue }
            surface.put(
                mark.label, at: Point(column: column, row: layout.area.y), style: mark.style ?? context.theme.muted)
            labelEnd = column + width + 1
        }
    }

    private func drawSelection(on surface: inout Surface, _ layout: PlotLayout, _ context: ViewContext) {
        guard let selection else { return }
        let visible = layout.xRange
        guard let left = layout.column(max(selection.lowerBound, visible.lowerBound)),
            let right = layout.column(min(selection.upperBound, visible.upperBound))
        else { return }
        let band = Rect(x: left, y: layout.area.y, width: right - left + 1, height: layout.area.height)
        let background = context.theme.selection.background
        surface.restyle(band) { background == .standard ? $0.reversed : $0.on(background) }
    }

    private func drawPointMarks(on surface: inout Surface, _ layout: PlotLayout, _ context: ViewContext) {
        for mark in pointMarks {
            guard let cell = layout.cell(mark.x, mark.y) else { continue }
            surface.put(String(mark.glyph), at: cell, style: mark.style ?? context.theme.accent)
        }
    }

    private func drawCursor(on surface: inout Surface, _ layout: PlotLayout, _ context: ViewContext) {
        guard let cursor, let column = layout.column(cursor) else { return }
        for row in layout.area.y..<layout.area.bottom {
            let point = Point(column: column, row: row)
            if surface[point].scalar == 0x20 { surface.put("│", at: point, style: context.theme.accent) }
        }
        for curve in series where curve.isListed {
            // On the line as it is drawn, which leads from this point to the next.
            guard let y = layout.drawn(curve.points, at: cursor), let cell = layout.cell(cursor, y) else { continue }
            surface.put("●", at: cell, style: curve.style.bold)
        }
    }

    /// The legend, or what the cursor reads.
    private func drawTopRow(
        on surface: inout Surface, in row: Rect, _ layout: PlotLayout, _ context: ViewContext
    ) {
        var column = layout.area.x + 1
        if let cursor {
            let text = (xUnit.isEmpty ? "" : xUnit + " ") + xFormat.reading(cursor)
            column += surface.put(text, at: Point(column: column, row: row.y), style: context.theme.accent) + 2
        }
        // What is drawn on top matters most and comes first.
        for curve in series.reversed() where curve.isListed {
            var text = " " + curve.name
            if let cursor {
                text += " " + (Self.reading(curve.points, at: cursor).map { yFormat.reading($0.y) } ?? "–")
            } else if !curve.note.isEmpty {
                text += " " + curve.note
            }
            let sample = curve.pattern.sample(context.glyphs)
            let room = row.right - column - TextMetrics.width(sample)
            // A long name is cut rather than left out, as long as it still says something.
            if TextMetrics.width(text) > room {
                if room < 12 || cursor != nil { break }
                text = TextMetrics.truncated(text, to: room)
            }
            column += surface.put(
                [Span(sample, curve.style), Span(text, context.theme.muted)], at: Point(column: column, row: row.y))
            column += 3
        }
    }
}
