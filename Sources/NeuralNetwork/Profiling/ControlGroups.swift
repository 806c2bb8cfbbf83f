import Foundation

/// The processor quota of Linux's control groups, versions 1 and 2: what `docker --cpus`, Kubernetes and systemd set.
package enum ControlGroups {
    /// Processors' worth of time that this process may use, the tightest of its group and all groups around it; `nil`
    /// where none sets a limit.
    ///
    /// - Parameter read: The text of a file, `nil` where it cannot be read; the real files unless a test gives others.
    package static func quota(read: (String) -> String? = contents) -> Double? {
        guard let groups = read("/proc/self/cgroup"), let mounts = read("/proc/self/mountinfo") else { return nil }
        var tightest: Double?
        for mount in mounts.split(separator: "\n").compactMap(Mount.init) {
            guard let path = path(in: groups, of: mount) else { continue }
            for folder in folders(from: mount, to: path) {
                guard let limit = mount.isUnified ? unified(folder, read) : legacy(folder, read) else { continue }
                tightest = min(tightest ?? limit, limit)
            }
        }
        return tightest
    }

    /// One line of `/proc/self/mountinfo` that shows a hierarchy with the processor controller.
    private struct Mount {
        /// The group that stands at the mount's root; not `/` inside many containers.
        var root: String
        var point: String
        var isUnified: Bool

        /// `36 35 98:0 /root /point options … - type source super-options`; spaces in paths are written `\040`.
        init?(_ line: Substring) {
            let fields = line.split(separator: " ")
            guard let dash = fields.firstIndex(of: "-"), dash >= 6, fields.count > dash + 3 else { return nil }
            switch fields[dash + 1] {
            case "cgroup2": isUnified = true
            case "cgroup" where fields[dash + 3].split(separator: ",").contains("cpu"): isUnified = false
            default: return nil
            }
            root = fields[3].replacingOccurrences(of: "\\040", with: " ")
            point = fields[4].replacingOccurrences(of: "\\040", with: " ")
        }
    }

    /// This process's group in one hierarchy, from lines `number:controllers:path`; version 2 has number 0 and no controllers.
    private static func path(in groups: String, of mount: Mount) -> String? {
        for line in groups.split(separator: "\n") {
            let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
            guard fields.count == 3 else { continue }
            let isMatch =
                mount.isUnified
                ? fields[0] == "0" && fields[1].isEmpty : fields[1].split(separator: ",").contains("cpu")
            if isMatch { return String(fields[2]) }
        }
        return nil
    }

    /// The folders of the group and of every group around it that the mount shows.
    private static func folders(from mount: Mount, to path: String) -> [String] {
        // Inside a container the path may be given from outside the mount's root: then only the root can be seen.
        var rest = Substring()
        if mount.root == "/" {
            rest = path[...]
        } else if path == mount.root || path.hasPrefix(mount.root + "/") {
            rest = path.dropFirst(mount.root.count)
        }
        let parts = rest.split(separator: "/")
        guard !parts.contains("..") else { return [mount.point] }
        return (0...parts.count).map { ([mount.point] + parts[..<$0].map(String.init)).joined(separator: "/") }
    }

    /// `cpu.max`: `quota period` in microseconds, or `max period`.
    private static func unified(_ folder: String, _ read: (String) -> String?) -> Double? {
        guard let words = read(folder + "/cpu.max")?.split(whereSeparator: \.isWhitespace), words.count == 2 else {
            return nil
        }
        return ratio(String(words[0]), String(words[1]))
    }

    /// `cpu.cfs_quota_us`, −1 for no limit, over `cpu.cfs_period_us`.
    private static func legacy(_ folder: String, _ read: (String) -> String?) -> Double? {
        guard let quota = read(folder + "/cpu.cfs_quota_us"), let period = read(folder + "/cpu.cfs_period_us") else {
            return nil
        }
        return ratio(
            quota.trimmingCharacters(in: .whitespacesAndNewlines),
            period.trimmingCharacters(in: .whitespacesAndNewlines))
    }

    private static func ratio(_ quota: String, _ period: String) -> Double? {
        guard let quota = Int64(quota), let period = Int64(period), quota > 0, period > 0 else { return nil }
        return Double(quota) / Double(period)
    }

    /// The text of a file of the kernel's.
    package static func contents(_ path: String) -> String? {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
    }
}
