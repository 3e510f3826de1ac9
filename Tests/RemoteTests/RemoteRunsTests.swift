import TestSupport
import Testing

@testable import Remote

@Suite(
    "Runs that several machines share",
    .enabled(if: MotoServer.shared != nil, Comment(rawValue: MotoServer.missing))
)
struct RemoteRunsTests {
    private func runs(_ prefix: String) async throws -> RemoteRuns {
        let client = try await #require(MotoServer.shared).client("history")
        return RemoteRuns(S3Store(client, prefix: prefix), record: "history.json")
    }

    @Test("Two machines that add at the same time lose nothing")
    func twoAtOnce() async throws {
        let (one, two) = (try await runs("both"), try await runs("both"))
        async let first: Void = Self.add(one, ids: (0..<20).map { "20261128-1000\($0 + 10)-aaaa" })
        async let second: Void = Self.add(two, ids: (0..<20).map { "20261128-1000\($0 + 10)-bbbb" })
        _ = try await (first, second)
        #expect(try await one.ids().count == 40)
        var contents: [String: String] = [:]
        await one.fetch(try await one.ids(), file: "history.json") { run, file in
            if let bytes = try? file.get() { contents[run] = String(decoding: bytes, as: UTF8.self) }
        }
        #expect(contents.count == 40 && contents.allSatisfy { $0.key == $0.value })
    }

    private static func add(_ runs: RemoteRuns, ids: [String]) async throws {
        for id in ids {
            try await runs.add(id, record: .bytes(Array(id.utf8)), others: [("summary.json", .bytes([1]))])
        }
    }

    @Test("A run is there once its record is: whoever is cut off before has added nothing")
    func half() async throws {
        let client = try await #require(MotoServer.shared).client("history")
        _ = try await client.put("cut/r1/summary.json", .bytes([1]), type: "a/b")
        let runs = try await runs("cut")
        #expect(try await runs.ids() == [])
        try await runs.add("r1", record: .bytes([2]), others: [("summary.json", .bytes([1]))])
        #expect(try await runs.ids() == ["r1"])
        var found: [[UInt8]?] = []
        await runs.fetch(["r1", "r2"], file: "summary.json") { _, file in found.append((try? file.get()) ?? nil) }
        #expect(found.compactMap(\.self) == [[1]] && found.count == 2)
    }
}
