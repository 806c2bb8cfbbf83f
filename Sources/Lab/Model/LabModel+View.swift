import Telemetry
import TerminalUI

extension LabModel {
    /// Draws the whole screen.
    public func view(_ context: ViewContext) -> Surface {
        var surface = Surface(context.size)
        if Self.isTiny(context.size) {
            drawTiny(on: &surface, context)
            return surface
        }
        let bounds = surface.bounds
        surface.draw(tabBar(context), in: bounds.split(top: 1).top, context: context)
        screen.draw(on: &surface, in: Self.area(in: context.size), state, context)
        surface.draw(statusLine(context), in: bounds.split(bottom: 1).bottom, context: context)
        drawLongNotice(on: &surface, context)
        if let dialog = state.dialog {
            surface.draw(dialog.widget, in: bounds, context: context)
        } else if let palette {
            drawPalette(palette, on: &surface, context)
        } else if let helpOffset {
            surface.draw(help(offset: helpOffset), in: bounds.inset(columns: 2, rows: 1), context: context)
        }
        return surface
    }

    func tabBar(_ context: ViewContext) -> TabBar {
        TabBar(name: "digitlab", tabs: screens.map(\.title), selection: selectedScreen, info: info(context))
    }

    /// The facts at the right of the top line: the data, and how the run stands.
    private func info(_ context: ViewContext) -> [Span] {
        var spans: [Span] = []
        switch state.data {
        case .ready(let dataset):
            if context.size.columns >= 100 {
                let counts =
                    "\(NumberFormat.grouped(dataset.train.count)) + \(NumberFormat.grouped(dataset.test.count))"
                spans.append(Span("\(dataset.title) \(counts)   ", context.theme.muted))
            }
        case .loading: spans.append(Span("loading images   ", context.theme.warning))
        case .missing: spans.append(Span("no images   ", context.theme.bad))
        }
        spans.append(statusSpan(context))
        return spans
    }

    private func statusSpan(_ context: ViewContext) -> Span {
        guard let run = state.run, run.isActive else { return Span(state.stage.id, context.theme.muted) }
        let snapshot = state.shown[run.stageID]?.snapshot
        let place = snapshot.map { " \(min($0.epoch + 1, $0.epochs))/\($0.epochs)" } ?? ""
        switch run.status {
        case .paused: return Span("⏸ \(run.stageID)\(place)", context.theme.warning)
        case .preparing: return Span("… \(run.stageID)", context.theme.accent)
        default: return Span("▶ \(run.stageID)\(place)", context.theme.good)
        }
    }

    func statusLine(_ context: ViewContext) -> StatusLine {
        var message: [Span] = []
        if let notice = state.notice {
            message = [Span(notice.text, notice.isWarning ? context.theme.bad : context.theme.accent)]
        } else if case .loading(let text, let share) = state.data {
            let percent = share.map { " \(NumberFormat.percent($0, 0))" } ?? ""
            message = [Span(text + percent, context.theme.accent)]
        }
        return StatusLine(hints, message: message)
    }

    /// An error that names a file is often longer than the bottom line has room for: it then takes the lines above it.
    private func drawLongNotice(on surface: inout Surface, _ context: ViewContext) {
        guard let notice = state.notice, notice.isWarning else { return }
        let (above, line) = surface.bounds.split(bottom: 1)
        guard TextMetrics.width(notice.text) > statusLine(context).messageRoom(in: line) else { return }
        let lines = TextMetrics.wrapped(notice.text, to: above.width - 2).prefix(6)
        let box = above.split(bottom: lines.count).bottom
        surface.fill(box)
        for (row, line) in lines.enumerated() {
            surface.put(line, at: box.origin.offset(columns: 1, rows: row), style: context.theme.bad)
        }
    }

    private func help(offset: Int) -> Help {
        Help("\(screen.title): keys", sections: helpSections, offset: offset)
    }

    private func drawTiny(on surface: inout Surface, _ context: ViewContext) {
        let size = context.size
        let lines = [
            "\(size.columns)×\(size.rows) is too small",
            "the lab needs \(Self.smallestSize.columns)×\(Self.smallestSize.rows)",
            "q quits",
        ]
        let top = max(0, (size.rows - lines.count) / 2)
        for (row, line) in lines.enumerated() {
            surface.put(line, in: surface.bounds, row: top + row, alignment: .center)
        }
    }
}
