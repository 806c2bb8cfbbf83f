import Datasets
import Notebook
import Telemetry
import TerminalUI
import Training

extension TrainScreen {
    /// The fields of the chosen stage with its settings as they are.
    func fields(_ state: LabState) -> [HyperparameterField] {
        HyperparameterField.fields(for: state.stage, state.hyperparameters)
    }

    mutating func clampField(_ state: LabState) {
        field = min(max(0, field), fields(state).count - 1)
    }

    func form(_ state: LabState) -> Form {
        let settings = state.hyperparameters
        let running = state.isTrainingSelectedStage ? state.shownRun?.hyperparameters : nil
        let items = fields(state).map { field -> Form.Field in
            if field == .dataset { return datasetField(state) }
            let isLive = LiveSettings.isLive(field)
            let waits = !isLive && (running.map { field.differs(settings, from: $0) } ?? false)
            let unit = field.unit.isEmpty ? "" : " \(field.unit)"
            let when =
                running == nil ? "" : isLive ? " Applies at once." : " Waits for a restart (r)."
            return Form.Field(
                field.name, field.text(in: settings), isModified: field.differs(settings, from: state.stage.defaults),
                note: waits ? "restart" : "", hint: "\(field.help) \(field.range)\(unit).\(when)")
        }
        return Form(
            fields: items, selection: min(field, items.count - 1), isFocused: focus == .form, editor: editor,
            error: error)
    }

    private func datasetField(_ state: LabState) -> Form.Field {
        let value: String =
            switch state.data {
            case .ready(let dataset): state.pendingDataset?.name ?? dataset.name
            case .loading: "loading…"
            case .missing: "none"
            }
        let when = state.isTraining ? " Waits for a restart (r)." : ""
        return Form.Field(
            "dataset", value, note: state.pendingDataset == nil ? "" : "restart",
            hint: "mnist, fashion, mini, or a folder.\(when)")
    }

    /// The field under the cursor.
    func currentField(_ state: LabState) -> HyperparameterField {
        let all = fields(state)
        return all[min(field, all.count - 1)]
    }

    /// Begins to type the field's value, or opens the list of its choices.
    mutating func edit(_ state: LabState) {
        let current = currentField(state)
        error = nil
        if choices(state).isEmpty {
            editor = LineEditor(current.text(in: state.hyperparameters), isSelected: true)
        } else {
            let value = current == .dataset ? state.dataset?.name ?? "" : current.text(in: state.hyperparameters)
            choice = choices(state).firstIndex(of: value) ?? 0
        }
    }

    /// What the field under the cursor can be; empty where it is typed.
    func choices(_ state: LabState) -> [String] {
        let current = currentField(state)
        return current == .dataset ? Self.datasetNames + [Self.folderChoice] : current.choices ?? []
    }

    private static let datasetNames = ["mnist", "fashion", "mini"]
    private static let folderChoice = "a folder …"

    mutating func takeChoice(_ state: inout LabState) -> [LabEffect] {
        guard let choice else { return [] }
        let name = choices(state)[choice]
        self.choice = nil
        if name == Self.folderChoice {
            editor = LineEditor()
            return []
        }
        return take(name, &state)
    }

    // MARK: Undo

    /// Keeps the settings as they were before a change.
    mutating func remember(_ before: (stage: String, settings: Hyperparameters), _ state: LabState) {
        guard before.stage == state.stage.id, before.settings != state.hyperparameters else { return }
        undoable.append(SettingsChange(stage: before.stage, settings: before.settings))
        if undoable.count > 100 { undoable.removeFirst() }
        redoable = []
    }

    mutating func undo(_ state: inout LabState) -> [LabEffect] {
        guard let index = undoable.lastIndex(where: { $0.stage == state.stage.id }) else {
            state.notice = Notice("nothing to undo")
            return []
        }
        redoable.append(SettingsChange(stage: state.stage.id, settings: state.hyperparameters))
        return bringBack(undoable.remove(at: index), &state)
    }

    mutating func redo(_ state: inout LabState) -> [LabEffect] {
        guard let index = redoable.lastIndex(where: { $0.stage == state.stage.id }) else {
            state.notice = Notice("nothing to redo")
            return []
        }
        undoable.append(SettingsChange(stage: state.stage.id, settings: state.hyperparameters))
        return bringBack(redoable.remove(at: index), &state)
    }

    /// Puts settings back, with the cursor on the first field that changes.
    private mutating func bringBack(_ change: SettingsChange, _ state: inout LabState) -> [LabEffect] {
        let before = state.hyperparameters
        state.hyperparameters = change.settings
        error = nil
        let all = fields(state)
        if let index = all.firstIndex(where: { $0 != .dataset && $0.differs(before, from: change.settings) }) {
            field = index
            state.notice = Notice("\(all[index].name) is \(all[index].text(in: change.settings)) again")
        }
        clampField(state)
        return state.applyLive()
    }

    /// Gives the field the notebook's value.
    mutating func reset(_ state: inout LabState) -> [LabEffect] {
        let current = currentField(state)
        guard current != .dataset else { return [] }
        current.reset(&state.hyperparameters, to: state.stage.defaults)
        error = nil
        clampField(state)
        return state.applyLive()
    }

    /// Gives all fields the notebook's values.
    mutating func resetAll(_ state: inout LabState) -> [LabEffect] {
        state.hyperparameters = state.stage.defaults
        error = nil
        clampField(state)
        state.notice = Notice("all as in the notebook")
        return state.applyLive()
    }

    mutating func nudge(_ current: HyperparameterField, up: Bool, _ state: inout LabState) -> [LabEffect] {
        error = nil
        if current == .dataset { return nudgeDataset(up: up, &state) }
        current.nudge(up: up, in: &state.hyperparameters)
        keep(current, state)
        return LiveSettings.isLive(current) ? state.applyLive() : []
    }

    /// The fields that a choice brings or takes away must not move the cursor off its field.
    private mutating func keep(_ current: HyperparameterField, _ state: LabState) {
        if let index = fields(state).firstIndex(of: current) { field = index } else { clampField(state) }
    }

    private func nudgeDataset(up: Bool, _ state: inout LabState) -> [LabEffect] {
        let names = Self.datasetNames
        guard !state.data.isLoading else { return [] }
        let index = state.dataset.flatMap { names.firstIndex(of: $0.name) } ?? 0
        return load(names[(index + (up ? 1 : names.count - 1)) % names.count], &state)
    }

    private func load(_ argument: String, _ state: inout LabState) -> [LabEffect] {
        // MNIST comes from where it lies; a download is asked for where it lies nowhere.
        let selection = DatasetRequest.Selection(argument: argument)
        let request = DatasetRequest(selection == .mnist ? .automatic : selection, mayDownload: false)
        return state.load(request)
    }

    /// Takes a typed value, or says why not and leaves it to be corrected.
    mutating func takeTyped(_ state: inout LabState) -> [LabEffect] {
        guard let text = editor?.text else { return [] }
        return take(text, &state)
    }

    private mutating func take(_ text: String, _ state: inout LabState) -> [LabEffect] {
        let current = currentField(state)
        if current == .dataset {
            editor = nil
            return text.isEmpty ? [] : load(text, &state)
        }
        do throws(HyperparameterError) {
            var settings = state.hyperparameters
            try current.set(text, in: &settings)
            state.hyperparameters = settings
        } catch {
            self.error = error.description
            return []
        }
        editor = nil
        error = nil
        keep(current, state)
        return LiveSettings.isLive(current) ? state.applyLive() : []
    }
}
