import Datasets
import NeuralNetwork
import Telemetry
import TerminalUI

extension WeightsScreen {
    private func layout(_ area: Rect, _ state: LabState) -> WeightsLayout {
        WeightsLayout(area, focus: focus, layerCount: max(3, state.shownRun?.network.layers.count ?? 0))
    }

    public func draw(on surface: inout Surface, in area: Rect, _ state: LabState, _ context: ViewContext) {
        let layout = layout(area, state)
        if let rect = layout.layers { drawLayers(on: &surface, in: rect, state, context) }
        if let rect = layout.digit { drawDigit(on: &surface, in: rect, state, context) }
        if let rect = layout.pictures { drawPictures(on: &surface, in: rect, state, context) }
        if let rect = layout.spread { drawSpread(on: &surface, in: rect, state, context) }
    }

    // MARK: Layers

    private func layerList(_ state: LabState) -> List {
        let theme = state.context.theme
        let layers = state.shownRun?.network.layers ?? []
        let reports = state.shownRun?.history.layers.last?.layers ?? []
        let items = layers.map { layer -> List.Item in
            let report = reports.first { $0.name == layer.name }
            var detail: [Span] = []
            if let dead = report?.deadFraction {
                detail = [Span("dead \(NumberFormat.percent(dead, 0))", dead >= 0.2 ? theme.warning : theme.muted)]
            } else if let saturated = report?.saturatedFraction {
                detail = [
                    Span("flat \(NumberFormat.percent(saturated, 0))", saturated >= 0.5 ? theme.warning : theme.muted)
                ]
            } else {
                detail = [Span(layer.outputShape.map(String.init).joined(separator: "×"), theme.muted)]
            }
            return List.Item([Span(layer.name, layer.parameterCount > 0 ? .plain : theme.muted)], detail: detail)
        }
        return List(
            items: items, selection: items.isEmpty ? nil : min(layer, items.count - 1), isFocused: focus == .layers,
            placeholder: "\(state.stage.id) was not trained yet: Space starts it")
    }

    private func drawLayers(on surface: inout Surface, in rect: Rect, _ state: LabState, _ context: ViewContext) {
        let inside = surface.frame(
            Frame("Layers", info: [Span(state.stage.id)], isFocused: focus == .layers), in: rect, context: context)
        surface.draw(layerList(state), in: inside, context: context)
    }

    private func drawDigit(on surface: inout Surface, in rect: Rect, _ state: LabState, _ context: ViewContext) {
        let input = input(state)
        let inside = surface.frame(
            Frame("Input", info: [Span(input?.name ?? "none")]), in: rect, context: context)
        guard let input, input.pixels.count == ImageSet.pixelsPerImage else { return }
        let raster = Raster(width: ImageSet.side, height: ImageSet.side, values: input.pixels)
        surface.draw(Image(raster, mayGrow: false, alignment: .center), in: inside, context: context)
    }

    // MARK: Pictures

    /// How the pictures of the panel are laid out in it.
    struct Grid {
        var tile: Size
        var pitch: Size
        /// Pictures in a row, and rows, of all there are.
        var columns: Int
        var rows: Int
        /// Of these in sight.
        var visibleColumns: Int
        var visibleRows: Int
    }

