import Foundation
import FoundationNetworking
import Synchronization

/// One download into memory: the session's thread fills it, the caller's thread looks at it.
final class Transfer: NSObject, URLSessionDataDelegate, Sendable {
    /// What has arrived so far.
    struct State: Sendable {
        var bytes: [UInt8] = []
        var total: Int?
        var hasAnswered = false
        /// Set once, when the transfer ended.
        var end: End?
    }

    /// How a transfer ended.
    enum End: Sendable {
        case complete
        case failed(String)
    }

    private let state = Mutex(State())
    private let changed = DispatchSemaphore(value: 0)
    private let limit: Int

    /// - Parameter limit: bytes after which a server is not believed any more.
    init(limit: Int) { self.limit = limit }

    /// Waits until something arrives, at most `seconds`.
    func wait(seconds: Double) { _ = changed.wait(timeout: .now() + seconds) }

    /// How many bytes there are, of how many, whether the server answered, and how it ended.
    var status: (count: Int, total: Int?, hasAnswered: Bool, end: End?) {
        state.withLock { ($0.bytes.count, $0.total, $0.hasAnswered, $0.end) }
    }

    /// All bytes.
    var bytes: [UInt8] { state.withLock { $0.bytes } }

    func urlSession(
        _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
        completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
    ) {
        let code = (response as? HTTPURLResponse)?.statusCode ?? 200
        let length = response.expectedContentLength
        state.withLock { state in
            state.hasAnswered = true
            state.total = length > 0 ? Int(length) : nil
            if code != 200 { state.end = .failed("the server answered \(code)") }
        }
        changed.signal()
        completionHandler(code == 200 ? .allow : .cancel)
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        let isTooLong = state.withLock { state in
            guard state.end == nil else { return false }
            state.bytes.append(contentsOf: data)
            guard state.bytes.count > limit else { return false }
            state.end = .failed("it is longer than \(limit.grouped) bytes")
            return true
        }
        if isTooLong { dataTask.cancel() }
        changed.signal()
    }

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        state.withLock { state in
            if state.end == nil { state.end = error.map { .failed($0.localizedDescription) } ?? .complete }
        }
        changed.signal()
    }
}
