import Drawing
import TerminalUI

/// The canvas in cells: grey pixels, half blocks or shades, with the pen on top.
struct CanvasPicture: Widget {
    var canvas: Canvas
    var zoom: Int

    func draw(on surface: inout Surface, in rect: Rect, context: ViewContext) {
        let raster = Raster(width: Canvas.side, height: Canvas.side, bytes: canvas.pixels)
        surface.draw(Image(raster), in: rect, context: context)
        let cell = canvas.cursorCell
        let usesColors = context.colors >= .indexed256 && context.glyphs > .ascii
        for row in cell.y * zoom / 2...((cell.y + 1) * zoom - 1) / 2 {
            for column in cell.x * zoom..<(cell.x + 1) * zoom {
                let place = Point(column: rect.x + column, row: rect.y + row)
                guard rect.contains(place) else { continue }
                surface[place] =
                    usesColors
                    ? half(column, row, cell, context) : Cell("+", style: mark(context, under: surface[place]))
            }
        }
    }

    /// A cell with the pen in one of its halves, or in both.
    private func half(_ column: Int, _ row: Int, _ pen: (x: Int, y: Int), _ context: ViewContext) -> Cell {
        func color(_ line: Int) -> Color {
            let y = line / zoom
            if y == pen.y { return Self.penColor(canvas) }
            return .gray(y < Canvas.side ? canvas[column / zoom, y] : 0)
        }
        let (top, bottom) = (color(row * 2), color(row * 2 + 1))
        return top == bottom
            ? Cell(" ", style: Style(background: top)) : Cell("▀", style: Style(foreground: top, background: bottom))
    }

    private func mark(_ context: ViewContext, under cell: Cell) -> Style {
        let style = context.theme.accent
        return cell.scalar == 0x20 ? style : style.reversed
    }

    /// Up sky blue, down orange, the eraser vermilion: the border says the same in words.
    static func penColor(_ canvas: Canvas) -> Color {
        if canvas.isErasing { return .hex(0xFF5F00) }
        return canvas.isPenDown ? .hex(0xFFAF00) : .hex(0x5FAFFF)
    }

    /// Where on the canvas a cell's middle lies, pixels' centres being whole numbers; beyond the edge outside.
    static func point(at cell: TerminalUI.Point, paper: Rect, zoom: Int) -> Drawing.Point {
        let x = (Float(cell.column - paper.x) + 0.5) / Float(zoom) - 0.5
        let y = (Float(cell.row - paper.y) + 0.5) * 2 / Float(zoom) - 0.5
        return Drawing.Point(x: x, y: y)
    }
}

private typealias Point = TerminalUI.Point
