import Configuration
import Core
import Testing

@Suite("a diagnostic")
struct RenderingTests {
    @Test("looks like a compiler's: place, line, caret, suggestion")
    func compilerStyle() throws {
        let error = try #require(load("steps:\n  a:\n    run: [x]\n    tiemout: 5m\n").errors.first)
        #expect(
            error.render(colour: false) == """
                assay.yaml:4:5: error: unknown key 'tiemout'
                      tiemout: 5m
                      ^~~~~~~ did you mean 'timeout'?
                """
        )
        #expect(error.render(colour: true).contains("\u{1B}[1;31merror:\u{1B}[0m"))
    }

    @Test("keeps its caret below the character behind tabs and wide text, and cuts a long line")
    func carets() {
        let place = SourceLocation(file: "a", line: 1, column: 4)
        let tab = Diagnostic(severity: .note, message: "m", location: place, length: 2, sourceLine: "\té=xy")
        #expect(tab.render() == "a:1:4: note: m\n  \té=xy\n  \t  ^~")
        let far = SourceLocation(file: "a", line: 1, column: 1_001)
        let line = String(repeating: "x", count: 1_000) + "Y" + String(repeating: "x", count: 1_000)
        let long = Diagnostic(severity: .error, message: "m", location: far, sourceLine: line)
        let rows = long.render().split(separator: "\n")
        #expect(rows[1].count < 180)
        #expect(
            rows[1].firstIndex(of: "Y").map { rows[1].distance(from: rows[1].startIndex, to: $0) }
                == rows[2].firstIndex(of: "^").map { rows[2].distance(from: rows[2].startIndex, to: $0) }
        )
    }

    @Test("has its details and its help on lines of their own, and no place where there is none")
    func details() {
        var diagnostic = Diagnostic(
            severity: .error,
            message: "m",
            location: SourceLocation(file: "", line: 1, column: 1)
        )
        diagnostic.details = ["a waits for b", "b waits for a"]
        diagnostic.help = "remove one"
        #expect(diagnostic.render() == "error: m\n  a waits for b\n  b waits for a\n  help: remove one")
    }

    @Test("cannot steer a terminal")
    func controls() {
        let place = SourceLocation(file: "a", line: 1, column: 1)
        let text = Diagnostic(severity: .error, message: "\u{1B}[2J", location: place, sourceLine: "\u{1B}]0;x\u{7}")
            .render()
        #expect(!text.contains("\u{1B}"))
        #expect(!text.contains("\u{7}"))
    }

    @Test("what is recognised only gives one note a feature, with the number of places")
    func notes() {
        let loaded = load(
            "resource_optimization: {strategies: {cleanup: {volumes: daily, containers: after_run, artifacts: daily}}}\n"
        )
        #expect(
            loaded.lines(.note) == [
                "1:48 'volumes': recognised, not acted on yet: containers and the data of services go with what they were"
                    + " made for; only artifacts stay for longer"
            ]
        )
    }
}
