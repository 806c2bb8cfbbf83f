import Notebook
import Telemetry
import TerminalUI

/// Where the panels of the Runs screen stand; what has no room is `nil`.
struct RunsLayout {
    var table: Rect
    var curves: Rect?
    var details: Rect?

    init(_ area: Rect, focus: RunsScreen.Panel) {
        let (upper, lower) = area.split(top: max(8, area.height * 9 / 20))
        table = upper
        if area.width >= 100 {
            let (left, right) = lower.split(left: 44)
            details = left
            curves = right
        } else if focus == .details {
            details = lower
        } else {
            curves = lower
        }
    }
}

extension RunsScreen {

    private typealias TableColumn = (order: RunOrder?, column: Table.Column, cell: (RunItem) -> Span)

    /// The columns that a width has room for: narrow windows leave out what matters least.
    private func columns(_ runs: [RunItem], width: Int, _ theme: Theme) -> [TableColumn] {
        var columns: [TableColumn] = [
            (.started, .init("run", width: .flexible(weight: 1, minimum: 19)), { Span($0.title ?? $0.started) }),
            (.best, .init("best", width: .fixed(7), alignment: .right), { Self.percent($0.bestAccuracy, theme.test) }),
            (.last, .init("last", width: .fixed(7), alignment: .right), { Self.percent($0.lastAccuracy, .plain) }),
        ]
        var room = width - 40
        func add(_ cells: Int, at index: Int? = nil, _ column: @autoclosure () -> TableColumn) {
            guard room >= cells + 2 else { return }
            room -= cells + 2
            columns.insert(column(), at: index ?? columns.count)
        }
        let hasStages = Set(runs.map(\.stageID)).count > 1
        if hasStages { add(10, at: 1, (.stage, .init("stage", width: .fixed(10)), { Span($0.stageID) })) }
        // What was changed tells runs of a stage apart, so it stands beside their names.
        for field in changedFields(runs) {
            let texts = runs.compactMap { $0.text(of: field) }.map { TextMetrics.width($0) }
            let cells = min(16, max(TextMetrics.width(field.name) + 2, texts.max() ?? 0))
            add(
                cells, at: columns.count - 2,
                (
                    .setting(field), .init(field.name, width: .fixed(cells), alignment: .right),
                    { run in
                        let isChanged = field.differs(run.hyperparameters, from: run.defaults)
                        return Span(run.text(of: field) ?? "–", isChanged ? theme.warning : theme.muted)
                    }
                ))
        }
        add(8, (.epochs, .init("epochs", width: .fixed(8), alignment: .right), { Span("\($0.epochs)") }))
        add(
            8,
            (
                .time, .init("time", width: .fixed(8), alignment: .right),
                { Span(NumberFormat.duration(seconds: $0.trainingSeconds)) }
            ))
        add(11, (nil, .init("status", width: .fixed(11)), { Self.status($0, theme) }))
        add(
            12,
            (
                .parameters, .init("parameters", width: .fixed(12), alignment: .right),
                { Span(NumberFormat.grouped($0.parameters)) }
            ))
        if runs.contains(where: { $0.title != nil }) {
            add(19, (.started, .init("started", width: .fixed(19)), { Span($0.started, theme.muted) }))
        }
        add(13, (nil, .init("data", width: .fixed(13)), { Span($0.dataset, theme.muted) }))
        return columns
    }

    /// What the table can be ordered by as it is, each once.
    func orders(_ state: LabState) -> [RunOrder] {
        let width = RunsLayout(LabModel.area(in: state.context.size), focus: focus).table.width - 2
        var orders: [RunOrder] = []
        for column in columns(runs(state), width: width, state.context.theme) {
            if let order = column.order, !orders.contains(order) { orders.append(order) }
        }
        return orders
    }

    private func table(_ state: LabState, width: Int) -> (table: Table, orders: [RunOrder?]) {
        let theme = state.context.theme
        let runs = runs(state)
        let columns = columns(runs, width: width, theme)
        let rows = runs.map { run in
            Table.Row(columns.map { $0.cell(run) }, isMarked: marked.contains(run.id))
        }
        let sort = columns.firstIndex { $0.order == order }.map { Table.Sort(column: $0, isAscending: isAscending) }
        let placeholder =
            state.runs.isEmpty
            ? "No run yet. Go to 1 Train and press Space." : "No run matches \"\(editor?.text ?? filter)\"."
        return (
            Table(
                columns: columns.map(\.column), rows: rows, selection: rows.isEmpty ? nil : row(runs), sort: sort,
                isFocused: focus == .table && editor == nil, placeholder: placeholder), columns.map(\.order)
        )
    }

