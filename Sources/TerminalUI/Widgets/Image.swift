/// A picture with square pixels: half blocks in grey or colour, shades or a ramp of characters without, or Braille dots.
///
///     Image(Raster(width: 28, height: 28, bytes: digit)).draw(on: &surface, in: rect, context: context)
///
/// A pixel is one column and half a row, or a whole multiple; a picture too large is averaged down.
public struct Image: Widget, Hashable, Sendable {
    /// What the numbers mean.
    public enum Scale: Hashable, Sendable {
        /// From black to white.
        case gray(ClosedRange<Float> = 0...1)
        /// Below zero amber, zero black, above zero blue; with `-` and `+` where there are no colours. Full colour at
        /// `limit`, by default the picture's largest magnitude.
        case signed(limit: Float? = nil)
    }

    public enum Mode: Hashable, Sendable {
        /// The best that the terminal shows.
        case automatic
        /// Two by four dots a cell, on or off (ordered dithering): a 28×28 digit in 14×7 cells.
        case braille
    }

    public var raster: Raster
    public var scale: Scale
    public var mode: Mode
    /// Whether the picture may grow beyond one column a pixel.
    public var mayGrow: Bool
    /// Where it stands in a rectangle wider than itself; in a taller one it stands at the top.
    public var alignment: Alignment

    public init(
        _ raster: Raster, scale: Scale = .gray(), mode: Mode = .automatic, mayGrow: Bool = true,
        alignment: Alignment = .left
    ) {
        self.raster = raster
        self.scale = scale
        self.mode = mode
        self.mayGrow = mayGrow
        self.alignment = alignment
    }

    /// The cells that the picture takes at most in a rectangle of this size.
    public func size(in size: Size, context: ViewContext) -> Size {
        let (width, height) = pixels(in: size, context)
        let dots = isBraille(context) ? (2, 4) : (1, 2)
        return Size(columns: (width + dots.0 - 1) / dots.0, rows: (height + dots.1 - 1) / dots.1)
    }

    private func isBraille(_ context: ViewContext) -> Bool { mode == .braille && context.glyphs == .braille }

    /// Pixels on the screen: a whole multiple of the picture's, or as many as fit.
    private func pixels(in size: Size, _ context: ViewContext) -> (width: Int, height: Int) {
        let room = isBraille(context) ? (size.columns * 2, size.rows * 4) : (size.columns, size.rows * 2)
        let factor = min(room.0 / raster.width, room.1 / raster.height)
        if factor >= 1 {
            let zoom = mayGrow ? factor : 1
            return (raster.width * zoom, raster.height * zoom)
        }
        guard room.0 > 0, room.1 > 0 else { return (0, 0) }
        let share = min(Double(room.0) / Double(raster.width), Double(room.1) / Double(raster.height))
        return (
            max(1, min(room.0, Int(Double(raster.width) * share + 1e-9))),
            max(1, min(room.1, Int(Double(raster.height) * share + 1e-9)))
        )
    }

    public func draw(on surface: inout Surface, in rect: Rect, context: ViewContext) {
        let (width, height) = pixels(in: rect.size, context)
        guard width > 0, height > 0 else { return }
        let limit: Float =
            switch scale {
            case .gray: 1
            case .signed(let limit): max(limit ?? raster.largestMagnitude, .leastNormalMagnitude)
            }
        let picture = raster.scaled(width: width, height: height)
        let levels = picture.values.map { level($0, limit) }
        let canvas = PixelGrid(width: width, height: height, levels: levels, isSigned: isSigned)
        let taken = isBraille(context) ? (width + 1) / 2 : width
        let origin =
            switch alignment {
            case .left: rect.origin
            case .center: rect.origin.offset(columns: (rect.width - taken) / 2)
            case .right: rect.origin.offset(columns: rect.width - taken)
            }
        if isBraille(context) {
            canvas.drawBraille(on: &surface, at: origin, context)
        } else if context.colors >= .indexed256 && context.glyphs > .ascii {
            canvas.drawHalfBlocks(on: &surface, at: origin)
        } else {
            canvas.drawShades(on: &surface, at: origin, context)
        }
    }

    private var isSigned: Bool { if case .signed = scale { true } else { false } }

    /// A value as 0…1, or -1…1 on the signed scale.
    private func level(_ value: Float, _ limit: Float) -> Float {
        guard value.isFinite else { return 0 }
        switch scale {
        case .gray(let range):
            let span = range.upperBound - range.lowerBound
            return span > 0 ? min(1, max(0, (value - range.lowerBound) / span)) : 0
        case .signed: return min(1, max(-1, value / limit))
        }
    }
}
