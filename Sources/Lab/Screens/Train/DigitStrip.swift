import Datasets
import TerminalUI

/// The watched test digits with the network's answers now, as many as fit, in rows.
struct DigitStrip: Widget {
    var state: LabState

    private struct Entry {
        var image: Int
        var answer: Int?
        var confidence: Double
    }

    /// How many of the whole test set are wrong, for the border.
    func info(_ context: ViewContext) -> [Span] {
        guard let report = state.shownRun?.report else { return [] }
        // What the untrained network got wrong says nothing about the digits below once it has learned something.
        if report.step == 0, (state.shownRun?.snapshot?.step ?? 0) > 0 {
            return [Span("wrong: told after epoch 1")]
        }
        let count = report.predictions.count
        let wrong = count - Int((report.accuracy * Double(count)).rounded())
        return [Span("wrong \(NumberFormat.grouped(wrong)) of \(NumberFormat.grouped(count))")]
    }

    private var entries: [Entry] {
        let isOurs = state.shownRun?.dataset == nil || state.shownRun?.dataset == state.dataset?.name
        guard isOurs, let shown = state.shownRun, shown.watchedImages.count == shown.watchedProbabilities.count,
            !shown.watchedImages.isEmpty
        else { return state.watchedImages.map { Entry(image: $0, answer: nil, confidence: 0) } }
        return zip(shown.watchedImages, shown.watchedProbabilities).map { image, probabilities in
            let best = probabilities.indices.max { probabilities[$0] < probabilities[$1] }
            return Entry(image: image, answer: best, confidence: best.map { Double(probabilities[$0]) } ?? 0)
        }
    }

    /// Images at full size where there is room for two rows of half-size ones, else at half size.
    private func tile(in rect: Rect) -> Size {
        let side = ImageSet.side
        // A picture of full size takes half as many rows as it has pixels; its answer takes one more.
        return rect.height == side / 2 + 1
            ? Size(columns: side, rows: side / 2) : Size(columns: side / 2, rows: side / 4)
    }

    private func places(in rect: Rect) -> (tile: Size, pitch: Size, columns: Int, rows: Int) {
        let tile = tile(in: rect)
        let columns = max(1, (rect.width + 1) / (tile.columns + 1))
        // What is left over goes between the columns.
        let shown = min(columns, max(1, entries.count))
        let gap = shown > 1 ? min(4, (rect.width - shown * tile.columns) / shown) : 1
        return (
            tile, Size(columns: tile.columns + max(1, gap), rows: tile.rows + 1), columns,
            max(1, rect.height / (tile.rows + 1))
        )
    }

    func draw(on surface: inout Surface, in rect: Rect, context: ViewContext) {
        guard let dataset = state.dataset else {
            surface.put(
                state.data.isLoading ? "loading images" : "no images", in: rect, row: rect.height / 2,
                alignment: .center, style: context.theme.muted)
            return
        }
        let grid = places(in: rect)
        let rows = grid.rows
        for (index, entry) in entries.prefix(grid.columns * rows).enumerated() {
            let origin = rect.origin.offset(
                columns: index % grid.columns * grid.pitch.columns, rows: index / grid.columns * grid.pitch.rows)
            let picture = Rect(x: origin.column, y: origin.row, width: grid.tile.columns, height: grid.tile.rows)
            if let raster = PixelImage.raster(entry.image, of: dataset.test) {
                surface.draw(Image(raster), in: picture, context: context)
            }
            let label = Int(dataset.test.labels[entry.image])
            let line = origin.offset(columns: 1, rows: grid.tile.rows)
            if let answer = entry.answer {
                let spans = AnswerText.spans(
                    answer: answer, label: label, confidence: entry.confidence, names: dataset.classNames,
                    width: grid.tile.columns - 1, theme: context.theme)
                surface.put(spans, at: line, maxWidth: grid.tile.columns - 1)
            } else {
                surface.put(
                    "is \(dataset.classNames[label])", at: line, style: context.theme.muted,
                    maxWidth: grid.tile.columns - 1)
            }
        }
    }

    /// The test image at a cell, for the mouse.
    func image(at point: Point, in rect: Rect) -> Int? {
        guard rect.contains(point) else { return nil }
        let grid = places(in: rect)
        let column = (point.column - rect.x) / grid.pitch.columns
        let row = (point.row - rect.y) / grid.pitch.rows
        let index = row * grid.columns + column
        guard column < grid.columns, row < grid.rows, entries.indices.contains(index) else { return nil }
        return entries[index].image
    }
}
