import Lab
import TerminalUI
import Testing

/// Panels at every size of the window.
@Suite struct DrawLayoutTests {
    @Test(arguments: [DrawLayout.Panel.answer, .seen, .verdicts])
    func panelsNeitherOverlapNorLeaveTheScreen(_ panel: DrawLayout.Panel) {
        for columns in stride(from: 60, through: 260, by: 3) {
            for rows in 18...90 {
                let area = Rect(x: 0, y: 1, width: columns, height: rows)
                let layout = DrawLayout(area, panel: panel)
                let panels = [
                    layout.canvas, layout.seen, layout.answer, layout.verdicts, layout.lesson, layout.foldLine,
                ]
                .compactMap(\.self)
                for (index, rect) in panels.enumerated() {
                    #expect(rect.intersection(area) == rect, "\(columns)×\(rows)")
                    for other in panels.dropFirst(index + 1) {
                        #expect(rect.intersection(other).isEmpty, "\(columns)×\(rows)")
                    }
                }
                // Square pixels, all of them inside the border.
                #expect(Frame.inside(layout.canvas).intersection(layout.paper) == layout.paper)
                #expect(layout.paper.size == Size(columns: 28 * layout.zoom, rows: 14 * layout.zoom))
                if let verdicts = layout.verdicts { #expect(verdicts.height >= 6) }
            }
        }
    }

    @Test func thereIsMoreCanvasWhereThereIsRoom() {
        func zoom(_ columns: Int, _ rows: Int) -> Int {
            DrawLayout(Rect(x: 0, y: 1, width: columns, height: rows - 2), panel: .answer).zoom
        }
        #expect(zoom(60, 20) == 1)
        #expect(zoom(80, 24) == 1)
        #expect(zoom(120, 40) == 2)
        #expect(zoom(200, 60) == 3)
    }
}
