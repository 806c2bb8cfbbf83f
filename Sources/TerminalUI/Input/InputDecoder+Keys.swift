extension InputDecoder {
    /// The key that types a character, where there is one.
    static func key(of scalar: Unicode.Scalar) -> Key? {
        switch scalar.value {
        case 9: return .tab
        case 10, 13: return .enter
        case 27: return .escape
        case 8, 127: return .backspace
        case 0: return .control(" ")
        case 1...26: return Unicode.Scalar(scalar.value + 96).map { .control(Character($0)) }
        case ..<32, 0x80..<0xA0: return nil
        default: return .character(Character(scalar))
        }
    }

    /// The key of a control sequence, as xterm, the consoles and their many kin send it.
    static func key(for sequence: ControlSequence) -> Key? {
        let parameters = sequence.parameters
        if sequence.final == UInt8(ascii: "~") { return parameters.count == 1 ? editingKey(parameters[0]) : nil }
        // The second parameter is 1 + 1 for Shift, + 2 for Alt, + 4 for Ctrl.
        if parameters.count == 2, parameters[0] == 1, parameters[1] == 2 {
            switch sequence.final {
            case UInt8(ascii: "A"): return .shiftUp
            case UInt8(ascii: "B"): return .shiftDown
            case UInt8(ascii: "C"): return .shiftRight
            case UInt8(ascii: "D"): return .shiftLeft
            default: return nil
            }
        }
        guard parameters.isEmpty || parameters == [1] else { return nil }
        return sequence.final == UInt8(ascii: "Z") ? .backTab : cursorKey(sequence.final)
    }

    private static func cursorKey(_ final: UInt8) -> Key? {
        switch final {
        case UInt8(ascii: "A"): .up
        case UInt8(ascii: "B"): .down
        case UInt8(ascii: "C"): .right
        case UInt8(ascii: "D"): .left
        case UInt8(ascii: "H"): .home
        case UInt8(ascii: "F"): .end
        case UInt8(ascii: "P"): .function(1)
        case UInt8(ascii: "Q"): .function(2)
        case UInt8(ascii: "R"): .function(3)
        case UInt8(ascii: "S"): .function(4)
        default: nil
        }
    }

    /// `ESC [ number ~`, as DEC's VT220 numbers its keys, with gaps.
    private static func editingKey(_ number: Int) -> Key? {
        switch number {
        case 1, 7: .home
        case 2: .insert
        case 3: .delete
        case 4, 8: .end
        case 5: .pageUp
        case 6: .pageDown
        case 11...15: .function(number - 10)
        case 17...21: .function(number - 11)
        case 23...26: .function(number - 12)
        case 28, 29: .function(number - 13)
        case 31...34: .function(number - 14)
        default: nil
        }
    }

    /// `ESC O byte`: cursor keys in application mode, F1 to F4, and the keypad's characters.
    static func singleShiftKey(_ byte: UInt8) -> Key? {
        switch byte {
        case UInt8(ascii: "M"): .enter
        case UInt8(ascii: "j")...UInt8(ascii: "y"): .character(Character(Unicode.Scalar(byte - 0x40)))
        default: cursorKey(byte)
        }
    }

    /// `ESC [ [ byte`: F1 to F5 of the Linux console.
    static func consoleKey(_ byte: UInt8) -> Key? {
        guard (UInt8(ascii: "A")...UInt8(ascii: "E")).contains(byte) else { return nil }
        return .function(Int(byte - UInt8(ascii: "A")) + 1)
    }
}
