import Dispatch
import Foundation
import Synchronization

/// Turns SIGINT, SIGTERM and SIGHUP into a request to stop; a second signal ends the process at once.
///
/// Dispatch's signal sources are the only mechanism, since they displace other handlers.
final class Interruption: Sendable {
    private let received = Atomic<Int32>(0)
    private let listener = Mutex<(@Sendable (Int32) -> Void)?>(nil)
    /// Kept alive, and never touched again after `init`, which is why sharing them is safe.
    nonisolated(unsafe) private var sources: [any DispatchSourceSignal] = []

    /// The first signal that came, if any.
    var signal: Int32? {
        let value = received.load(ordering: .acquiring)
        return value == 0 ? nil : value
    }

    init() {
        let queue = DispatchQueue(label: "digitlab.signals", qos: .userInteractive)
        for number in [SIGINT, SIGTERM, SIGHUP] {
            // Ignoring takes away the default action of ending the process; the source still sees the signal.
            Foundation.signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler { [weak self] in
                // Two that came before the first was looked at arrive as one event.
                for _ in 0..<max(1, source.data) { self?.receive(number) }
            }
            source.resume()
            sources.append(source)
        }
    }

    /// Sets what is called, on a thread of its own, at the first signal; at once if that has come already.
    func onFirst(_ action: @escaping @Sendable (Int32) -> Void) {
        listener.withLock { $0 = action }
        if let signal { action(signal) }
    }

    private func receive(_ number: Int32) {
        guard received.compareExchange(expected: 0, desired: number, ordering: .acquiringAndReleasing).exchanged else {
            _exit(128 + number)
        }
        listener.withLock { $0 }?(number)
    }
}
