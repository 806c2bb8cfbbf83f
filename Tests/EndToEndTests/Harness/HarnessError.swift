/// Why a test could not go on.
struct HarnessError: Error, CustomStringConvertible {
    var description: String

    init(_ description: String) { self.description = description }

    /// What was waited for did not come; `seen` is what was there instead.
    static func timeout(_ what: String, after seconds: Double, seen: String) -> HarnessError {
        HarnessError("waited \(seconds) s for \(what); seen instead:\n\(seen)")
    }
}
