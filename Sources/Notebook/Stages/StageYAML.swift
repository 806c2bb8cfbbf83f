import Yams

/// From the text of a stage file to its tree of values, whoever wrote it.
enum StageYAML {
    /// The root of the text's only document.
    ///
    /// Aliases (`*name`) are refused before anything is made of them: a few lines of aliases of aliases stand for more values
    /// than there is memory, and comparing the keys of a mapping would walk through all of them. Depth is bounded by the
    /// parser.
    ///
    /// - Throws: ``StageError`` with the line of what is wrong.
    static func compose(_ text: String, file: String) throws(StageError) -> Node {
        do {
            // Without its anchors a text has no alias that the parser could follow: it stops at the first.
            let plain = withoutAnchors(text)
            guard let node = try Yams.compose(yaml: plain) else {
                throw StageError(
                    kind: .invalid, file: file, line: 1, column: 1,
                    message: "the file is empty; it needs \(StageFile.keys.joined(separator: ", "))")
            }
            return plain == text ? node : try Yams.compose(yaml: text) ?? node
        } catch let error as StageError {
            throw error
        } catch let error as YamlError {
            throw stageError(error, text: text, file: file)
        } catch {
            throw StageError(kind: .invalid, file: file, message: "not YAML: \(error)")
        }
    }

    /// The text with blanks in place of whatever could be an anchor (`&name`), so that every mark stays where it was.
    private static func withoutAnchors(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
        var bytes = Array(text.utf8)
        var isName = false
        for (index, byte) in bytes.enumerated() {
            if byte == UInt8(ascii: "&") {
                isName = index + 1 < bytes.count && isOfName(bytes[index + 1])
            } else if !isOfName(byte) {
                isName = false
            }
            if isName { bytes[index] = UInt8(ascii: " ") }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func isOfName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    private static func stageError(_ error: YamlError, text: String, file: String) -> StageError {
        switch error {
        case .composer(_, let problem, let mark, _) where problem.contains("alias"):
            return StageError(
                kind: .invalid, file: file, line: mark.line, column: mark.column,
                message: "aliases (*name) are not taken here; write out what it stands for")
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            return StageError(
                kind: .invalid, file: file, line: mark.line, column: mark.column, message: "not YAML: \(problem)")
        case .reader(let problem, let offset, _, _):
            let line = offset.map { offset in text.prefix(offset).count { $0.isNewline } + 1 }
            return StageError(kind: .invalid, file: file, line: line, message: "not YAML: \(problem)")
        case .duplicatedKeysInMapping(let duplicates, let context):
            let names = duplicates.prefix(3).map { "\"\(StageNode.shortened($0))\"" }.joined(separator: ", ")
            return StageError(
                kind: .invalid, file: file, line: context.mark.line, column: context.mark.column,
                message: "the key \(names) stands here twice; keep one")
        default:
            return StageError(kind: .invalid, file: file, message: "not YAML")
        }
    }
}
