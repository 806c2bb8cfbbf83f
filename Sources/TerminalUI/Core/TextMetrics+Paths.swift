extension TextMetrics {
    /// The text in at most `width` columns: where it is too long, the middle of its longest path goes first, for a path's
    /// end says more than the folders on the way; then the end of the text.
    ///
    ///     shortened("from the cache in /home/ada/.cache/digitlab/mnist", to: 30) == "from the cache in /home/…/mnist"
    public static func shortened(_ text: String, to width: Int) -> String {
        let excess = self.width(text) - width
        if excess <= 0 { return text }
        var words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        let paths = words.indices.filter { words[$0].split(separator: "/").count > 2 }
        guard let longest = paths.max(by: { words[$0].count < words[$1].count }) else {
            return truncated(text, to: width)
        }
        words[longest] = shortenedPath(words[longest], to: max(0, self.width(words[longest]) - excess))
        return truncated(words.joined(separator: " "), to: width)
    }

    /// The path with as many of its middle folders as must go replaced by one ellipsis; its first and last part stay.
    private static func shortenedPath(_ path: String, to width: Int) -> String {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        // An absolute path begins with an empty part before its first slash.
        let head = parts[0].isEmpty ? 2 : 1
        guard parts.count > head + 1 else { return path }
        var result = path
        for kept in stride(from: parts.count - head - 1, through: 1, by: -1) {
            result = (parts.prefix(head) + ["…"] + parts.suffix(kept)).joined(separator: "/")
            if self.width(result) <= width { return result }
        }
        return result
    }
}
