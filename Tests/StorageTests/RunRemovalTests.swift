import Glibc
import TestSupport
import Testing

@testable import Storage

struct RunRemovalTests {
    private let folder = TemporaryFolder()
    private var store: RunStore { RunStore(root: folder.path) }

    @Test("An ended run goes with all that is in its folder, and what its links point to stays")
    func removed() throws {
        let run = try store.create(at: 1_000)
        do { _ = EventLog(run) }
        mkdir("\(folder.path)/outside", 0o755)
        folder.write("precious", to: "outside/file")
        #expect(symlink("\(folder.path)/outside", "\(run.path)/link") == 0)
        mkdir("\(run.path)/deep", 0o755)
        mkdir("\(run.path)/deep/er", 0o755)
        folder.write([UInt8](repeating: 7, count: 1_000), to: ".assay/runs/\(run.id)/deep/er/log")
        #expect(store.bytes(of: run.id) >= 1_000)
        #expect(try store.remove(run.id))
        #expect(store.list().isEmpty)
        #expect(access(run.path, F_OK) != 0)
        #expect(folder.read("outside/file") == "precious")
    }

    @Test("A run that is under way stays; one that has no event yet may be starting")
    func live() throws {
        let run = try store.create(at: 1_000)
        let now = Double(time(nil))
        #expect(store.isLive(run.id, now: now))
        #expect(!store.isLive(run.id, now: now + 3_600))
        let log = EventLog(run)
        #expect(store.isLive(run.id, now: now + 3_600))
        #expect(try !store.remove(run.id))
        #expect(store.list() == [run.id])
        withExtendedLifetime(log) {}
    }

    @Test("What a removal left that was stopped half-way goes the next time")
    func leftOver() throws {
        _ = try store.create(at: 1_000)
        mkdir("\(folder.path)/.assay/runs/.removed-20260101-000000-abcd", 0o755)
        folder.write("x", to: ".assay/runs/.removed-20260101-000000-abcd/a.log")
        #expect(store.list().count == 1)
        try store.finishRemovals()
        #expect(access("\(folder.path)/.assay/runs/.removed-20260101-000000-abcd", F_OK) != 0)
    }

    @Test("A run's name tells when it started")
    func startTime() {
        #expect(RunID.time(of: "19700102-000001-abcd") == 86_401)
        #expect(RunID.time(of: RunID.make(at: 1_790_000_000)) == 1_790_000_000)
        #expect(RunID.time(of: "import-0123") == nil)
    }
}
