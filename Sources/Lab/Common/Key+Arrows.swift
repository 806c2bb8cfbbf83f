import TerminalUI

extension Key {
    /// The arrow that h, j, k or l stands for; every other key as it is.
    public var mirroringArrows: Key {
        switch self {
        case .character("h"): .left
        case .character("j"): .down
        case .character("k"): .up
        case .character("l"): .right
        default: self
        }
    }
}
