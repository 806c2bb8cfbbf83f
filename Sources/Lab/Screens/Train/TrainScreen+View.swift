import Datasets
import Notebook
import Telemetry
import TerminalUI

extension TrainScreen {
    func layout(_ area: Rect, _ state: LabState) -> TrainLayout {
        TrainLayout(area, focus: focus, mainPanel: mainPanel, stageCount: state.stages.count)
    }

    public func draw(on surface: inout Surface, in area: Rect, _ state: LabState, _ context: ViewContext) {
        let places = layout(area, state)
        if let rect = places.stages { drawStages(on: &surface, in: rect, state, context) }
        if let rect = places.form { drawForm(on: &surface, in: rect, state, context) }
        if places.accuracy != nil || places.loss != nil {
            let set = curves(state, context)
            if let rect = places.accuracy { draw(set, .accuracy, on: &surface, in: rect, state, context) }
            if let rect = places.loss { draw(set, .loss, on: &surface, in: rect, state, context) }
        }
        let teachesElsewhere = (places.stages?.height ?? 0) < state.stages.count + 3
        drawProgress(
            on: &surface, in: places.progress, state, context, note: teachesElsewhere ? stageNote(state, context) : nil)
        if let rect = places.digits {
            let strip = DigitStrip(state: state)
            let inside = surface.frame(
                Frame("Test digits", info: strip.info(context), isFocused: focus == .digits), in: rect,
                context: context)
            surface.draw(strip, in: inside, context: context)
        }
        if choice != nil { drawChoices(on: &surface, in: area, state, context) }
        if ghostRow != nil { drawGhosts(on: &surface, in: area, state, context) }
    }

    // MARK: Left column

    func stageList(_ state: LabState) -> List {
        let items = state.stages.enumerated().map { index, stage -> List.Item in
            let isRunning = state.isTraining && state.run?.stageID == stage.id
            let number = stage.number > 0 ? "\(stage.number)" : "·"
            let best = state.bestAccuracy(ofStage: stage.id).map { NumberFormat.percent($0, 1) } ?? "–"
            return List.Item(
                [Span("\(number) \(stage.id)"), Span(isRunning ? " ▶" : "", state.context.theme.good)],
                detail: [Span(best)])
        }
        return List(
            items: items, selection: stageCursor ?? state.selectedStage, isFocused: focus == .stages)
    }

    private func drawStages(on surface: inout Surface, in rect: Rect, _ state: LabState, _ context: ViewContext) {
        let inside = surface.frame(
            Frame("Stages", info: [Span("best here")], isFocused: focus == .stages), in: rect, context: context)
        let list = stageList(state)
        let (upper, below) = inside.split(top: min(list.items.count, inside.height))
        surface.draw(list, in: upper, context: context)
        let note = stageNote(state, context)
        let room = below.inset(left: 1, top: 0, right: 0, bottom: 0)
        put(note.text, [], on: &surface, in: room, style: note.style)
    }

    /// What the stage teaches; for one that is only looked at, what Enter would do.
    private func stageNote(_ state: LabState, _ context: ViewContext) -> Span {
        guard stageCursor == nil else {
            return Span("Enter switches to it and stops \(state.run?.stageID ?? "the run").", context.theme.warning)
        }
        return Span(state.stage.teaches, context.theme.muted)
    }

    private func drawForm(on surface: inout Surface, in rect: Rect, _ state: LabState, _ context: ViewContext) {
        let form = form(state)
        let isChanged = form.fields.contains { $0.isModified }
        let frame = Frame(
            "Hyperparameters",
            info: isChanged ? [Span("• "), Span("changed")] : [Span(rect.width >= 34 ? "notebook's" : "notebook")],
            footer: isChanged && rect.width >= 34 ? [Span("• differs   d notebook's")] : [],
            isFocused: focus == .form)
        let inside = surface.frame(frame, in: rect, context: context)
        surface.draw(form, in: inside, context: context)
    }

