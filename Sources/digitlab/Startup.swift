import Foundation
import NeuralNetwork

/// What has to be so before any command runs.
enum Startup {
    static func prepare() {
        // A reader that goes away (`| head`) is told apart by a failed write, not by a signal that ends a training run.
        signal(SIGPIPE, SIG_IGN)
        keepStandardStreamsOpen()
        setlocale(LC_CTYPE, "")
        BLASKernel.relaunchIfNeeded()
        BLASKernel.useOneThread()
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
