import Drawing

/// The canvas with the switch that decides what the network sees of it: the one thing behind the screen, the command line's
/// key scripts and the measurement of redrawn digits.
public struct DrawingBoard: Sendable, Equatable {
    public private(set) var canvas = Canvas()
    /// Whether the network sees the drawing in MNIST's form, or the canvas as it is.
    public var normalizes: Bool {
        didSet { if normalizes != oldValue { look() } }
    }
    /// What the network sees, as large as the canvas; `nil` while there is no ink.
    public private(set) var seen: GrayImage?

    public init(normalizes: Bool = true) { self.normalizes = normalizes }

    /// Answers a key; false where it means nothing to the canvas.
    @discardableResult
    public mutating func press(_ key: DrawingKey) -> Bool {
        if key == .character("n") {
            normalizes.toggle()
            return true
        }
        guard let command = CanvasCommand(key: key) else { return false }
        apply(command)
        return true
    }

    /// Carries out one command on the canvas.
    public mutating func apply(_ command: CanvasCommand) {
        let before = canvas.pixels
        canvas.apply(command)
        if canvas.pixels != before { look() }
    }

    /// Puts an image of the canvas's size on it, a grey level a pixel.
    public mutating func load(pixels: [UInt8]) {
        apply(.load(GrayImage(width: Canvas.side, height: Canvas.side, pixels: pixels)))
    }

    /// Carries out one step of a key script; false where it asks for a test digit, which the board does not have.
    public mutating func replay(_ step: KeyScript.Step) -> Bool {
        switch step {
        case .key(let key): return press(key)
        case .mouse(let command):
            apply(command)
            return true
        case .toggleNormalization: return press(.character("n"))
        case .testDigit: return false
        }
    }

    /// What the network sees as grey levels from 0 to 1, one a pixel.
    public var levels: [Float]? { seen.map { $0.pixels.map { Float($0) / 255 } } }

    private mutating func look() {
        seen = canvas.isEmpty ? nil : normalizes ? Normalizer().normalize(canvas) : canvas.image
    }
}