    /// Where the open list of choices hangs: below its field, or above where there is no room.
    private func choiceBox(_ area: Rect, _ state: LabState) -> Rect? {
        guard choice != nil, let rect = layout(area, state).form,
            let place = form(state).valuePlace(in: Frame.inside(rect))
        else { return nil }
        let names = choices(state)
        let width = names.reduce(0) { max($0, TextMetrics.width($1)) } + 5
        let height = min(names.count + 2, area.height)
        let below = place.y + 1 + height <= area.bottom
        let top = below ? place.y + 1 : max(area.y, place.y - height)
        return Rect(x: min(place.x - 1, area.right - width), y: top, width: width, height: height)
    }

    private func drawChoices(on surface: inout Surface, in area: Rect, _ state: LabState, _ context: ViewContext) {
        guard let box = choiceBox(area, state) else { return }
        surface.fill(box)
        let inside = surface.frame(Frame("", isFocused: true), in: box, context: context)
        let items = choices(state).map { List.Item($0) }
        surface.draw(List(items: items, selection: choice, isFocused: true), in: inside, context: context)
    }

    private mutating func handleChoiceMouse(
        _ mouse: MouseEvent, in area: Rect, _ state: inout LabState
    ) -> [LabEffect] {
        guard mouse.kind == .press, let box = choiceBox(area, state) else { return [] }
        let inside = Frame.inside(box)
        let index = mouse.position.row - inside.y
        guard inside.contains(mouse.position), choices(state).indices.contains(index) else {
            choice = nil
            return []
        }
        choice = index
        return perform(.takeChoice, &state)
    }

    // MARK: Curves

    private func draw(
        _ set: CurveSet, _ quantity: CurveSet.Quantity, on surface: inout Surface, in rect: Rect, _ state: LabState,
        _ context: ViewContext
    ) {
        let panel: Panel = quantity == .accuracy ? .accuracy : .loss
        var title = quantity == .accuracy ? "Accuracy" : "Loss"
        if let shown = state.shownRun, shown.source != .session, shown.hasCurves { title += ", \(shown.label)" }
        let frame = Frame(
            title, info: info(quantity, state, context), footer: plotFooter(set, quantity, state, context),
            isFocused: focus == panel)
        let inside = surface.frame(frame, in: rect, context: context)
        surface.draw(set.plot(quantity, context), in: inside, context: context)
    }

    /// How the axes stand, with the key that turns them.
    private func plotFooter(
        _ set: CurveSet, _ quantity: CurveSet.Quantity, _ state: LabState, _ context: ViewContext
    ) -> [Span] {
        guard state.shownRun?.hasCurves ?? false else { return [] }
        var spans = [Span("z ", context.theme.accent), Span(set.scaleText(quantity))]
        if state.settings.plot.smoothing > 0 {
            spans += [
                Span(" · m ", context.theme.accent),
                Span("smoothed \(NumberFormat.general(state.settings.plot.smoothing))"),
            ]
        }
        if zoom != nil {
            spans += [Span(" · Home ", context.theme.accent), Span("zoomed")]
        } else if state.settings.plot.followsEnd {
            spans += [Span(" · f ", context.theme.accent), Span("following")]
        }
        return spans
    }

    // MARK: Progress

