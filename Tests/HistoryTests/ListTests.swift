import Core
import Engine
import TestSupport
import Testing

@testable import History

@Suite("What a dashboard asks of the history")
struct ListTests {
    private let folder = TemporaryFolder()

    @Test("A run by its id, the branches without those of changes, and a word that changes with every run")
    func lists() throws {
        let history = try SQLiteHistory(path: "\(folder.path)/history.db")
        var stamps = [try history.stamp()]
        let runs = [
            Build.run("a"), Build.run("b", branch: "release"), Build.run("c", branch: "fork", isChange: true),
            Build.run("d", branch: nil),
        ]
        for run in runs {
            try history.add(Build.record(run, [Build.test("one")]))
            stamps.append(try history.stamp())
        }
        #expect(Set(stamps).count == stamps.count)
        #expect(try history.stamp() == stamps.last)
        #expect(try history.branches() == ["main", "release"])
        #expect(try history.run("b")?.branch == "release")
        #expect(try history.run("c")?.isChange == true)
        #expect(try history.run("none") == nil)
    }
}