    private func grid(_ picture: LayerPicture, in inside: Rect) -> Grid {
        let raster = picture.tiles.first ?? Raster(width: 1, height: 1, values: [0])
        if picture.arrangement == .single {
            return Grid(
                tile: inside.size, pitch: inside.size, columns: 1, rows: 1, visibleColumns: 1, visibleRows: 1)
        }
        let count = picture.tiles.count
        let captionWidth = picture.captions.reduce(0) { max($0, TextMetrics.width($1)) }
        func make(_ width: Int, _ height: Int) -> Grid {
            let tile = Size(columns: max(width, 1), rows: max(1, (height + 1) / 2))
            var pitch = Size(columns: tile.columns + 1, rows: tile.rows + 1)
            var columns: Int
            switch picture.arrangement {
            case .matrix(let wanted):
                // Captions only above the first row; the channels' rows stand close.
                pitch.rows = tile.rows + (tile.rows > 2 ? 0 : 1)
                columns = wanted
            case .flow, .single:
                pitch.columns = max(pitch.columns, min(captionWidth, 9) + 1)
                columns = max(1, min(count, (inside.width + 1) / pitch.columns))
            }
            let rows = (count + columns - 1) / columns
            let room = picture.arrangement == .flow ? inside.height : inside.height - 1
            let visibleRows = min(rows, max(1, room / pitch.rows))
            // Where there is more than fits, the lines left over part the rows.
            if picture.arrangement == .flow, visibleRows < rows, visibleRows > 1 {
                pitch.rows = (room - pitch.rows) / (visibleRows - 1)
            }
            return Grid(
                tile: tile, pitch: pitch, columns: columns, rows: rows,
                visibleColumns: min(columns, max(1, (inside.width + 1) / pitch.columns)), visibleRows: visibleRows)
        }
        // The largest scale at which everything is in sight, else the natural one, else half of it.
        for zoom in [6, 5, 4, 3, 2] {
            let grid = make(raster.width * zoom, raster.height * zoom)
            if raster.width * zoom <= 36, grid.visibleColumns == grid.columns, grid.visibleRows == grid.rows {
                return grid
            }
        }
        let natural = make(raster.width, raster.height)
        if raster.width <= 16 || (natural.visibleRows == natural.rows && natural.visibleColumns == natural.columns) {
            return natural
        }
        return make(raster.width / 2, raster.height / 2)
    }

    private func picturesInside(_ state: LabState) -> Rect? {
        layout(LabModel.area(in: state.context.size), state).pictures.map {
            Frame.inside($0).inset(left: 1, top: 0, right: 1, bottom: 0)
        }
    }

    func pageRows(_ state: LabState) -> Int {
        guard let picture, let inside = picturesInside(state) else { return 1 }
        return grid(picture, in: inside).visibleRows
    }

    /// Scrolls, never past the ends.
    mutating func move(rows: Int = 0, columns: Int = 0, _ state: LabState) {
        guard let picture, let inside = picturesInside(state) else { return }
        let grid = grid(picture, in: inside)
        scroll.row = min(max(0, scroll.row + rows), max(0, grid.rows - grid.visibleRows))
        scroll.column = min(max(0, scroll.column + columns), max(0, grid.columns - grid.visibleColumns))
    }

    private func drawPictures(on surface: inout Surface, in rect: Rect, _ state: LabState, _ context: ViewContext) {
        let layers = state.shownRun?.network.layers ?? []
        let name = layers.indices.contains(layer) ? layers[layer].name : "Weights"
        let source = state.shownRun.map { $0.source == .session ? "" : ", \($0.label)" } ?? ""
        var frame = Frame("\(name)\(source)", isFocused: focus == .pictures)
        guard let picture else {
            let inside = surface.frame(frame, in: rect, context: context)
            let text =
                state.shownRun == nil
                ? state.isTrainingSelectedStage
                    ? "setting up the network"
                    : "\(state.stage.id) was not trained yet: Space starts it" : explanation
            surface.put(
                text, in: inside, row: inside.height / 2, alignment: .center, style: context.theme.muted)
            return
        }
        let inside = Frame.inside(rect).inset(left: 1, top: 0, right: 1, bottom: 0)
        let grid = grid(picture, in: inside)
        let top = min(scroll.row, max(0, grid.rows - grid.visibleRows))
        let left = min(scroll.column, max(0, grid.columns - grid.visibleColumns))
        frame.info = [Span(picture.title)]
        frame.footer = legend(picture, context)
        if grid.visibleRows < grid.rows || grid.visibleColumns < grid.columns {
            let last = min(picture.tiles.count, (top + grid.visibleRows) * grid.columns)
            frame.footer.append(
                Span(
                    picture.arrangement == .flow
                        ? "   \(top * grid.columns + 1)–\(last) of \(picture.tiles.count)"
                        : "   columns \(left + 1)–\(left + grid.visibleColumns) of \(grid.columns), rows \(top + 1)–\(top + grid.visibleRows) of \(grid.rows)"
                ))
        }
        surface.draw(frame, in: rect, context: context)
        if picture.arrangement == .single {
            surface.draw(Image(picture.tiles[0], scale: picture.scale), in: inside, context: context)
            return
        }
        surface.clipped(to: inside) { surface in
            drawTiles(picture, grid, top, left, on: &surface, in: inside, context)
        }
        surface.draw(
            ScrollBar(offset: top, visible: grid.visibleRows, total: grid.rows),
            in: Rect(x: rect.right - 1, y: inside.y, width: 1, height: inside.height), context: context)
    }

