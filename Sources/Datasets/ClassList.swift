import Foundation

/// `classes.txt`: what the classes of one's own data are called, a line each, the class of label 0 first.
enum ClassList {
    static let fileName = "classes.txt"
    /// As many as EMNIST has: ten digits and both alphabets.
    static let largestCount = 62
    /// Longer names would not fit beside anything.
    private static let longestName = 40

    /// The names in a folder's list, `nil` where it has none.
    ///
    /// - Throws: ``DatasetError/badClassList(file:line:reason:)``, or what is wrong with the file.
    static func read(in folder: String) throws(DatasetError) -> [String]? {
        let path = (folder as NSString).appendingPathComponent(fileName)
        var status = stat()
        guard lstat(path, &status) == 0 else { return nil }
        let file = try InputFile(path)
        guard file.size <= 1 << 14 else {
            throw .badClassList(file: path, line: 1, reason: "it is too long for 62 names")
        }
        var bytes = [UInt8](repeating: 0, count: file.size)
        var length = 0
        while length < bytes.count {
            var failure: DatasetError?
            let count = bytes.withUnsafeMutableBytes { memory -> Int in
                do throws(DatasetError) {
                    return try file.read(into: UnsafeMutableRawBufferPointer(rebasing: memory[length...]))
                } catch {
                    failure = error
                    return 0
                }
            }
            if let failure { throw failure }
            if count == 0 { break }
            length += count
        }
        guard let text = String(validating: bytes[..<length], as: UTF8.self) else {
            throw .badClassList(file: path, line: 1, reason: "it is not UTF-8 text")
        }
        return try names(in: text, file: path)
    }

    /// Reads the list's text.
    static func names(in text: String, file: String) throws(DatasetError) -> [String] {
        var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            .map { $0.trimmingCharacters(in: .whitespaces) }
        while lines.last?.isEmpty == true { lines.removeLast() }
        func fail(_ line: Int, _ reason: String) -> DatasetError {
            .badClassList(file: file, line: line, reason: reason)
        }
        for (index, name) in lines.enumerated() {
            if name.isEmpty { throw fail(index + 1, "the line is empty; give one name a line") }
            if name.count > longestName {
                throw fail(index + 1, "the name has \(name.count) characters, at most \(longestName) fit")
            }
            if name.unicodeScalars.contains(where: {
                $0.properties.generalCategory == .control || $0.properties.generalCategory == .format
            }) {
                throw fail(index + 1, "the name has a character that cannot be shown")
            }
            if let first = lines.firstIndex(of: name), first < index {
                throw fail(index + 1, "\(name) stands in line \(first + 1) already")
            }
        }
        guard (2...largestCount).contains(lines.count) else {
            throw fail(
                max(lines.count, 1), "it has \(lines.count) names; 2 to \(largestCount) classes can be told apart")
        }
        return lines
    }
}