    /// - Parameter note: On the stage, where its list has no room for it.
    private func drawProgress(
        on surface: inout Surface, in rect: Rect, _ state: LabState, _ context: ViewContext, note: Span?
    ) {
        let inside = rect.inset(left: 1, top: 0, right: 1, bottom: 0)
        let theme = context.theme
        func put(_ spans: [Span], _ row: Int) {
            guard row < inside.height else { return }
            surface.put(spans, at: inside.origin.offset(rows: row), maxWidth: inside.width)
        }
        guard let snapshot = state.shownRun?.snapshot else {
            let lines = idleLines(state, context, width: inside.width)
            for (row, line) in lines.enumerated() { put(line, row) }
            let below = inside.inset(left: 0, top: lines.count, right: 0, bottom: 0)
            if let loading = loadingShare(state) {
                surface.draw(
                    Progress(loading.share, text: loading.text), in: below.split(top: 1).top.intersection(inside),
                    context: context)
            } else if state.shownRun?.insights.isEmpty ?? true, Self.failure(state) == nil {
                if let note { self.put(note.text, [], on: &surface, in: below, style: note.style) }
            } else {
                drawInsight(on: &surface, in: below, state, context)
            }
            return
        }
        let steps = max(1, snapshot.stepsPerEpoch)
        let share = Double(snapshot.stepInEpoch) / Double(steps)
        let isOver = !snapshot.status.isActive
        let epoch = isOver ? snapshot.epoch : min(snapshot.epoch + 1, snapshot.epochs)
        let whole = snapshot.epochs > 0 ? (Double(snapshot.epoch) + share) / Double(snapshot.epochs) : 0
        let isWide = inside.width >= 70
        // Both bars begin and end in the same columns.
        let labelWidth = 14
        func bar(_ row: Int, _ label: String, _ share: Double, _ facts: String) {
            guard row < inside.height else { return }
            let line = Rect(x: inside.x, y: inside.y + row, width: inside.width, height: 1)
            surface.put(TextMetrics.fitted(label, to: labelWidth), at: line.origin)
            let text = "\(TextMetrics.fitted(NumberFormat.percent(share, 0), to: 5, alignment: .right))  \(facts)"
            let room = line.inset(left: labelWidth, top: 0, right: 0, bottom: 0)
            let width = max(8, room.width - (isWide ? 46 : 24))
            surface.draw(Progress(share), in: room.split(left: width).left, context: context)
            surface.put(text, at: room.origin.offset(columns: width + 1), maxWidth: room.width - width - 1)
        }
        let speed = "\(NumberFormat.grouped(Int(snapshot.imagesPerSecond.rounded()))) images/s"
        let perEpoch = Self.secondsPerEpoch(snapshot).map { "  \(NumberFormat.duration(seconds: $0))/epoch" } ?? ""
        let left = snapshot.secondsToRunEnd.map { "  \(NumberFormat.clock(seconds: $0)) left" } ?? ""
        bar(0, "epoch \(epoch)/\(snapshot.epochs)", isOver && share == 0 ? 1 : share, isWide ? speed + perEpoch : speed)
        bar(
            1, Self.statusWord(snapshot.status), whole, "\(NumberFormat.clock(seconds: snapshot.elapsedSeconds))\(left)"
        )
        var facts = [
            Span("learning rate ", theme.muted), Span(NumberFormat.general(snapshot.learningRate, digits: 3)),
        ]
        if inside.width >= 48 {
            facts += [
                Span("   batch ", theme.muted), Span("\(snapshot.hyperparameters.batchSize)"),
                Span("   step ", theme.muted), Span(NumberFormat.grouped(snapshot.step)),
            ]
        }
        if isWide { facts += [Span("   \(snapshot.blasKernel), \(snapshot.threads) threads", theme.muted)] }
        let insightRows = inside.height >= 5 ? 2 : inside.height - 3
        let hasInsight = state.shownRun?.insights.isEmpty == false || Self.failure(state) != nil
        // One line is too short to say why and what to try.
        if hasInsight && insightRows < 2 {
            drawInsight(on: &surface, in: inside.inset(left: 0, top: 2, right: 0, bottom: 0), state, context)
        } else {
            put(facts, 2)
            if !hasInsight, stageCursor != nil, let note { put([note], 3) }
            drawInsight(on: &surface, in: inside.inset(left: 0, top: 3, right: 0, bottom: 0), state, context)
        }
    }

    static func statusWord(_ status: RunStatus) -> String {
        switch status {
        case .idle: "idle"
        case .preparing(let what): what
        case .running: "run"
        case .paused: "run (paused)"
        case .finished: "run finished"
        case .stopped: "run stopped"
        case .failed: "run failed"
        }
    }

    private static func secondsPerEpoch(_ snapshot: TrainingSnapshot) -> Double? {
        if let last = snapshot.history.epochs.last { return last.seconds }
        return nil
    }

