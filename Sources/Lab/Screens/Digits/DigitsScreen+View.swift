import Datasets
import Telemetry
import TerminalUI

extension DigitsScreen {
    /// A picture at half size, its answer below it, and a column between pictures.
    static let pitch = Size(columns: ImageSet.side / 2 + 1, rows: ImageSet.side / 4 + 1)

    private func wallInside(_ area: Rect) -> Rect {
        let layout = DigitsLayout(area, focus: focus)
        return (layout.wall ?? layout.matrix).map(Frame.inside) ?? Rect.zero
    }

    /// Pictures in a row, and whole rows in sight.
    func wallSize(_ state: LabState) -> (columns: Int, rows: Int) {
        Self.grid(wallInside(LabModel.area(in: state.context.size)))
    }

    private static func grid(_ inside: Rect) -> (columns: Int, rows: Int) {
        (max(1, inside.width / pitch.columns), max(1, inside.height / pitch.rows))
    }

    /// Lines from one row of pictures to the next: what is left over parts them, as no row is cut.
    private static func rowPitch(_ inside: Rect) -> Int {
        let rows = grid(inside).rows
        return rows > 1 ? (inside.height - pitch.rows) / (rows - 1) : pitch.rows
    }

    public func draw(on surface: inout Surface, in area: Rect, _ state: LabState, _ context: ViewContext) {
        let layout = DigitsLayout(area, focus: focus)
        if let rect = layout.wall { drawWall(on: &surface, in: rect, state, context) }
        if let rect = layout.matrix { drawMatrix(on: &surface, in: rect, state, context) }
        if let rect = layout.digit { drawDigit(on: &surface, in: rect, state, context) }
    }

    // MARK: Wall

    private func drawWall(on surface: inout Surface, in rect: Rect, _ state: LabState, _ context: ViewContext) {
        let names = state.classNames
        var info: [Span] = []
        if let index {
            info = [
                Span("wrong \(NumberFormat.grouped(index.wrongCount)) of \(NumberFormat.grouped(index.order.count))")
            ]
        }
        var footer: [Span] = []
        if !images.isEmpty {
            footer = [Span("\(NumberFormat.grouped(position + 1)) of \(NumberFormat.grouped(images.count))")]
        }
        let title = "Test digits: \(filter.title(names))"
        let inside = surface.frame(
            Frame(title, info: info, footer: footer, isFocused: focus == .wall), in: rect, context: context)
        guard let dataset = state.dataset, !images.isEmpty else {
            surface.put(
                state.data.isLoading ? "loading images" : "no images", in: inside, row: inside.height / 2,
                alignment: .center, style: context.theme.muted)
            return
        }
        var body = inside
        if index == nil {
            // Without answers the images stand in the order of the test set.
            let (line, rest) = inside.split(top: 1)
            surface.put(missingText(state), in: line, alignment: .left, style: context.theme.warning)
            body = rest
        }
        let (columns, _) = Self.grid(body)
        let totalRows = (images.count + columns - 1) / columns
        let visible = max(1, body.height / Self.pitch.rows)
        let first = ScrollBar.offset(selection: position / columns, count: totalRows, visible: visible)
        surface.clipped(to: body) { surface in
            for row in 0..<visible {
                for column in 0..<columns {
                    let place = (first + row) * columns + column
                    guard images.indices.contains(place) else { break }
                    let origin = body.origin.offset(
                        columns: column * Self.pitch.columns, rows: row * Self.rowPitch(body))
                    drawTile(place, at: origin, on: &surface, dataset, context)
                }
            }
        }
        surface.draw(
            ScrollBar(offset: first, visible: visible, total: totalRows),
            in: Rect(x: rect.right - 1, y: body.y, width: 1, height: body.height), context: context)
    }

    private func drawTile(
        _ place: Int, at origin: Point, on surface: inout Surface, _ dataset: Dataset, _ context: ViewContext
    ) {
        let image = images[place]
        let width = Self.pitch.columns - 1
        let height = Self.pitch.rows - 1
        if let raster = PixelImage.raster(image, of: dataset.test) {
            surface.draw(
                Image(raster, mayGrow: false),
                in: Rect(x: origin.column, y: origin.row, width: width, height: height), context: context)
        }
        let line = Rect(x: origin.column, y: origin.row + height, width: width, height: 1)
        let label = Int(dataset.test.labels[image])
        if let index {
            let spans = AnswerText.spans(
                answer: Int(index.answers[image]), label: label, confidence: Double(index.confidences[image]),
                names: dataset.classNames, width: width - 1, theme: context.theme)
            surface.put(spans, at: line.origin.offset(columns: 1), maxWidth: width - 1)
        } else {
            surface.put(
                dataset.classNames[label], at: line.origin.offset(columns: 1), style: context.theme.muted,
                maxWidth: width - 1)
        }
        if place == position {
            surface.put("▸", at: line.origin, style: context.theme.accent)
            let look = focus == .matrix ? context.theme.quietSelection : context.theme.selection
            surface.restyle(line) { focus == .matrix ? look.over($0) : look.adding($0.attributes) }
        }
    }

