import Drawing
import TerminalUI

/// Where the panels of the Draw screen lie in an area.
///
/// The canvas and what the network sees keep square pixels: a pixel is `zoom` columns and `zoom` half rows.
package struct DrawLayout: Equatable {
    /// What the one panel beside the canvas shows where there is no room for all.
    package enum Panel: Int, CaseIterable, Sendable { case answer, seen, verdicts }

    /// Columns and half rows a pixel of the canvas.
    package private(set) var zoom = 1
    package private(set) var canvas = Rect.zero
    package private(set) var seen: Rect?
    package private(set) var answer: Rect?
    package private(set) var verdicts: Rect?
    package private(set) var lesson: Rect?
    /// Panels that take turns beside the canvas, where they do.
    package private(set) var folded: [Panel] = []
    /// A line at the bottom that names them.
    package private(set) var foldLine: Rect?

    /// Columns and rows of a canvas, without its border, at a zoom of 1.
    private static let columns = Canvas.side
    private static let rows = Canvas.side / 2
    static let pictureWidth = columns + 2
    static let pictureHeight = rows + 2

    package init(_ area: Rect, panel: Panel) {
        // The largest canvas that leaves the other pictures their room.
        var factor = 2
        while Self.fits(factor, area) { factor += 1 }
        zoom = factor - 1
        let side = area.split(left: Self.columns * zoom + 2)
        if zoom > 1 {
            let (top, below) = side.left.split(top: Self.rows * zoom + 2)
            canvas = top
            if below.height >= 4 { lesson = below }
            let (pictures, rest) = side.rest.split(top: Self.pictureHeight)
            (seen, answer) = Self.halves(pictures)
            verdicts = rest
            return
        }
        if area.width >= 78, area.height >= Self.pictureHeight + 6 {
            let (pictures, rest) = area.split(top: Self.pictureHeight)
            canvas = pictures.split(left: Self.pictureWidth).left
            (seen, answer) = Self.halves(pictures.split(left: Self.pictureWidth).rest)
            verdicts = rest
            if rest.height >= 16 {
                let (list, text) = rest.split(top: rest.height - 7)
                verdicts = list
                lesson = text
            }
            return
        }
        let (pictures, rest) = area.split(top: Self.pictureHeight)
        canvas = pictures.split(left: Self.pictureWidth).left
        var beside = side.rest
        if rest.height >= 9 {
            verdicts = rest
            folded = [.answer, .seen]
            beside.height = Self.pictureHeight
        } else {
            folded = Panel.allCases
            beside.height = Self.pictureHeight
        }
        switch folded.contains(panel) ? panel : .answer {
        case .answer: answer = beside
        case .seen: seen = beside
        case .verdicts: verdicts = beside
        }
        if verdicts != rest, rest.height > 0 { foldLine = rest.split(top: 1).top }
    }

    private static func halves(_ rect: Rect) -> (Rect, Rect) { rect.split(left: pictureWidth) }

    private static func fits(_ zoom: Int, _ area: Rect) -> Bool {
        area.width >= Self.columns * zoom + 2 + pictureWidth + 30 && area.height >= Self.rows * zoom + 2 + 6
            && area.height >= pictureHeight + 9
    }

    /// The cells of the canvas's pixels.
    package var paper: Rect {
        let inside = Frame.inside(canvas)
        return Rect(x: inside.x, y: inside.y, width: Self.columns * zoom, height: Self.rows * zoom)
    }
}
