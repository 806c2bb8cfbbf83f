import Foundation

/// Looks for what Foundation's JSON reader passes over in silence: a key that stands twice in one object.
enum JSONKeys {
    /// The first key that an object has twice, with the keys of the objects around it, outermost first.
    ///
    /// - Parameter json: Text that a JSON reader has already found well-formed.
    /// - Complexity: O(length)
    static func firstDuplicate(in json: ArraySlice<UInt8>) -> [String]? {
        /// The keys met so far of each open object, and the one whose value is being read; `nil` for an array.
        var open: [(keys: Set<String>, current: String)?] = []
        var position = json.startIndex
        var expectsKey = false
        while position < json.endIndex {
            switch json[position] {
            case UInt8(ascii: "{"):
                open.append(([], ""))
                expectsKey = true
            case UInt8(ascii: "["):
                open.append(nil)
                expectsKey = false
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                _ = open.popLast()
                expectsKey = false
            case UInt8(ascii: ","):
                expectsKey = open.last.map { $0 != nil } ?? false
            case UInt8(ascii: "\""):
                let start = position
                position += 1
                while position < json.endIndex, json[position] != UInt8(ascii: "\"") {
                    position += json[position] == UInt8(ascii: "\\") ? 2 : 1
                }
                guard position < json.endIndex else { return nil }
                if expectsKey, let key = string(json[start...position]), var object = open.popLast() ?? nil {
                    let isNew = object.keys.insert(key).inserted
                    object.current = key
                    open.append(object)
                    guard isNew else { return open.compactMap { $0?.current } }
                    expectsKey = false
                }
            default: break
            }
            position += 1
        }
        return nil
    }

    /// The string that a JSON literal stands for: `"\u0061"` is the key `a`.
    private static func string(_ literal: ArraySlice<UInt8>) -> String? {
        guard literal.contains(UInt8(ascii: "\\")) else {
            return String(decoding: literal.dropFirst().dropLast(), as: UTF8.self)
        }
        return try? JSONDecoder().decode(String.self, from: Data(literal))
    }
}