    static func failure(_ state: LabState) -> String? {
        guard let run = state.run, run.stageID == state.stage.id, case .failed(let why) = run.status else { return nil }
        return why
    }

    /// What to do when nothing was trained here yet.
    private func idleLines(_ state: LabState, _ context: ViewContext, width: Int) -> [[Span]] {
        let theme = context.theme
        if state.isTrainingSelectedStage { return [[Span("setting up the network", theme.muted)]] }
        var start = [Span("Space", theme.accent), Span(" trains \(state.stage.id)")]
        var facts = Span("No run of \(state.stage.id) yet. ", theme.muted)
        if let shown = state.shownRun {
            let accuracy = (shown.report?.accuracy).map { ", \(NumberFormat.percent($0)) on the test images" } ?? ""
            facts.text = "Shown: \(shown.label)\(accuracy).  "
            start.append(Span(" anew"))
        }
        if [facts].width + start.width <= width { return [[facts] + start] }
        return [[Span(TextMetrics.truncated(facts.text, to: width), facts.style)], start]
    }

    private func loadingShare(_ state: LabState) -> (share: Double?, text: String)? {
        guard case .loading(_, let share) = state.data else { return nil }
        return (share, "loading images")
    }

    /// One sentence on what the curves show, why, and what to try; or why the run failed.
    private func drawInsight(on surface: inout Surface, in rect: Rect, _ state: LabState, _ context: ViewContext) {
        guard rect.height > 0 else { return }
        if let failure = Self.failure(state) {
            put("✗ " + failure, [], on: &surface, in: rect, style: context.theme.bad)
            return
        }
        guard let insight = state.shownRun?.insights.first else { return }
        let number = state.number(of: .lesson).map { " (i: \($0) Lesson)" } ?? ""
        let sentences = "! \(insight.explanation) \(insight.suggestion)"
        // Where two lines are not enough, the suggestion goes before the link does.
        put(
            sentences, [Span(number, context.theme.accent)], on: &surface, in: rect, style: context.theme.warning)
    }

    private func put(_ text: String, _ tail: [Span], on surface: inout Surface, in rect: Rect, style: Style) {
        let lines = Sentences.lines(text, in: rect.size, tail: tail.width)
        for (row, line) in lines.enumerated() {
            let used = surface.put(line, at: rect.origin.offset(rows: row), style: style, maxWidth: rect.width)
            if row == lines.count - 1 {
                surface.put(tail, at: rect.origin.offset(columns: used, rows: row), maxWidth: rect.width - used)
            }
        }
    }

    // MARK: Ghosts

    func ghostBox(_ area: Rect, _ state: LabState) -> Rect {
        area.centered(Size(columns: 56, rows: ghostStages(state).count + 3))
    }

    private func drawGhosts(on surface: inout Surface, in area: Rect, _ state: LabState, _ context: ViewContext) {
        let box = ghostBox(area, state)
        surface.fill(box)
        let inside = surface.frame(
            Frame(
                "Curves of other runs", footer: [Span("Enter lays under or takes away   Esc closes")], isFocused: true),
            in: box, context: context)
        let items = ghostStages(state).map { stage -> List.Item in
            let run = state.lastRun(ofStage: stage.id)
            let index = state.settings.ghosts.firstIndex(of: stage.id)
            let mark = index.map { Span("● ", context.theme.ghost($0)) } ?? Span("○ ", context.theme.muted)
            let facts = run.map { "\($0.started)  \($0.bestAccuracy.map { NumberFormat.percent($0, 1) } ?? "–")" }
            return List.Item(
                [mark, Span(stage.id, run == nil ? context.theme.muted : .plain)],
                detail: [Span(facts ?? "no run yet", context.theme.muted)])
        }
        surface.draw(
            List(items: items, selection: ghostRow, isFocused: true),
            in: inside.inset(left: 1, top: 0, right: 1, bottom: 0), context: context)
    }

    // MARK: Mouse

