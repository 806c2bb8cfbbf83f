import Foundation
import Synchronization

/// A web server on 127.0.0.1 that can also misbehave.
final class LoopbackServer: Sendable {
    enum Answer: Sendable {
        case file([UInt8])
        case status(Int)
        /// Accepts and never says a word.
        case silence
        /// Sends the header and this many bytes, then nothing more, but keeps the line open.
        case stall(after: Int, [UInt8])
        /// Promises all bytes, sends this many and hangs up.
        case truncate(after: Int, [UInt8])
    }

    let port: UInt16
    private let listener: Int32
    private let answer: @Sendable (String) -> Answer
    private let state = Mutex<(requests: [String], held: [Int32])>(([], []))

    /// - Parameter answer: what to do about a path such as `/a/train-labels-idx1-ubyte.gz`.
    init(answer: @escaping @Sendable (String) -> Answer) throws {
        self.answer = answer
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let socket = listener
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(socket, address, length) == 0 && listen(socket, 16) == 0
                    && getsockname(socket, address, &length) == 0
            }
        }
        guard bound else { throw POSIXError(.EADDRNOTAVAIL) }
        port = UInt16(bigEndian: address.sin_port)
        Thread.detachNewThread { [self] in
            while case let connection = accept(listener, nil, nil), connection >= 0 {
                Thread.detachNewThread { self.serve(connection) }
            }
        }
    }

    /// The base address of a folder of the server.
    func mirror(_ name: String) -> URL { URL(string: "http://127.0.0.1:\(port)/\(name)/")! }

    /// The paths asked for so far.
    var requests: [String] { state.withLock { $0.requests } }

    /// Ends the server and hangs up on everybody.
    func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
        state.withLock { state in
            for connection in state.held { close(connection) }
            state.held = []
        }
    }

    private func serve(_ connection: Int32) {
        var request: [UInt8] = []
        var byte: UInt8 = 0
        while !request.suffix(4).elementsEqual([13, 10, 13, 10]) {
            guard recv(connection, &byte, 1, 0) == 1 else {
                close(connection)
                return
            }
            request.append(byte)
        }
        let words = String(decoding: request, as: UTF8.self).split(separator: " ")
        let path = words.count > 1 ? String(words[1]) : ""
        state.withLock { $0.requests.append(path) }

        func send(_ bytes: some Collection<UInt8>) {
            var rest = Array(bytes)
            while !rest.isEmpty {
                let count = Foundation.send(connection, rest, rest.count, Int32(MSG_NOSIGNAL))
                if count <= 0 { return }
                rest.removeFirst(count)
            }
        }
        func head(_ code: Int, _ length: Int) {
            send(Array("HTTP/1.1 \(code) x\r\nContent-Length: \(length)\r\nConnection: close\r\n\r\n".utf8))
        }
        switch answer(path) {
        case .file(let bytes):
            head(200, bytes.count)
            send(bytes)
        case .status(let code):
            head(code, 4)
            send(Array("nope".utf8))
        case .silence:
            state.withLock { $0.held.append(connection) }
            return
        case .stall(let count, let bytes):
            head(200, bytes.count)
            send(bytes.prefix(count))
            state.withLock { $0.held.append(connection) }
            return
        case .truncate(let count, let bytes):
            head(200, bytes.count)
            send(bytes.prefix(count))
        }
        close(connection)
    }
}
