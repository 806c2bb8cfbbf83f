import Foundation
import NeuralNetwork
import Testing

@Suite struct UsableProcessorsTests {
    @Test(
        arguments: [
            (8, 0, nil, 8), (8, 3, nil, 3), (8, 3, 2.0, 2), (2, 64, 64.0, 2), (8, 8, 2.9, 2), (8, 8, 0.25, 1),
            (8, 1, 5.0, 1),
            (0, 0, nil, 1), (-1, 4, nil, 4), (4, 0, .infinity, 4), (4, 0, 1e300, 4),
        ] as [(Int, Int, Double?, Int)])
    func theLeastCounts(online: Int, affinity: Int, quota: Double?, expected: Int) {
        #expect(UsableProcessors.count(online: online, affinity: affinity, quota: quota) == expected)
    }

    /// The real machine's answer lies between one and its processors.
    @Test func thisMachine() {
        #expect((1...ProcessInfo.processInfo.processorCount).contains(UsableProcessors.count))
    }

    private func quota(_ files: [String: String]) -> Double? { ControlGroups.quota { files[$0] } }

    private static let unified = "30 23 0:26 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate\n"

    @Test func version2TakesTheTightestOfAllGroupsAround() {
        var files = [
            "/proc/self/cgroup": "0::/user.slice/job.scope\n", "/proc/self/mountinfo": Self.unified,
            "/sys/fs/cgroup/user.slice/job.scope/cpu.max": "400000 100000\n",
            "/sys/fs/cgroup/user.slice/cpu.max": "150000 100000\n",
        ]
        #expect(quota(files) == 1.5)
        files["/sys/fs/cgroup/user.slice/cpu.max"] = "max 100000\n"
        #expect(quota(files) == 4)
        files["/sys/fs/cgroup/user.slice/job.scope/cpu.max"] = "max 100000\n"
        #expect(quota(files) == nil)
        // A container's own namespace: its group is the root of what it sees.
        files["/proc/self/cgroup"] = "0::/\n"
        files["/sys/fs/cgroup/cpu.max"] = "50000 100000"
        #expect(quota(files) == 0.5)
    }

    @Test func version1KnowsItsControllerAmongOthers() {
        let mounts = """
            25 18 0:22 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory
            26 18 0:23 / /sys/fs/cgroup/cpu,cpuacct rw,nosuid shared:9 master:1 - cgroup cgroup rw,cpu,cpuacct
            27 18 0:24 / /sys/fs/cgroup/cpuset rw - cgroup cgroup rw,cpuset
            """
        let folder = "/sys/fs/cgroup/cpu,cpuacct"
        var files = [
            "/proc/self/cgroup": "5:memory:/a\n4:cpuset:/b\n3:cpu,cpuacct:/docker/x\n0::/y\n",
            "/proc/self/mountinfo": mounts,
            "\(folder)/cpu.cfs_quota_us": "-1\n", "\(folder)/cpu.cfs_period_us": "100000\n",
            "\(folder)/docker/cpu.cfs_quota_us": "300000\n", "\(folder)/docker/cpu.cfs_period_us": "100000\n",
            "\(folder)/docker/x/cpu.cfs_quota_us": "-1\n", "\(folder)/docker/x/cpu.cfs_period_us": "100000\n",
        ]
        #expect(quota(files) == 3)
        files["\(folder)/docker/x/cpu.cfs_quota_us"] = "25000\n"
        files["\(folder)/docker/x/cpu.cfs_period_us"] = "50000\n"
        #expect(quota(files) == 0.5)
        // Docker mounts the container's group as the root, and tells its path from outside.
        files["/proc/self/mountinfo"] = mounts.replacingOccurrences(
            of: "0:23 / ", with: "0:23 /docker/x ")
        files["\(folder)/cpu.cfs_quota_us"] = "200000"
        #expect(quota(files) == 2)
        files["/proc/self/cgroup"] = "3:cpu,cpuacct:/elsewhere\n"
        #expect(quota(files) == 2)
    }

    @Test(
        arguments: [
            [:], ["/proc/self/cgroup": "0::/\n"], ["/proc/self/cgroup": "::::", "/proc/self/mountinfo": "- - -\nx"],
            ["/proc/self/cgroup": "0::/\n", "/proc/self/mountinfo": Self.unified, "/sys/fs/cgroup/cpu.max": "0 0"],
            [
                "/proc/self/cgroup": "0::/\n", "/proc/self/mountinfo": Self.unified,
                "/sys/fs/cgroup/cpu.max": "many 7 x",
            ],
            [
                "/proc/self/cgroup": "0::/../..\n", "/proc/self/mountinfo": Self.unified,
                "/sys/fs/cgroup/../cpu.max": "1 1",
            ],
        ] as [[String: String]])
    func oddFilesAreNoLimit(files: [String: String]) {
        #expect(quota(files) == nil)
    }
}
