/// How the tests were compiled.
enum Build {
    /// Whether the optimiser ran: only then do loops allocate nothing and take the time that they take for users.
    static var isOptimized: Bool {
        #if DEBUG
            false
        #else
            true
        #endif
    }
}
