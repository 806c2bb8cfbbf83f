import CProcess
import Foundation
import NeuralNetwork

/// What has to be so before any command runs.
enum Startup {
    static func prepare() {
        // A reader that goes away (`| head`) is told apart by a failed write, not by a signal that ends a training run.
        signal(SIGPIPE, SIG_IGN)
        // So that a limit on the size of files (`ulimit -f`) is an error of writing, which is told and survived.
        signal(SIGXFSZ, SIG_IGN)
        keepStandardStreamsOpen()
        setlocale(LC_CTYPE, "")
        BLASKernel.relaunchIfNeeded()
        BLASKernel.useOneThread()
    }

    /// What a run takes at least: a thread's stack, and OpenBLAS's buffer, which it would wait for without an end.
    private static let leastAddressSpace: Int64 = 160 << 20
    private static let outOfMemory: StaticString =
        "digitlab: out of memory: raise the limit on address space (ulimit -v), or take fewer threads or a smaller network\n"

    /// Limits under which nothing would work are told before anything is begun.
    ///
    /// - Throws: ``CommandFailure`` where no thread can be started or too little memory is left.
    static func checkLimits() throws(CommandFailure) {
        let left = cpr_address_space_left()
        if left >= 0 {
            guard left >= leastAddressSpace else {
                throw CommandFailure(
                    "the limit on address space (ulimit -v) leaves \(left >> 20) MiB, too little to work with; "
                        + "raise it by \((leastAddressSpace - left) >> 20) MiB or more",
                    exitCode: CommandFailure.noResources)
            }
            outOfMemory.withUTF8Buffer { text in
                text.withMemoryRebound(to: CChar.self) { cpr_watch_memory($0.baseAddress, CommandFailure.noResources) }
            }
        }
        guard cpr_can_start_thread() else {
            throw CommandFailure(
                "no thread can be started: the limit on processes (ulimit -u, or a container's) is reached; raise it or "
                    + "end other programs",
                exitCode: CommandFailure.noResources)
        }
    }

    /// A closed standard stream would be replaced by the next file that is opened, and get our text.
    private static func keepStandardStreamsOpen() {
        for descriptor in 0...2 as ClosedRange<Int32> where fcntl(descriptor, F_GETFD) == -1 {
            let opened = open("/dev/null", O_RDWR)
            if opened != descriptor, opened >= 0 {
                dup2(opened, descriptor)
                close(opened)
            }
        }
    }
}
