/// A key script that cannot be read: which word, where, and why.
public struct KeyScriptError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Reason: Sendable, Equatable {
        case unknownKey
        /// A repeat count that is not a number from 1 to the limit.
        case badCount
        /// Coordinates that are too few, too many, or not numbers from 0 to 27.
        case badCoordinates
        /// A test digit's index that is not a number from 0.
        case badIndex
        /// More steps than ``KeyScript/stepLimit``.
        case tooLong
    }

    /// The word as written.
    public let word: String
    /// Where it starts, in characters from 1.
    public let position: Int
    public let reason: Reason

    /// 64: a mistake in the command's arguments.
    public var exitCode: Int32 { 64 }

    public var description: String {
        let start = "key script, character \(position): \"\(word)\" "
        switch reason {
        case .unknownKey:
            return start + "is not a key; use Up Down Left Right (hjkl), Home PgUp End PgDn, Space, e c u C-r [ ] n, "
                + "click:x,y, drag:x1,y1,x2,y2, erase:x1,y1,x2,y2 or t:INDEX."
        case .badCount:
            return start + "has no whole number from 1 to \(KeyScript.stepLimit) after the *; write Right*5."
        case .badCoordinates:
            return start + "needs pairs of numbers from 0 to \(Canvas.side - 1), such as click:3,4 or drag:3,4,20,4."
        case .badIndex:
            return start + "needs the number of a test digit, such as t:0."
        case .tooLong:
            return start + "makes the script longer than \(KeyScript.stepLimit) steps; shorten it."
        }
    }
}
