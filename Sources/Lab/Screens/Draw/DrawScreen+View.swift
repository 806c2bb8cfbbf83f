import Drawing
import TerminalUI

extension DrawScreen {
    public func draw(on surface: inout Surface, in area: Rect, _ state: LabState, _ context: ViewContext) {
        let layout = DrawLayout(area, panel: panel)
        drawCanvas(on: &surface, layout, context)
        if let rect = layout.seen { drawSeen(on: &surface, in: rect, context) }
        if let rect = layout.answer { drawAnswer(on: &surface, in: rect, context) }
        if let rect = layout.verdicts { drawVerdicts(on: &surface, in: rect, context) }
        if let rect = layout.lesson { drawLesson(on: &surface, in: rect, state, context) }
        if let rect = layout.foldLine { drawFolds(layout.folded, on: &surface, in: rect, context) }
        if let prompt { surface.draw(prompt.dialog, in: area, context: context) }
    }

    // MARK: Canvas

    private func drawCanvas(on surface: inout Surface, _ layout: DrawLayout, _ context: ViewContext) {
        let canvas = board.canvas
        let tool = canvas.isErasing ? "eraser" : "pen"
        let toolStyle = canvas.isPenDown ? context.theme.warning : canvas.isErasing ? context.theme.bad : Style.plain
        let info = [
            Span("\(tool) \(canvas.isPenDown ? "down" : "up")", toolStyle),
            Span(" · \(NumberFormat.fixed(Double(canvas.penWidth), 1)) px"),
        ]
        surface.draw(Frame("Draw", info: info, isFocused: true), in: layout.canvas, context: context)
        let paper = layout.paper
        surface.draw(CanvasPicture(canvas: canvas, zoom: layout.zoom), in: paper, context: context)
        // The border points at the pen, so that it is found at a glance and without colours.
        let pen = canvas.cursorCell
        let column = paper.x + pen.x * layout.zoom + (layout.zoom - 1) / 2
        let row = paper.y + (pen.y * layout.zoom + layout.zoom / 2) / 2
        let style = Style(foreground: CanvasPicture.penColor(canvas), attributes: .bold)
        let pointer = context.colors == .none ? Style.plain.bold : style
        surface.put("▴", at: Point(column: column, row: layout.canvas.bottom - 1), style: pointer)
        surface.put("▸", at: Point(column: layout.canvas.x, row: row), style: pointer)
        if canvas.isEmpty, !canvas.isPenDown {
            let words = ["Space puts the pen down,", "the arrows draw.", "Or drag the mouse."]
            for (index, line) in words.enumerated() {
                let rect = Rect(x: paper.x, y: paper.y + 1 + index, width: paper.width, height: 1)
                surface.put(line, in: rect, alignment: .center, style: context.theme.muted)
            }
        }
    }

    // MARK: What the network sees

    private func drawSeen(on surface: inout Surface, in rect: Rect, _ context: ViewContext) {
        let name = verdict.map { "What \($0.stageID) sees" } ?? "What the network sees"
        let style = board.normalizes ? context.theme.good : context.theme.warning
        let state = [Span("n ", context.theme.accent), Span(board.normalizes ? "normalised" : "as drawn", style)]
        let inside = surface.frame(Frame(name, footer: state), in: rect, context: context)
        guard let seen = board.seen else {
            let words = ["nothing yet", "", "Your digit appears here,", "scaled and centred", "as MNIST's are."]
            let top = max(0, (inside.height - words.count) / 2)
            for (index, line) in words.enumerated() where top + index < inside.height {
                surface.put(line, in: inside, row: top + index, alignment: .center, style: context.theme.muted)
            }
            return
        }
        let raster = Raster(width: seen.width, height: seen.height, bytes: seen.pixels)
        surface.draw(Image(raster, mayGrow: false, alignment: .center), in: inside, context: context)
    }

    // MARK: Answer

    private func drawAnswer(on surface: inout Surface, in rect: Rect, _ context: ViewContext) {
        let theme = context.theme
        let name = verdict?.stageID ?? ""
        let title = verdict == nil ? "Answer" : rect.width >= 17 + name.count ? "The answer of \(name)" : "\(name) says"
        let inside = surface.frame(Frame(title), in: rect, context: context).inset(columns: 1, rows: 0)
        guard let verdict, let probabilities = verdict.probabilities, let ranking = verdict.ranking else {
            drawHint(on: &surface, in: inside, context)
            return
        }
        let head = inside.height >= 17 ? 2 : 1
        let barRows = probabilities.count
        if inside.height >= barRows + 4 {
            let confidence = Double(probabilities[ranking[0]])
            surface.draw(LargeDigit(digit: ranking[0], zoom: head, style: theme.accent), in: inside, context: context)
            let text = inside.inset(left: LargeDigit.columns * head + 2)
            surface.put(
                confidence > 0.9995 ? "100 %" : NumberFormat.percent(confidence, 1), in: text, alignment: .left,
                style: theme.title)
            let second = Double(probabilities[ranking[1]])
            if second >= 0.0005 {
                surface.put(
                    "or \(ranking[1]) \(NumberFormat.percent(second, second < 0.0995 ? 1 : 0))", in: text, row: 1,
                    alignment: .left, style: theme.muted)
            }
            surface.put(verdict.mark?.text ?? "", in: text, row: 2, alignment: .left, style: theme.muted)
        }
        let bars = Bars(
            items: probabilities.enumerated().map { digit, value in
                let isWinner = digit == ranking[0]
                return Bars.Item(
                    "\(digit)", Double(value), NumberFormat.fixed(Double(value) * 100, 1),
                    style: isWinner ? theme.accent : theme.train)
            }, winner: ranking[0])
        let list = inside.inset(top: max(0, min(inside.height - barRows, 3 * head + 1)))
        surface.draw(
            bars, in: Rect(x: list.x, y: list.y, width: list.width, height: min(barRows, list.height)), context: context
        )
    }