    public mutating func handle(_ mouse: MouseEvent, in area: Rect, _ state: inout LabState) -> [LabEffect] {
        if ghostRow != nil { return handleGhostMouse(mouse, in: area, &state) }
        if choice != nil { return handleChoiceMouse(mouse, in: area, &state) }
        let places = layout(area, state)
        if let drag, mouse.kind == .drag || mouse.kind == .release {
            follow(drag, mouse, places, state)
            return []
        }
        guard let panel = places.panel(at: mouse.position) else { return [] }
        switch mouse.kind {
        case .press:
            if panel == .accuracy || panel == .loss { beginDrag(panel, mouse, places, state) }
            guard mouse.button == .left else { return [] }
            if editor != nil, panel != .form { editor = nil }
            focus(on: panel)
            return press(panel, at: mouse.position, places, &state)
        case .drag: return []
        case .scrollUp: return scroll(panel, up: true, at: mouse.position, places, &state)
        case .scrollDown: return scroll(panel, up: false, at: mouse.position, places, &state)
        case .release: return []
        }
    }

    private mutating func press(
        _ panel: Panel, at point: Point, _ places: TrainLayout, _ state: inout LabState
    ) -> [LabEffect] {
        switch panel {
        case .stages:
            guard let rect = places.stages else { return [] }
            let list = stageList(state)
            let inside = Frame.inside(rect)
            let (upper, _) = inside.split(top: min(list.items.count, inside.height))
            guard let index = list.item(at: point, in: upper) else { return [] }
            if state.isTraining, state.stages[index].id != state.run?.stageID { return state.askToSwitch(to: index) }
            return choose(stage: index, &state)
        case .form:
            guard let rect = places.form, let hit = form(state).field(at: point, in: Frame.inside(rect)) else {
                return []
            }
            if hit.index != field { editor = nil }
            field = hit.index
            error = nil
            if hit.nudge != 0 { return perform(.nudge(up: hit.nudge > 0), &state) }
            return []
        case .accuracy, .loss:
            guard let rect = panel == .accuracy ? places.accuracy : places.loss else { return [] }
            let plot = curves(state, state.context).plot(panel == .accuracy ? .accuracy : .loss, state.context)
            if let x = plot.x(at: point, in: Frame.inside(rect), context: state.context) { cursor = x }
            return []
        case .digits:
            guard let rect = places.digits,
                let index = DigitStrip(state: state).image(at: point, in: Frame.inside(rect))
            else { return [] }
            state.selectedImage = index
            state.requestedScreen = .digits
            return []
        }
    }

    private mutating func scroll(
        _ panel: Panel, up: Bool, at point: Point, _ places: TrainLayout, _ state: inout LabState
    ) -> [LabEffect] {
        switch panel {
        case .stages:
            let current = stageCursor ?? state.selectedStage
            return choose(stage: min(max(0, current + (up ? -1 : 1)), state.stages.count - 1), &state)
        case .form:
            guard editor == nil else { return [] }
            field = min(max(0, field + (up ? -1 : 1)), fields(state).count - 1)
            error = nil
            return []
        case .accuracy, .loss:
            guard let rect = panel == .accuracy ? places.accuracy : places.loss else { return [] }
            let set = curves(state, state.context)
            let plot = set.plot(panel == .accuracy ? .accuracy : .loss, state.context)
            let x = plot.x(at: point, in: Frame.inside(rect), context: state.context)
            zoom(by: up ? 0.7 : 1 / 0.7, around: x, set.visible, set.extent)
            return []
        case .digits: return []
        }
    }

    private mutating func handleGhostMouse(
        _ mouse: MouseEvent, in area: Rect, _ state: inout LabState
    ) -> [LabEffect] {
        guard mouse.kind == .press else { return [] }
        let inside = Frame.inside(ghostBox(area, state))
        let row = mouse.position.row - inside.y
        guard inside.contains(mouse.position), ghostStages(state).indices.contains(row) else {
            ghostRow = nil
            return []
        }
        ghostRow = row
        return toggleGhost(ghostStages(state)[row].id, &state)
    }
}
