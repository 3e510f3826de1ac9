import Core
import TestSupport
import Testing

@testable import TestData

@Suite("Snapshots that are kept from run to run")
struct SnapshotStoreTests {
    private let project = TemporaryFolder()
    private let point = ServicePoint(kind: .redis, name: "cache", host: "127.0.0.1", port: 1, user: "", database: "0")

    private func key(_ change: (inout DataStrategy) -> Void = { _ in }, version: String = "7.2") -> String {
        var strategy = DataStrategy()
        strategy.inputs = ["migrations/**", "seed.sql"]
        strategy.seeds = [.script("psql -f seed.sql")]
        change(&strategy)
        return SnapshotStore.key(strategy, [point], versions: [version], root: project.path)
    }

    @Test("a snapshot rests on the seeds, the specification, the files and the server's version, and on nothing else")
    func keys() {
        project.write("insert", to: "seed.sql")
        let first = key()
        #expect(key() == first)
        #expect(key { $0.isolation = .perTest } == first)
        #expect(key { $0.seeds.append(.script("more")) } != first)
        #expect(key { $0.volume = "10M_records" } != first)
        #expect(key { $0.distribution = .uniform } != first)
        #expect(key(version: "7.4") != first)
        project.write("insert more", to: "seed.sql")
        #expect(key() != first)
    }

    @Test("a snapshot of the same steps that rests on something else is known for what it is")
    func outdated() {
        let store = SnapshotStore(folder: project.path, name: "e2e_tests", key: "aaaa")
        #expect(!store.holds([point]) && !store.isOutdated)
        project.write("", to: "integration_tests-bbbb-cache.redis")
        #expect(!store.isOutdated)
        project.write("", to: "e2e_tests-bbbb-cache.redis")
        #expect(store.isOutdated && !store.holds([point]))
        project.write("", to: "e2e_tests-aaaa-cache.redis")
        #expect(store.holds([point]))
    }
}
