import Core
import Selection
import Testing

@Suite("what a lockfile changes")
struct LockGraphTests {
    private func graph(_ packages: [(String, String, [String])], rest: String = "3") -> LockGraph {
        var graph = LockGraph(rest: rest)
        for (name, pin, uses) in packages {
            graph.packages["node_modules/\(name)"] = LockGraph.Package(name: name, pin: pin, dependencies: uses)
        }
        return graph
    }

    private let before: [(String, String, [String])] = [
        ("a", "1", ["b"]), ("b", "1", ["c"]), ("c", "1", []), ("d", "1", []),
    ]

    @Test("a package that is another, with all that uses it, by whatever way")
    func users() {
        let now = graph([("a", "1", ["b"]), ("b", "1", ["c"]), ("c", "2", []), ("d", "1", [])])
        #expect(
            now.changes(since: graph(before))?.map(\.path) == ["node_modules/a", "node_modules/b", "node_modules/c"]
        )
        #expect(graph(before).changes(since: graph(before)) == [])
    }

    @Test("what came and what went, and nothing where more than packages changed")
    func kinds() {
        let now = graph([("a", "1", ["b"]), ("b", "1", ["c"]), ("c", "1", []), ("e", "1", [])])
        #expect(
            now.changes(since: graph(before))
                == [ChangedFile("node_modules/d", .deleted), ChangedFile("node_modules/e", .added)]
        )
        #expect(graph(before, rest: "2").changes(since: graph(before)) == nil)
    }

    @Test("Yarn's lockfile, of its first version and of later ones; what is none is refused")
    func yarn() throws {
        let first = """
            # yarn lockfile v1


            "@b/code@^7.0.0", "@b/code@^7.1.0":
              version "7.1.0"
              dependencies:
                "@b/light" "^7.10.4"
                plain "1"

            plain@1:
              version "1.0.0"
            """
        let graph = try #require(LockGraph(yarn: first))
        #expect(graph.packages["@b/code@^7.1.0"]?.name == "@b/code")
        #expect(graph.packages["@b/code@^7.0.0"]?.dependencies == ["@b/light", "plain"])
        let now = try #require(LockGraph(yarn: first.replacing("1.0.0\"", with: "1.0.1\"")))
        #expect(now.changes(since: graph)?.map(\.path) == ["node_modules/@b/code", "node_modules/plain"])
        let later = """
            __metadata:
              version: 8

            "x@npm:^1.0.0":
              version: 1.0.0
              dependencies:
                y: "npm:^2.0.0"
              checksum: abc
            """
        let berry = try #require(LockGraph(yarn: later))
        #expect(berry.packages["x@npm:^1.0.0"]?.dependencies == ["y"] && berry.rest == "  version: 8")
        for text in ["", "{}", "  version 1", "__metadata:\n  version: 8\n"] { #expect(LockGraph(yarn: text) == nil) }
    }
}
