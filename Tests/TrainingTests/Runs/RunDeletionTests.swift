import Foundation
import Telemetry
import Testing
import Training

@Suite struct RunDeletionTests {
    private let folder: TemporaryFolder
    private let store: RunStore
    private let files = FileManager.default

    init() throws {
        folder = try TemporaryFolder()
        store = RunStore(root: folder.url.appendingPathComponent("runs"))
        try files.createDirectory(at: store.root, withIntermediateDirectories: true)
    }

    private func refuses(_ name: String) -> Bool {
        do throws(RunStoreError) {
            try store.delete(name)
            return false
        } catch {
            guard case .cannotDelete(name, _) = error else { return false }
            return error.exitCode == 74
        }
    }

    @Test func whatIsNoRunIsNotDeleted() throws {
        let plain = store.root.appendingPathComponent("photos")
        try files.createDirectory(at: plain, withIntermediateDirectories: true)
        try Data("x".utf8).write(to: plain.appendingPathComponent("cat.png"))
        try Data("x".utf8).write(to: store.root.appendingPathComponent("file"))
        #expect(refuses("photos") && refuses("file"))
        #expect(files.fileExists(atPath: plain.appendingPathComponent("cat.png").path))
        #expect(files.fileExists(atPath: store.root.appendingPathComponent("file").path))
        #expect(store.list() == RunListing(runs: [], unreadable: []))
    }

    @Test func aLinkToARunIsNotTheRun() throws {
        let elsewhere = RunStore(root: folder.url.appendingPathComponent("elsewhere"))
        let name = try elsewhere.train()
        let real = elsewhere.root.appendingPathComponent(name)
        try files.createSymbolicLink(at: store.root.appendingPathComponent("link"), withDestinationURL: real)
        #expect(refuses("link"))
        #expect(try elsewhere.run(named: name).hasWeights)
    }

    @Test func otherFilesStayAndSoDoesWhatLinksPointTo() throws {
        let name = try store.train()
        let run = store.root.appendingPathComponent(name)
        let outside = folder.url.appendingPathComponent("outside")
        try files.createDirectory(at: outside, withIntermediateDirectories: true)
        try Data("x".utf8).write(to: outside.appendingPathComponent("log.txt"))
        try files.createSymbolicLink(at: run.appendingPathComponent("train"), withDestinationURL: outside)
        try files.removeItem(at: run.appendingPathComponent("log.txt"))
        try files.createSymbolicLink(
            at: run.appendingPathComponent("log.txt"), withDestinationURL: outside.appendingPathComponent("log.txt"))
        try Data("mine".utf8).write(to: run.appendingPathComponent("notes.txt"))
        #expect(try store.delete(name) == ["notes.txt", "train"])
        #expect(try files.contentsOfDirectory(atPath: run.path).sorted() == ["notes.txt", "train"])
        #expect(files.fileExists(atPath: outside.appendingPathComponent("log.txt").path))
        // No run any more, and not listed as a broken one.
        #expect(refuses(name) && store.list() == RunListing(runs: [], unreadable: []))
    }

    @Test func whatOtherOutputsWroteGoesToo() throws {
        let name = try store.train()
        let run = store.root.appendingPathComponent(name)
        let events = run.appendingPathComponent("validation")
        try files.createDirectory(at: events, withIntermediateDirectories: true)
        for place in [run, events] {
            try Data("x".utf8).write(to: place.appendingPathComponent("events.out.tfevents.1700000000.host.12.0"))
        }
        try Data("x".utf8).write(to: run.appendingPathComponent(".last.safetensors.999999-3.partial"))
        #expect(try store.delete(name).isEmpty)
        #expect(!files.fileExists(atPath: run.path))
    }

    /// The process's number lives, but it is another process.
    @Test func aRunWhoseProcessNumberIsAnotherProgramsNowCanBeDeleted() throws {
        let name = try store.train()
        try store.edit(name) { $0["status"] = "running" }
        #expect(try store.run(named: name).isRunning, "this process wrote it")
        #expect(refuses(name))
        try store.edit(name) { $0["processStart"] = 1 }
        let run = try store.run(named: name)
        #expect(!run.isRunning && run.isInterrupted)
        #expect(try store.delete(name).isEmpty)
    }

    @Test func anotherLifeOfTheMachineIsAnotherProcess() throws {
        let present = ProcessIdentity.current
        #expect(present.isAlive)
        var other = present
        other.boot = "another"
        #expect(!other.isAlive)
        other = present
        other.start = (present.start ?? 0) + 1
        #expect(!other.isAlive)
        // Files of before say no more than the number.
        #expect(ProcessIdentity(id: getpid(), start: nil, boot: nil).isAlive)
        #expect(!ProcessIdentity(id: Int32.max, start: nil, boot: nil).isAlive)
    }

    @Test func leftoversOfDeadProcessesGo() throws {
        let name = try store.train()
        let run = store.root.appendingPathComponent(name)
        let dead = run.appendingPathComponent(".last.safetensors.\(Int32.max)-1.partial")
        let alive = run.appendingPathComponent(".last.safetensors.\(getpid())-1.partial")
        for file in [dead, alive] { try Data("x".utf8).write(to: file) }
        store.tidy()
        #expect(!files.fileExists(atPath: dead.path) && files.fileExists(atPath: alive.path))
        // Another run does it by itself.
        try Data("x".utf8).write(to: dead)
        _ = try store.train()
        #expect(!files.fileExists(atPath: dead.path))
    }
}