    private static func percent(_ value: Double?, _ style: Style) -> Span {
        Span(value.map { NumberFormat.percent($0) } ?? "–", style)
    }

    private static func status(_ run: RunItem, _ theme: Theme) -> Span {
        switch run.status {
        case "failed": Span("✗ failed", theme.bad)
        // As long as the column: the word is its own sign.
        case "interrupted": Span(run.status, theme.bad)
        case "running": Span("▶ running", theme.good)
        default: Span(run.status, theme.muted)
        }
    }

    public func draw(on surface: inout Surface, in area: Rect, _ state: LabState, _ context: ViewContext) {
        let layout = RunsLayout(area, focus: focus)
        drawTable(on: &surface, in: layout.table, state, context)
        if let rect = layout.details { drawDetails(on: &surface, in: rect, state, context) }
        if let rect = layout.curves { drawCurves(on: &surface, in: rect, state, context) }
    }

    private func drawTable(on surface: inout Surface, in rect: Rect, _ state: LabState, _ context: ViewContext) {
        let (table, _) = table(state, width: rect.width - 2)
        var info = [Span("\(table.rows.count) of \(state.runs.count)")]
        if !state.runProblems.isEmpty {
            info.append(Span("  \(state.runProblems.count) unreadable", context.theme.warning))
        }
        var frame = Frame("Runs", info: info, isFocused: focus == .table)
        if !filter.isEmpty, editor == nil { frame.footer = [Span("filter: \(filter)   Esc all")] }
        let inside = surface.frame(frame, in: rect, context: context)
        var body = inside
        if let editor {
            let (rest, line) = inside.split(bottom: 1)
            body = rest
            surface.put("/", at: line.origin.offset(columns: 1), style: context.theme.accent)
            surface.draw(editor, in: line.inset(left: 2, top: 0, right: 1, bottom: 0), context: context)
        }
        surface.draw(table, in: body, context: context)
    }

    private func drawDetails(on surface: inout Surface, in rect: Rect, _ state: LabState, _ context: ViewContext) {
        let run = current(state)
        let inside = surface.frame(
            Frame(
                marked.count > 1 ? "What differs" : "Settings",
                info: [Span(marked.count > 1 ? "\(marked.count) runs" : run?.stageID ?? "")],
                isFocused: focus == .details), in: rect, context: context
        ).inset(left: 1, top: 0, right: 1, bottom: 0)
        let compared = marked.compactMap { name in state.runs.first { $0.id == name } }
        if compared.count > 1 {
            drawDifferences(compared, on: &surface, in: inside, context)
            return
        }
        guard let run else { return }
        let theme = context.theme
        var lines: [[Span]] = []
        func fact(_ name: String, _ value: String, _ style: Style = .plain) {
            lines.append([Span(TextMetrics.fitted(name, to: 14), theme.muted), Span(value, style)])
        }
        fact("folder", run.id)
        fact("started", run.started)
        fact("status", run.status, ["failed", "interrupted"].contains(run.status) ? theme.bad : .plain)
        if let best = run.bestAccuracy {
            fact("best", "\(NumberFormat.percent(best)) in epoch \(run.bestEpoch ?? 0)", theme.test)
        }
        if let lowest = run.lowestTestLoss { fact("lowest loss", NumberFormat.general(lowest, digits: 3)) }
        fact("length", "\(run.epochs) epochs, \(NumberFormat.duration(seconds: run.trainingSeconds))")
        fact("data", run.dataset)
        for field in HyperparameterField.fields(for: run.stage, run.hyperparameters) where field != .dataset {
            let differs = field.differs(run.hyperparameters, from: run.defaults)
            fact(
                field.name, field.text(in: run.hyperparameters) + (differs ? " •" : ""),
                differs ? theme.warning : .plain)
        }
        fact("parameters", NumberFormat.grouped(run.parameters))
        fact("computed by", "\(run.blasKernel), \(run.threads) threads")
        for (row, line) in lines.prefix(inside.height).enumerated() {
            surface.put(line, at: inside.origin.offset(rows: row), maxWidth: inside.width)
        }
    }

