import Datasets
import Drawing
import Foundation
import Training

/// The Draw screen's work on background threads: weights, files and lots.
package enum DrawJobs {
    /// Each stage's best run on digits here, else its shipped weights; stages that have neither are left out.
    package static func loadModels(stages: [String], store: RunStore = RunStore(), now: Date = Date()) -> [StageModel] {
        let runs = store.list()
        let loader = ModelLoader(store: store)
        return stages.compactMap { stage in
            for run in runs.models(of: stage, where: { $0.classNames == Dataset.digitNames }) {
                // A run that cannot be read leaves its turn to the next best; the Runs screen tells of it.
                guard let model = try? loader.load(run), StageModel.fits(model.network) else { continue }
                return StageModel(
                    stageID: stage, mark: .run(time: timeText(run.description.started, now: now)),
                    network: model.network, weights: model.weights,
                    version: "\(run.name) \(model.epoch ?? 0) \(run.description.updated.timeIntervalSince1970)")
            }
            guard let model = try? loader.loadShipped(stage: stage), StageModel.fits(model.network) else { return nil }
            return StageModel(
                stageID: stage, mark: .shipped, network: model.network, weights: model.weights, version: "shipped")
        }
    }

    /// `14:02` for today, `11-20` for a day of this year, else `2025-11`.
    package static func timeText(_ date: Date, now: Date) -> String {
        func parts(_ date: Date) -> tm {
            var seconds = time_t(date.timeIntervalSince1970)
            var result = tm()
            localtime_r(&seconds, &result)
            return result
        }
        func two(_ value: Int32) -> String { value < 10 ? "0\(value)" : "\(value)" }
        let (then, today) = (parts(date), parts(now))
        guard then.tm_year == today.tm_year else { return "\(then.tm_year + 1900)-\(two(then.tm_mon + 1))" }
        guard then.tm_yday == today.tm_yday else { return "\(two(then.tm_mon + 1))-\(two(then.tm_mday))" }
        return "\(two(then.tm_hour)):\(two(then.tm_min))"
    }

    static func chooseTestDigit(count: Int) -> DrawResult { .testDigit(Int.random(in: 0..<count)) }

    package static func load(path: String) -> DrawResult {
        let file = expanded(path)
        do throws(ImageError) {
            return .loaded(try GrayImage(contentsOf: file), file: file)
        } catch {
            return .failed(error.description)
        }
    }

    /// Writes the drawing as PNG, and what the network sees of it as an IDX file beside it; never over files that are there.
    package static func save(_ drawing: GrayImage, seen: GrayImage, path: String) -> DrawResult {
        var wanted = expanded(path)
        if wanted.lowercased().hasSuffix(".png") { wanted.removeLast(4) }
        if wanted.isEmpty || wanted.hasSuffix("/") { wanted += "drawing" }
        var stem = wanted
        var number = 2
        let manager = FileManager.default
        while manager.fileExists(atPath: stem + ".png") || manager.fileExists(atPath: stem + ".idx3-ubyte") {
            stem = "\(wanted)-\(number)"
            number += 1
        }
        do throws(ImageError) {
            try drawing.writePNG(to: stem + ".png")
        } catch {
            return .failed(error.description)
        }
        // The format's header: magic, images, rows, columns, big-endian.
        let header = [IDXKind.images.magic, 1, UInt32(seen.height), UInt32(seen.width)].flatMap { number in
            (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) }
        }
        do throws(FileSystemError) {
            try AtomicFile.write(header + seen.pixels, to: stem + ".idx3-ubyte")
        } catch {
            return .failed(error.description)
        }
        return .done("saved \(stem).png, and as the network sees it .idx3-ubyte")
    }

    static func keep(_ seen: GrayImage, label: UInt8, folder: String) -> DrawResult {
        do throws(OwnDigitsError) {
            let count = try OwnDigits(folder: folder).add(pixels: seen.pixels, label: label)
            let digits = count == 1 ? "the first of your digits" : "\(count) digits of yours"
            return .done("kept as a \(label): \(digits); m shows them")
        } catch {
            return .failed(error.description)
        }
    }

    private static func expanded(_ path: String) -> String { (path as NSString).expandingTildeInPath }
}