    /// What the picture's colours or signs mean; a sign stands beside each colour, or alone where there are none.
    private func legend(_ picture: LayerPicture, _ context: ViewContext) -> [Span] {
        guard let signs = picture.signs else { return [Span(picture.legend)] }
        let hasColors = context.colors >= .indexed256 && context.glyphs > .ascii
        let marks = hasColors ? ("■", "■") : ("+", "-")
        var spans = [
            Span(marks.0 + " ", .color(hasColors ? ColorRamp.blue.color(0.7) : context.theme.positive)),
            Span(signs.positive),
            Span("  " + marks.1 + " ", .color(hasColors ? ColorRamp.amber.color(0.7) : context.theme.negative)),
            Span(signs.negative),
        ]
        if !picture.legend.isEmpty { spans.append(Span("   " + picture.legend)) }
        return spans
    }

    private func drawTiles(
        _ picture: LayerPicture, _ grid: Grid, _ top: Int, _ left: Int, on surface: inout Surface, in inside: Rect,
        _ context: ViewContext
    ) {
        let isMatrix = picture.arrangement != .flow
        let body = isMatrix ? inside.split(top: 1).rest : inside
        for row in 0..<min(grid.rows - top, grid.visibleRows) {
            for column in 0..<grid.visibleColumns {
                let index = (top + row) * grid.columns + left + column
                guard picture.tiles.indices.contains(index), left + column < grid.columns else { break }
                let origin = body.origin.offset(columns: column * grid.pitch.columns, rows: row * grid.pitch.rows)
                if isMatrix, row == 0 {
                    let place = Rect(x: origin.column, y: inside.y, width: grid.tile.columns, height: 1)
                    surface.put(picture.captions[index], in: place, alignment: .center, style: context.theme.muted)
                }
                surface.draw(
                    Image(picture.tiles[index], scale: picture.scale),
                    in: Rect(x: origin.column, y: origin.row, width: grid.tile.columns, height: grid.tile.rows),
                    context: context)
                if !isMatrix {
                    let place = Rect(
                        x: origin.column, y: origin.row + grid.tile.rows, width: grid.pitch.columns - 1, height: 1)
                    surface.put(
                        picture.captions[index], in: place,
                        alignment: grid.pitch.columns - 1 > grid.tile.columns ? .left : .center,
                        style: context.theme.muted)
                }
            }
        }
    }

    // MARK: Spread

