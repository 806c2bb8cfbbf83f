extension HyperparameterField {
    /// Whether a typed value may hold this character: digits and what belongs to a number, the letters of `auto` where
    /// that is allowed, anything for the dataset's folder.
    public func mayContain(_ character: Character) -> Bool {
        if character.isASCII, character.isNumber { return true }
        return switch control {
        case .number: ".eE+-".contains(character)
        case .integer(_, _, _, _, let zero): (zero ?? "").contains(character.lowercased())
        case .integers: " ,×x".contains(character)
        case .seed: false
        case .choice, nil: true
        }
    }
}
