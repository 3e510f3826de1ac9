import Glibc
import Scanning
import TestSupport
import Testing

@testable import Storage

@Suite("The store of runs")
struct RunStoreTests {
    @Test("an id sorts by time and tells it in UTC")
    func ids() {
        #expect(RunID.make(at: 1_795_359_845, random: 0xA1) == "20261122-150405-00a1")
        #expect(RunID.make(at: .nan, random: 0xFFFF) == "19700101-000000-ffff")
        #expect(RunID.make(at: .infinity, random: 0) == "19700101-000000-0000")
        #expect(RunID.make(at: 1e300, random: 0) == "99991231-235959-0000")
        #expect(RunID.isValid(RunID.make(at: 1_795_359_845)))
    }

    @Test(
        "nothing else is taken for a run",
        arguments: ["", "latest", "20261122-150405-A1B2", "20261122-150405-a1b", "../../etc/passwd-1234"]
    )
    func invalid(name: String) {
        #expect(!RunID.isValid(name))
    }

    @Test("a new run gets its folder, is ignored by git, and is the latest")
    func create() throws {
        let folder = TemporaryFolder()
        let store = RunStore(root: folder.path)
        #expect(store.list() == [])
        let first = try store.create(at: 1_000_000_000)
        let second = try store.create(at: 2_000_000_000)
        #expect(folder.read(".assay/.gitignore") == "*\n")
        #expect(access(first.logs, W_OK) == 0)
        #expect(store.list() == [second.id, first.id])
        #expect(try store.resolve("latest") == second)
        #expect(try store.resolve("2001") == first)
        #expect(try store.resolve(first.id) == first)
        #expect(!first.isRunning)
    }

    @Test("an unknown and an ambiguous name are errors that name the runs")
    func resolve() throws {
        let folder = TemporaryFolder()
        let store = RunStore(root: folder.path)
        #expect(throws: StorageError(path: store.path, message: "no run yet; `assay run` makes one")) {
            try store.resolve("latest")
        }
        let runs = try [store.create(at: 0), store.create(at: 1)].map(\.id)
        #expect(throws: StorageError(path: "\(store.path)/runs", message: "no run 2026")) { try store.resolve("2026") }
        let both = "2 runs begin with 1970: \(runs[1]), \(runs[0])"
        #expect(throws: StorageError(path: "\(store.path)/runs", message: both)) { try store.resolve("1970") }
        #expect(throws: StorageError.self) { try store.resolve("../runs") }
    }

    @Test(
        "a folder that cannot be made is an error with its path",
        .enabled(if: access("/proc", F_OK) == 0, "no /proc")
    )
    func unwritable() {
        #expect(throws: StorageError.self) { try RunStore(root: "/proc").create(at: 0) }
    }
}
