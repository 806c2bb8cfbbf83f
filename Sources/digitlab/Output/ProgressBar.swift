/// A bar of text that fills from the left.
enum ProgressBar {
    static func text(share: Double, width: Int) -> String {
        let filled = Int((min(1, max(0, share)) * Double(width)).rounded())
        let (full, empty) = Output.isUnicode ? ("━", "╌") : ("=", ".")
        return String(repeating: full, count: filled) + String(repeating: empty, count: width - filled)
    }
}
