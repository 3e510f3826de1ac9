import Configuration
import Core
import Testing

@Suite("YAML")
struct YAMLTests {
    @Test("what is not YAML is said in our words, where it stands", arguments: Self.broken)
    func syntax(_ mistake: Mistake) {
        #expect(load(mistake.yaml, partial: true).lines(.error) == [mistake.error])
    }

    static let broken: [Mistake] = [
        Mistake("steps:\n\ta: 1\n", "2:1 a tab indents this line; YAML wants spaces"),
        Mistake("steps:\n  a: {run: @x}\n", "2:12 a value cannot start with '@'; put it in quotes"),
        Mistake(
            "coverage_gate:\n  threshold: >= 80%\n",
            "2:14 '>' begins a text of several lines in YAML: put the phrase in quotes, \">= 80%\""
        ),
        Mistake("a: {pass_rate: >= 98%, b: c}\n", "1:16 put the phrase in quotes: \">= 98%\""),
        Mistake(
            "a:\n  pass_rate: != 1%\n",
            "2:14 '!' without quotes begins a tag in YAML: put the phrase in quotes"
        ),
        Mistake("steps:\n  a: {run: \"x}\n", "2:12 the quote opened here is never closed"),
        Mistake("steps:\n  a: {run: [x}\n", "2:12 the '[' opened here is never closed, or lacks a comma"),
        Mistake("steps:\n  a: {run: [x]\n", "2:6 the '{' opened here is never closed, or lacks a comma"),
        Mistake("steps: a: b\n", "1:9 a ':' is not allowed here; put the text in quotes, or check the indentation"),
        Mistake("steps:\n  a: *nobody\n", "2:6 no anchor of this name stands before this alias"),
        Mistake(
            "steps:\n  a:\n    run: [x]\n  b:\n    run: [x]\n  \"a\":\n    run: [y]\n",
            "6:3 key 'a' is written twice; first at line 2"
        ),
        Mistake("steps: {}\n---\nsteps: {}\n", "2:1 a second document starts here; a file holds one"),
        Mistake("- a\n", "1:1 'the file' must be a mapping, found a list"),
        Mistake("", "1:1 the file is empty; start with 'pipeline:' or a gate"),
        Mistake("# nothing\n", "1:1 the file is empty; start with 'pipeline:' or a gate"),
        Mistake("[a]: b\n", "1:1 a key must be a text, not a list or a mapping"),
        Mistake("steps:\n  a: {run: \"a\\0b\"}\n", "2:12 a text must not contain a zero character"),
    ]

    @Test("text is text: no number, date or truth value is guessed")
    func strings() throws {
        let text = """
            steps:
              010:
                run: [echo, 010, 12:30:00, yes, ~x, 1e3, 0x10, null, ""]
                env: {A: 010, B: yes, C: 12:30:00, D: "", E: 1_000}
            """
        let step = try #require(load(text, partial: true).project?.pipeline.steps["010"])
        #expect(step.action == .arguments(["echo", "010", "12:30:00", "yes", "~x", "1e3", "0x10", "null", ""]))
        #expect(step.variables == ["A": "010", "B": "yes", "C": "12:30:00", "D": "", "E": "1_000"])
    }

    @Test("anchors, aliases and merge keys work, and a written key wins over a merged one")
    func merging() throws {
        let text = """
            x-defaults: &defaults
              timeout: 5m
              kind: integration
            steps:
              a:
                <<: *defaults
                run: [x]
                kind: e2e
            """
        let loaded = load(text, partial: true)
        let step = try #require(loaded.project?.pipeline.steps["a"])
        #expect(step.timeout == .seconds(300))
        #expect(step.kind == .e2e)
        let wrong = load("steps:\n  a:\n    <<: [1]\n    run: [x]\n", partial: true)
        #expect(wrong.lines(.error) == ["3:9 '<<' merges a mapping or a list of mappings, such as '<<: *defaults'"])
    }