    /// Why there are no answers, and what brings them.
    private func missingText(_ state: LabState) -> String {
        if state.evaluating.contains(state.stage.id) { return "asking \(state.stage.id) about every digit …" }
        if state.isTrainingSelectedStage { return "the first look at the test digits comes in a moment" }
        if state.shownRun != nil { return "not asked yet" }
        return "\(state.stage.id) was not trained yet: Space starts it"
    }

    // MARK: Matrix

    func heatMap(_ state: LabState) -> HeatMap {
        let names = state.classNames
        let isDigits = names.allSatisfy { $0.count == 1 }
        return HeatMap(
            counts: index?.confusions
                ?? [[Int]](repeating: [Int](repeating: 0, count: names.count), count: names.count),
            rowLabels: isDigits ? names : names.map { String($0.prefix(10)) },
            columnLabels: isDigits ? names : names.map { String($0.prefix(3)) },
            rowTitle: isDigits ? "" : "is", columnTitle: "taken for",
            selection: focus == .matrix ? cell : filterCell)
    }

    private var filterCell: (row: Int, column: Int)? {
        if case .cell(let label, let answer) = filter { return (label, answer) }
        return nil
    }

    private func drawMatrix(on surface: inout Surface, in rect: Rect, _ state: LabState, _ context: ViewContext) {
        var info: [Span] = []
        if let report = state.shownRun?.report {
            info = [Span("test \(NumberFormat.percent(report.accuracy))", context.theme.test)]
        }
        let source = state.shownRun.map { $0.source == .session ? "" : ", \($0.label)" } ?? ""
        let inside = surface.frame(
            Frame("Confusion matrix\(source)", info: info, isFocused: focus == .matrix), in: rect, context: context)
        guard index != nil else {
            let text = missingText(state)
            for (row, line) in TextMetrics.wrapped(text, to: inside.width - 2).enumerated() {
                surface.put(
                    line, in: inside, row: inside.height / 2 + row, alignment: .center, style: context.theme.muted)
            }
            return
        }
        surface.draw(heatMap(state), in: inside.inset(left: 1, top: 0, right: 0, bottom: 0), context: context)
    }

    // MARK: The chosen digit

    private func drawDigit(on surface: inout Surface, in rect: Rect, _ state: LabState, _ context: ViewContext) {
        guard let dataset = state.dataset, images.indices.contains(position) else {
            surface.frame(Frame("Digit", isFocused: focus == .digit), in: rect, context: context)
            return
        }
        let image = images[position]
        let label = Int(dataset.test.labels[image])
        let inside = surface.frame(
            Frame(
                "Digit \(NumberFormat.grouped(image))", info: [Span("is \(dataset.classNames[label])")],
                isFocused: focus == .digit), in: rect, context: context)
        guard let raster = PixelImage.raster(image, of: dataset.test) else { return }
        let verdict = verdict(
            label, dataset, width: inside.width >= 46 ? inside.width - ImageSet.side - 3 : inside.width, context)
        if inside.width >= 46 {
            // Picture left, its ten probabilities beside it.
            let side = min(inside.height * 2, inside.width - 20, ImageSet.side)
            let (left, right) = inside.split(left: side + 1)
            surface.draw(
                Image(raster, mayGrow: false), in: left.inset(left: 0, top: 0, right: 1, bottom: 0), context: context)
            let (line, below) = right.inset(left: 1, top: 0, right: 1, bottom: 0).split(top: 1)
            surface.put(verdict, at: line.origin, maxWidth: line.width)
            let bars = below.inset(left: 0, top: 1, right: 0, bottom: 0)
            surface.draw(
                self.bars(dataset, state, label), in: bars.split(top: min(19, bars.height)).top, context: context)
        } else if inside.height >= ImageSet.side / 2 + dataset.classNames.count + 2 {
            let (upper, lower) = inside.split(top: ImageSet.side / 2 + 1)
            surface.draw(Image(raster, mayGrow: false, alignment: .center), in: upper, context: context)
            surface.put(verdict, at: lower.origin, maxWidth: lower.width)
            surface.draw(
                bars(dataset, state, label),
                in: lower.inset(left: 0, top: 1, right: 0, bottom: 0)
                    .split(top: dataset.classNames.count).top,
                context: context)
        } else {
            // The bars in two columns under the picture.
            let rows = (dataset.classNames.count + 1) / 2
            let (upper, lower) = inside.split(bottom: rows + 1)
            surface.draw(Image(raster, mayGrow: false, alignment: .center), in: upper, context: context)
            surface.put(verdict, at: lower.origin, maxWidth: lower.width)
            let all = bars(dataset, state, label)
            let halves = lower.inset(left: 0, top: 1, right: 0, bottom: 0).columns([.flexible, .flexible], spacing: 1)
            for (half, place) in halves.enumerated() {
                let winner = all.winner.flatMap { $0 / rows == half ? $0 % rows : nil }
                surface.draw(
                    Bars(items: Array(all.items.dropFirst(half * rows).prefix(rows)), winner: winner), in: place,
                    context: context)
            }
        }
    }