    private func drawSpread(on surface: inout Surface, in rect: Rect, _ state: LabState, _ context: ViewContext) {
        let layers = state.shownRun?.network.layers ?? []
        let name = layers.indices.contains(layer) ? layers[layer].name : ""
        let moments = state.shownRun?.history.layers.pointsToLast ?? []
        let now = moments.last?.layers.first { $0.name == name } ?? ownReport
        var info: [Span] = []
        if let dead = now?.deadFraction {
            info.append(
                Span("dead ReLUs \(NumberFormat.percent(dead, 1))", dead >= 0.2 ? context.theme.warning : .plain))
        }
        if let saturated = now?.saturatedFraction {
            info.append(
                Span(
                    "saturated \(NumberFormat.percent(saturated, 1))", saturated >= 0.5 ? context.theme.warning : .plain
                ))
        }
        let inside = surface.frame(
            Frame("Spread of \(name.isEmpty ? "a layer" : name)", info: info, isFocused: focus == .spread), in: rect,
            context: context)
        let isWide = inside.width >= 80
        let cells: [Rect]
        if isWide {
            cells = inside.columns([.flexible, .flexible, .flexible, .flexible], spacing: 1)
        } else {
            cells = inside.rows([.flexible, .flexible]).flatMap { $0.columns([.flexible, .flexible], spacing: 1) }
        }
        band("weights", moments, name, { $0.weights }, now?.weights, on: &surface, in: cells[0], context)
        band("biases", moments, name, { $0.biases }, now?.biases, on: &surface, in: cells[1], context)
        band("activations", moments, name, { $0.activations }, now?.activations, on: &surface, in: cells[2], context)
        histogram(now, on: &surface, in: cells[3], context)
    }

    private func band(
        _ title: String, _ moments: [LayerMoment], _ name: String, _ pick: (LayerReport) -> Spread?, _ now: Spread?,
        on surface: inout Surface, in rect: Rect, _ context: ViewContext
    ) {
        let (line, body) = rect.split(top: 1)
        var spans = [Span(title, context.theme.title)]
        if let now {
            let low = NumberFormat.general(Double(now.quantiles[0]), digits: 2)
            let high = NumberFormat.general(Double(now.quantiles[7]), digits: 2)
            let range = Span("  \(low) … \(high)", context.theme.muted)
            // Half a number would be another number.
            if spans.width + range.width < line.width { spans.append(range) }
        }
        surface.put(spans, at: line.origin, maxWidth: line.width)
        var x: [Double] = []
        var quantiles = [[Double]](repeating: [], count: 8)
        for moment in moments {
            guard let report = moment.layers.first(where: { $0.name == name }), let spread = pick(report) else {
                continue
            }
            x.append(moment.epoch)
            for index in 0..<8 { quantiles[index].append(Double(spread.quantiles[index])) }
        }
        guard x.count > 1 else {
            let text = moments.isEmpty ? "while training" : now == nil ? "this layer has none" : "gathering"
            surface.put(text, in: body, row: body.height / 2, alignment: .center, style: context.theme.muted)
            return
        }
        var bands = Bands(x: x, quantiles: quantiles)
        bands.xUnit = "epoch"
        surface.draw(bands, in: body, context: context)
    }

    private func histogram(_ report: LayerReport?, on surface: inout Surface, in rect: Rect, _ context: ViewContext) {
        let (line, body) = rect.split(top: 1)
        surface.put("weights now", at: line.origin, style: context.theme.title, maxWidth: line.width)
        guard let report, let spread = report.weights, !report.weightHistogram.isEmpty else {
            surface.put("none", in: body, row: body.height / 2, alignment: .center, style: context.theme.muted)
            return
        }
        let low = Double(spread.quantiles[0])
        let high = Double(spread.quantiles[7])
        guard high > low else { return }
        surface.draw(
            Histogram(counts: report.weightHistogram, range: low...high, style: context.theme.accent), in: body,
            context: context)
    }

    // MARK: Mouse

    public mutating func handle(_ mouse: MouseEvent, in area: Rect, _ state: inout LabState) -> [LabEffect] {
        let layout = layout(area, state)
        guard let panel = layout.panel(at: mouse.position) else { return [] }
        let count = state.shownRun?.network.layers.count ?? 0
        switch mouse.kind {
        case .press where mouse.button == .left:
            focus = panel
            if panel == .layers, let rect = layout.layers,
                let index = layerList(state).item(at: mouse.position, in: Frame.inside(rect))
            {
                choose(layer: index, count, state)
            }
        case .scrollUp, .scrollDown:
            let step = mouse.kind == .scrollUp ? -1 : 1
            if panel == .layers { choose(layer: layer + step, count, state) } else { move(rows: step, state) }
        default: break
        }
        return []
    }
}
