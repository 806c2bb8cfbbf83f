import Drawing

/// What the Draw screen's background work hands back.
package enum DrawResult: Sendable {
    case models([StageModel])
    /// The number of a test digit drawn by lot.
    case testDigit(Int)
    case loaded(GrayImage, file: String)
    /// Something was done; the text says what.
    case done(String)
    case failed(String)
}
