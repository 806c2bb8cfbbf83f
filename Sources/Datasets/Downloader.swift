import Foundation
import FoundationNetworking

/// Downloads MNIST's files, checks them and puts them into a folder, unpacked.
///
/// It blocks the thread that calls it, needs no run loop, and looks several times a second whether to stop.
struct Downloader {
    let settings: DownloadSettings
    let isCancelled: () -> Bool

    /// Downloads those of `files` that `folder` does not have yet.
    ///
    /// A mirror that does not answer is not asked again. A file with a wrong sum is thrown away.
    ///
    /// - Returns: the mirror that gave the last file, or `nil` where nothing was missing.
    /// - Throws: ``DatasetError/downloadFailed(file:reasons:)``, ``DatasetError/cancelled``,
    ///   ``DatasetError/fileSystem(_:)``.
    func fetch(
        _ files: [KnownFile], into folder: String, progress: (LoadProgress) -> Void
    ) throws(DatasetError) -> String? {
        do { try AtomicFile.makeFolder(folder) } catch { throw .fileSystem(error) }
        var mirrors = settings.mirrors
        var lastMirror: String?
        for (index, file) in files.enumerated() {
            var reasons: [String] = []
            var isDone = false
            for mirror in mirrors where !isDone {
                let url = mirror.appendingPathComponent(file.name + ".gz")
                do throws(Failure) {
                    let bytes = try transfer(url, limit: file.size + 4096) { count, total in
                        progress(
                            .downloading(
                                file: file.name + ".gz", bytes: count, total: total, number: index + 1, of: files.count)
                        )
                    }
                    try verify(bytes, is: file, into: folder)
                    lastMirror = mirror.absoluteString
                    isDone = true
                } catch {
                    switch error {
                    case .dataset(let error): throw error
                    case .transfer(let reason, let isReachable):
                        let line = "\(url.absoluteString): \(reason)"
                        reasons.append(line)
                        progress(.retrying(line))
                        if !isReachable { mirrors.removeAll { $0 == mirror } }
                    }
                }
            }
            if reasons.isEmpty && !isDone { reasons.append("there is no mirror to ask") }
            guard isDone else { throw .downloadFailed(file: file.name, reasons: reasons) }
        }
        return lastMirror
    }

    private enum Failure: Error {
        /// The next mirror may do better.
        case transfer(reason: String, isReachable: Bool)
        case dataset(DatasetError)
    }

    private func transfer(
        _ url: URL, limit: Int, progress: (Int, Int?) -> Void
    ) throws(Failure) -> [UInt8] {
        let configuration = URLSessionConfiguration.ephemeral
        configuration.urlCache = nil
        configuration.requestCachePolicy = .reloadIgnoringLocalCacheData
        // The clock below is the one that counts; the session's own only backs it up.
        configuration.timeoutIntervalForRequest = 2 * max(settings.connectionTimeout, settings.stallTimeout) + 1
        let transfer = Transfer(limit: limit)
        let session = URLSession(configuration: configuration, delegate: transfer, delegateQueue: nil)
        defer { session.invalidateAndCancel() }
        // Asked for as it is, so that the transport does not unpack the file on its own.
        var request = URLRequest(url: url)
        request.setValue("identity", forHTTPHeaderField: "Accept-Encoding")
        let task = session.dataTask(with: request)
        task.resume()

        let clock = ContinuousClock()
        var lastChange = clock.now
        var lastCount = 0
        var hadAnswered = false
        while true {
            transfer.wait(seconds: 0.05)
            if isCancelled() {
                task.cancel()
                throw .dataset(.cancelled)
            }
            let status = transfer.status
            switch status.end {
            case .failed(let reason):
                throw .transfer(reason: reason, isReachable: status.hasAnswered)
            case .complete:
                if let total = status.total, status.count != total {
                    let reason = "it broke off after \(status.count.grouped) of \(total.grouped) bytes"
                    throw .transfer(reason: reason, isReachable: true)
                }
                progress(status.count, status.total)
                return transfer.bytes
            case nil:
                break
            }
            if status.count != lastCount || status.hasAnswered != hadAnswered {
                lastChange = clock.now
                (lastCount, hadAnswered) = (status.count, status.hasAnswered)
                progress(status.count, status.total)
            }
            let limit = hadAnswered ? settings.stallTimeout : settings.connectionTimeout
            if clock.now - lastChange > .seconds(limit) {
                task.cancel()
                let reason = hadAnswered ? "nothing came for \(limit) seconds" : "no answer within \(limit) seconds"
                throw .transfer(reason: reason, isReachable: hadAnswered)
            }
        }
    }

    /// Unpacks, compares the sum, and only then lets the file appear in the folder.
    private func verify(_ bytes: [UInt8], is file: KnownFile, into folder: String) throws(Failure) {
        let items: PixelBuffer
        do throws(DatasetError) {
            let reader = try IDXReader(bytes: bytes, name: "the file", kind: file.kind)
            items = try PixelBuffer(count: reader.itemBytes) { (memory) throws(DatasetError) in
                try reader.readItems(into: memory)
            }
        } catch {
            throw .transfer(reason: error.description, isReachable: true)
        }
        let body = UnsafeRawBufferPointer(start: items.baseAddress, count: items.count)
        let header = file.kind.header(count: items.count / file.kind.itemSize)
        var digest = MessageDigest()
        digest.update(header)
        digest.update(body)
        let sum = digest.finish()
        guard sum == file.md5 else {
            throw .transfer(reason: "the file has the MD5 sum \(sum), not \(file.md5)", isReachable: true)
        }
        do throws(FileSystemError) {
            PendingFile.removeLeftovers(in: folder)
            var pending = try PendingFile(for: (folder as NSString).appendingPathComponent(file.name))
            try pending.append(header)
            try pending.append(body)
            try pending.commit()
        } catch {
            throw .dataset(.fileSystem(error))
        }
    }
}
