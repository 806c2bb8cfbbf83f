extension KeyScript {
    /// One thing a script does.
    public enum Step: Sendable, Equatable {
        /// A key that the canvas knows.
        case key(DrawingKey)
        /// A mouse event, already as a command.
        case mouse(CanvasCommand)
        /// `n`: normalising on or off, for whoever replays the script.
        case toggleNormalization
        /// `t:INDEX`: that test digit onto the canvas, for whoever has the test set.
        case testDigit(Int)

        /// What it does to the canvas, or nil if it is not the canvas's to do.
        public var canvasCommand: CanvasCommand? {
            switch self {
            case .key(let key): CanvasCommand(key: key)
            case .mouse(let command): command
            case .toggleNormalization, .testDigit: nil
            }
        }
    }
}
