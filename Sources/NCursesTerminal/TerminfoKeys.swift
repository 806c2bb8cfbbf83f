import CNCurses
import TerminalUI

/// The keys of the terminal that is open, by the bytes that it sends for them, from its terminfo entry.
enum TerminfoKeys {
    /// All that terminfo knows; those that mean nothing here are `nil`, so that they are not taken for something else.
    static func sequences() -> [[UInt8]: Key?] {
        var result: [[UInt8]: Key?] = [:]
        var index: Int32 = 0
        var name: UnsafePointer<CChar>?
        var sequence: UnsafePointer<CChar>?
        while cnc_next_key(&index, &name, &sequence), let name, let sequence {
            let bytes = Array(String(cString: sequence).utf8)
            let key = key(named: String(cString: name))
            // Some entries give a key's bytes to another as well.
            if key != nil || result[bytes] == nil { result.updateValue(key, forKey: bytes) }
        }
        return result
    }

    private static func key(named name: String) -> Key? {
        switch name {
        case "kcuu1": .up
        case "kcud1": .down
        case "kcub1": .left
        case "kcuf1": .right
        case "kri": .shiftUp
        case "kind": .shiftDown
        case "kLFT": .shiftLeft
        case "kRIT": .shiftRight
        // The corners of the keypad mean the same.
        case "khome", "ka1": .home
        case "kpp", "ka3": .pageUp
        case "kend", "kc1": .end
        case "knp", "kc3": .pageDown
        case "kent": .enter
        case "kcbt": .backTab
        case "kbs": .backspace
        case "kdch1": .delete
        case "kich1": .insert
        default: name.hasPrefix("kf") ? Int(name.dropFirst(2)).flatMap { $0 > 0 ? .function($0) : nil } : nil
        }
    }
}