    @Test("invalid UTF-8 names the byte and its offset; a byte order mark is no error")
    func encoding() {
        let bad = load(bytes: Array("steps:\n  é".utf8) + [0xFF, 0x0A])
        #expect(bad.lines(.error) == ["2:4 byte 0xFF at offset 11 is not UTF-8; save the file as UTF-8"])
        #expect(
            load(bytes: Array("a: \u{1}".utf8)).lines(.error) == [
                "1:4 control character 0x01 at byte 3 is not allowed in YAML"
            ]
        )
        let marked = load(bytes: [0xEF, 0xBB, 0xBF] + Array("steps: {a: {run: [x], kid: unit}}\r\n".utf8))
        #expect(marked.lines(.error) == ["1:23 unknown key 'kid' [kind]"])
    }

    @Test("a hostile file is refused, quickly and without a crash", arguments: Hostile.all)
    func hostile(_ file: Hostile) {
        let clock = ContinuousClock()
        let time = clock.measure {
            let loaded = load(bytes: file.bytes)
            #expect(loaded.project == nil)
            #expect(!loaded.errors.isEmpty)
        }
        #expect(time < .seconds(20))
    }

    struct Hostile: Sendable, CustomTestStringConvertible {
        var name: String
        var text: String

        var bytes: [UInt8] { Array(text.utf8) }
        var testDescription: String { name }

        static let all: [Hostile] = [
            Hostile(name: "deep flow lists", text: String(repeating: "[", count: 200_000)),
            Hostile(name: "deep flow maps", text: String(repeating: "{a: ", count: 100_000)),
            Hostile(name: "deep block lists", text: String(repeating: "- ", count: 100_000) + "x"),
            Hostile(name: "deep complex keys", text: String(repeating: "? ", count: 100_000) + "x"),
            Hostile(name: "the billion laughs", text: laughs(" [", "]")),
            Hostile(name: "laughs in merges", text: laughs(" {<<: [", "]}")),
            Hostile(name: "laughs in keys", text: laughs(" {? [", "] : x}")),
            Hostile(name: "a file too large", text: String(repeating: "# comment\n", count: 500_000)),
            Hostile(
                name: "one endless line",
                text: "steps: {" + String(repeating: "a: {run: \"!x\"}, ", count: 30_000)
            ),
            Hostile(name: "a matrix of a billion cells", text: matrix(30_000)),
            Hostile(name: "many unknown names", text: names(5_000)),
            Hostile(name: "many unknown keys", text: (0..<20_000).map { "k\($0): 1\n" }.joined()),
        ]

        private static func matrix(_ count: Int) -> String {
            let lines = (0..<count).map { "        - x\($0)\n" }.joined()
            return "integration_gate:\n  validation_matrix:\n    - from: a\n      to:\n\(lines)      tests:\n\(lines)"
        }

        private static func names(_ count: Int) -> String {
            let stage = "pipeline:\n  stages:\n    - name: a\n      steps:\n"
            let used = (0..<count).map { "        - stepp-\($0)\n" }.joined()
            return stage + used + "steps:\n" + (0..<count).map { "  stpe-\($0): {run: [x]}\n" }.joined()
        }

        private static func laughs(_ open: String, _ close: String) -> String {
            var text = "a0: &a0 {lol: x}\n"
            for level in 1...60 {
                let aliases = (0..<9).map { _ in "*a\(level - 1)" }.joined(separator: ", ")
                text += "a\(level): &a\(level)\(open)\(aliases)\(close)\n"
            }
            return text
        }
    }

    @Test(
        "any prefix of a real file loads or is an error, and never traps",
        .enabled(if: Shared.specification != nil, "../shared/spec is absent")
    )
    func prefixes() {
        for block in Shared.guideBlocks {
            let bytes = Array(block.text.utf8)
            for length in stride(from: 0, to: bytes.count, by: 23) {
                let loaded = load(bytes: Array(bytes[..<length]))
                #expect(loaded.project != nil || !loaded.errors.isEmpty)
            }
        }
    }

    @Test(
        "a damaged file loads or is an error, and never traps",
        .enabled(if: Shared.specification != nil, "../shared/spec is absent")
    )
    func damaged() {
        var state: UInt64 = 42
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % max(1, bound)
        }
        let pieces = [
            ":", "- ", "\n", "  ", "\"", "'", "[", "]", "{", "}", "&a ", "*a", "!t ", "|", ">", "<<: ", "#", "\t", "é",
            "0",
        ]
        for _ in 0..<40 {
            for block in Shared.guideBlocks {
                var bytes = Array(block.text.utf8)
                for _ in 0...next(4) {
                    let place = next(bytes.count)
                    switch next(3) {
                    case 0: bytes.remove(at: place)
                    case 1: bytes.insert(contentsOf: pieces[next(pieces.count)].utf8, at: place)
                    default: bytes[place] = UInt8(next(256))
                    }
                }
                let loaded = load(bytes: bytes)
                #expect(loaded.project != nil || !loaded.errors.isEmpty)
                for diagnostic in loaded.diagnostics { #expect(!diagnostic.render(colour: true).isEmpty) }
            }
        }
    }
}
