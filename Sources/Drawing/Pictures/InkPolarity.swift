/// Which way ink differs from paper.
enum InkPolarity: CaseIterable {
    case darkOnLight
    case lightOnDark

    /// The factor that turns "picture minus paper" into ink.
    var sign: Float {
        switch self {
        case .darkOnLight: -1
        case .lightOnDark: 1
        }
    }
}
