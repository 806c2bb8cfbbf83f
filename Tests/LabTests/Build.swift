/// How these tests were built.
enum Build {
    /// Whether the optimiser has seen the code: only then does a measured time mean anything.
    static let isOptimised: Bool = {
        var isDebug = false
        assert(
            {
                isDebug = true
                return true
            }())
        return !isDebug
    }()
}