    private func drawHint(on surface: inout Surface, in rect: Rect, _ context: ViewContext) {
        if !areModelsLoaded {
            surface.put("loading weights …", in: rect, row: 1, alignment: .left, style: context.theme.muted)
            return
        }
        let keys: [(String, String)] =
            verdict == nil
            ? [("1", "train a stage")]
            : [
                ("Space", "pen"), ("↑↓←→", "draw"), ("mouse", "draws"), ("t", "test digit"), ("L", "load PNG"),
                ("[ ]", "pen size"),
            ]
        let first = verdict == nil ? "No weights yet:" : "Draw a digit:"
        surface.put(first, in: rect, row: 1, alignment: .left, style: context.theme.title)
        for (index, (key, action)) in keys.enumerated() where index + 3 < rect.height {
            let line = rect.origin.offset(rows: index + 3)
            surface.put(key, at: line, style: context.theme.accent)
            surface.put(
                action, at: line.offset(columns: 6), style: context.theme.muted, maxWidth: max(0, rect.width - 6))
        }
    }

    // MARK: Verdicts

    func verdictList(in inside: Rect) -> VerdictList {
        let isWide = inside.width >= 56
        return VerdictList(
            verdicts: verdicts, front: verdict?.stageID,
            bounds: isWide ? inside.inset(columns: 1, rows: inside.height >= 18 ? 1 : 0) : inside,
            isLoaded: areModelsLoaded)
    }

    private func drawVerdicts(on surface: inout Surface, in rect: Rect, _ context: ViewContext) {
        let answers = verdicts.compactMap(\.answer)
        var info: [Span] = []
        if let front = verdict?.answer, answers.count > 1 {
            let agreeing = answers.filter { $0 == front }.count
            info = [Span(agreeing == answers.count ? "all agree" : "\(agreeing) of \(answers.count) say \(front)")]
        }
        let inside = surface.frame(Frame("Every stage's verdict", info: info), in: rect, context: context)
        let list = verdictList(in: inside)
        surface.draw(list, in: inside, context: context)
        let free = inside.split(top: list.height + 1).rest.inset(left: 3)
        guard inside.width >= 56, free.height >= 3 else { return }
        let lines = [
            ("Tab ", "or a click puts another stage in front"),
            ("=   ", "and a digit keeps your drawing; m shows them"),
        ]
        for (row, (key, text)) in lines.enumerated() {
            surface.put(
                [Span(key, context.theme.accent), Span(text, context.theme.muted)],
                at: free.origin.offset(rows: free.height - 3 + row), maxWidth: free.width)
        }
    }

    // MARK: Lesson

    /// The two measured figures, where there is room for them; the whole lesson is a key away.
    private func drawLesson(on surface: inout Surface, in rect: Rect, _ state: LabState, _ context: ViewContext) {
        let inside = surface.frame(
            Frame(
                "Why normalise?", footer: [Span("i ", context.theme.accent), Span("the lesson")]),
            in: rect, context: context
        ).inset(columns: 1, rows: 0)
        var lines: [[Span]] = []
        if let normalised = state.lessonFields["normalised_accuracy"],
            let shifted = state.lessonFields["shifted_accuracy"]
        {
            lines = [
                [Span(normalised, context.theme.good.bold), Span("  redrawn anywhere, 60–140 % in size, normalised")],
                [Span(shifted, context.theme.bad), Span("  moved by up to 6 pixels, not normalised")],
                [],
            ]
        }
        let text =
            "MNIST's digits all fill 20×20 pixels, their balance point in the middle. A network knows nothing else: "
            + "press n and see the answer flip."
        lines += TextMetrics.wrapped(text, to: inside.width).map { [Span($0, context.theme.muted)] }
        for (row, line) in lines.prefix(inside.height).enumerated() {
            surface.put(line, at: inside.origin.offset(rows: row), maxWidth: inside.width)
        }
    }

    // MARK: Folded

    private func drawFolds(
        _ panels: [DrawLayout.Panel], on surface: inout Surface, in rect: Rect, _ context: ViewContext
    ) {
        var spans = [Span(" Tab ", context.theme.accent)]
        let current = panels.contains(panel) ? panel : .answer
        for item in panels {
            let name =
                switch item {
                case .answer: "answer"
                case .seen: "what it sees"
                case .verdicts: "every stage"
                }
            spans.append(
                Span(
                    item == current ? "▸\(name) " : " \(name) ",
                    item == current ? context.theme.title : context.theme.muted))
        }
        surface.put(spans, at: rect.origin, maxWidth: rect.width)
    }
}

private typealias Point = TerminalUI.Point