    /// Marked runs side by side: the figures, then each setting that is not the same in all of them.
    private func drawDifferences(
        _ runs: [RunItem], on surface: inout Surface, in rect: Rect, _ context: ViewContext
    ) {
        let theme = context.theme
        let label = 14
        let shown = runs.prefix(max(1, (rect.width - label) / 10))
        let width = (rect.width - label) / max(1, shown.count)
        var row = 0
        func line(_ name: String, _ values: [Span]) {
            guard row < rect.height else { return }
            surface.put(
                TextMetrics.fitted(name, to: label - 1), at: rect.origin.offset(rows: row), style: theme.muted)
            for (index, value) in values.enumerated() {
                let text = TextMetrics.fitted(value.text, to: width - 1, alignment: .right)
                surface.put(
                    text, at: rect.origin.offset(columns: label + index * width, rows: row), style: value.style)
            }
            row += 1
        }
        line(
            "",
            shown.enumerated().map { index, run in
                Span(run.title ?? "\(run.stageID) \(run.startedTime)", theme.ghost(index))
            })
        line("best", shown.map { Self.percent($0.bestAccuracy, theme.test) })
        line("last", shown.map { Self.percent($0.lastAccuracy, .plain) })
        line("time", shown.map { Span(NumberFormat.duration(seconds: $0.trainingSeconds)) })
        line("epochs", shown.map { Span("\($0.epochs)") })
        if Set(shown.map(\.parameters)).count > 1 {
            line("parameters", shown.map { Span(NumberFormat.grouped($0.parameters)) })
        }
        for field in HyperparameterField.allCases where field != .dataset {
            let texts = shown.map { $0.text(of: field) ?? "–" }
            if Set(texts).count > 1 { line(field.name, texts.map { Span($0, theme.warning) }) }
        }
    }

    private func drawCurves(on surface: inout Surface, in rect: Rect, _ state: LabState, _ context: ViewContext) {
        var options = state.settings.plot
        options.scale = scale
        var set = CurveSet(history: nil, options: options)
        let run = current(state)
        if marked.isEmpty {
            set.history = run.flatMap { state.curves(ofRun: $0.id) }
            set.placeholder = run == nil ? "no run to show" : set.history == nil ? "reading" : "no curves yet"
        } else {
            let patterns: [Plot.Pattern] = [.solid, .dashed, .dotted, .dashDotted]
            for (index, name) in marked.enumerated() {
                guard let history = state.curves(ofRun: name), let item = state.runs.first(where: { $0.id == name })
                else {
                    continue
                }
                // Hues repeat after six curves; the pattern then tells them apart, and without colours at once.
                let pattern = context.colors == .none ? patterns[index % 4] : patterns[index / 6 % 4]
                set.ghosts.append(
                    .init(
                        name: item.legendName, history: history,
                        style: context.theme.ghost(index), pattern: pattern))
            }
            set.placeholder = "reading"
        }
        if let pinned = CurveSet.pinned(state, context), !marked.contains(pinned.id), run?.id != pinned.id {
            set.ghosts.insert(pinned.ghost, at: 0)
        }
        let title = quantity == .accuracy ? "Test accuracy" : "Test loss"
        let what = marked.isEmpty ? run.map { $0.title ?? $0.started } ?? "" : "\(marked.count) runs"
        let frame = Frame(
            title, info: [Span(what)],
            footer: [
                Span("v ", context.theme.accent), Span(quantity == .accuracy ? "loss" : "accuracy"),
                Span(" · z ", context.theme.accent), Span(set.scaleText(quantity)),
            ],
            isFocused: focus == .curves)
        let inside = surface.frame(frame, in: rect, context: context)
        surface.draw(set.plot(quantity, context), in: inside, context: context)
    }

    public mutating func handle(_ mouse: MouseEvent, in area: Rect, _ state: inout LabState) -> [LabEffect] {
        let layout = RunsLayout(area, focus: focus)
        let runs = runs(state)
        let isInTable = layout.table.contains(mouse.position)
        switch mouse.kind {
        case .press where mouse.button == .left:
            if layout.curves?.contains(mouse.position) ?? false { focus = .curves }
            if layout.details?.contains(mouse.position) ?? false { focus = .details }
            guard isInTable else { return [] }
            focus = .table
            let inside = Frame.inside(layout.table)
            let (table, orders) = table(state, width: layout.table.width - 2)
            if let column = table.header(at: mouse.position, in: inside) {
                if let order = orders[column] { sort(by: order) }
            } else if let index = table.row(at: mouse.position, in: inside) {
                // The columns before the names take the mark.
                if mouse.position.column < inside.x + 2 {
                    chosen = runs[index].id
                    return perform(.withRun(.mark), &state)
                }
                return choose(index, runs, &state)
            }
            return []
        case .scrollUp where isInTable: return choose(row(runs) - 1, runs, &state)
        case .scrollDown where isInTable: return choose(row(runs) + 1, runs, &state)
        default: return []
        }
    }
}