    private func bars(_ dataset: Dataset, _ state: LabState, _ label: Int) -> Bars {
        let isDigits = dataset.classNames.allSatisfy { $0.count == 1 }
        let items = dataset.classNames.enumerated().map { index, name -> Bars.Item in
            let value = probabilities.indices.contains(index) ? Double(probabilities[index]) : 0
            let mark = index == label ? "✓" : " "
            return Bars.Item(
                (isDigits ? name : String(name.prefix(8))) + mark, value,
                probabilities.isEmpty ? "–" : NumberFormat.fixed(value * 100, 1))
        }
        return Bars(items: items, winner: probabilities.indices.max { probabilities[$0] < probabilities[$1] })
    }

    /// `4 ✗ 98 %, is 9`.
    private func verdict(_ label: Int, _ dataset: Dataset, width: Int, _ context: ViewContext) -> [Span] {
        guard let answer = probabilities.indices.max(by: { probabilities[$0] < probabilities[$1] }) else {
            return [Span("no answer yet", context.theme.muted)]
        }
        let isRight = answer == label
        let sureness = NumberFormat.percent(Double(probabilities[answer]), 1)
        var spans = [
            Span(isRight ? "✓ " : "✗ ", isRight ? context.theme.good : context.theme.bad),
            Span("says \(dataset.classNames[answer])", .plain.bold), Span(", \(sureness)"),
        ]
        // The border says what it is, too.
        let correction = Span(", is \(dataset.classNames[label])", context.theme.bad)
        if !isRight, spans.width + correction.width <= width { spans.append(correction) }
        return spans
    }

    // MARK: Mouse

    public mutating func handle(_ mouse: MouseEvent, in area: Rect, _ state: inout LabState) -> [LabEffect] {
        let layout = DigitsLayout(area, focus: focus)
        guard let panel = layout.panel(at: mouse.position) else { return [] }
        switch mouse.kind {
        case .press where mouse.button == .left:
            focus = panel
            if panel == .wall, let rect = layout.wall {
                var body = Frame.inside(rect)
                if index == nil { body = body.split(top: 1).rest }
                let (columns, _) = Self.grid(body)
                let totalRows = (images.count + columns - 1) / columns
                let visible = max(1, body.height / Self.pitch.rows)
                let first = ScrollBar.offset(selection: position / columns, count: totalRows, visible: visible)
                guard body.contains(mouse.position) else { return [] }
                let column = (mouse.position.column - body.x) / Self.pitch.columns
                let line = (mouse.position.row - body.y) / Self.rowPitch(body)
                let place = (first + line) * columns + column
                if column < columns, line < visible, images.indices.contains(place) { choose(place, &state) }
            } else if panel == .matrix, let rect = layout.matrix, index != nil {
                let inside = Frame.inside(rect).inset(left: 1, top: 0, right: 0, bottom: 0)
                if let hit = heatMap(state).cell(at: mouse.position, in: inside) {
                    cell = hit
                    pick(&state)
                }
            }
        case .scrollUp, .scrollDown:
            let columns = layout.wall == nil ? 1 : wallSize(state).columns
            choose(position + (mouse.kind == .scrollUp ? -columns : columns), &state)
        default: break
        }
        return []
    }
}
