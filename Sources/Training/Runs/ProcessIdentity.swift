import Foundation

/// Which process it is: the number alone would soon be another one's.
public struct ProcessIdentity: Sendable, Equatable, Codable {
    public var id: Int32
    /// When it started, in clock ticks since the machine did; `nil` where the system does not tell.
    public var start: UInt64?
    /// Of the machine's present life; another one counts ticks and processes anew.
    public var boot: String?

    public init(id: Int32, start: UInt64?, boot: String?) {
        self.id = id
        self.start = start
        self.boot = boot
    }

    /// This process.
    public static var current: ProcessIdentity {
        ProcessIdentity(id: getpid(), start: startTicks(of: getpid()), boot: presentBoot)
    }

    /// Whether it lives: a process of its number that started when it did.
    public var isAlive: Bool {
        guard kill(id, 0) == 0 || errno == EPERM else { return false }
        if let boot, let present = Self.presentBoot, boot != present { return false }
        if let start, let found = Self.startTicks(of: id), start != found { return false }
        return true
    }

    /// Field 22 of `/proc/<id>/stat` (proc(5)).
    static func startTicks(of id: Int32) -> UInt64? {
        guard let text = try? String(contentsOfFile: "/proc/\(id)/stat", encoding: .utf8),
            // The second field, the program's name, may hold spaces: count from its closing parenthesis.
            let nameEnd = text.lastIndex(of: ")")
        else { return nil }
        let fields = text[text.index(after: nameEnd)...].split(separator: " ")
        return fields.count > 19 ? UInt64(fields[19]) : nil
    }

    private static var presentBoot: String? {
        (try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8))?
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
