import Core
import Testing

@Suite("Many globs at once")
struct GlobMatcherTests {
    private static let patterns = [
        "**/test/**", "**/*_test.*", "src/*.{c,h}", "[!a]b", "日*", "a/**/b", "**/conftest.py", "x?", "docs/",
    ]
    private static let paths = [
        "test/a", "src/test/a.c", "a_test.go", "x/a_test.b/c", "src/a.c", "src/b/a.c", "cb", "ab", "日本", "a/b", "a/x/b",
        "conftest.py", "x/conftest.py", "xy", "./xy", "xé", "docs/x/y", "docs", "",
    ]

    @Test("all of them together answer as each one alone", arguments: 0...8)
    func agree(first: Int) {
        let globs = Self.patterns[first...].map { Glob($0) }
        var matcher = GlobMatcher(globs)
        // Twice: what was found out for one path is used for the next.
        for path in Self.paths + Self.paths {
            let found = matcher.matches(path)
            #expect(found == globs.contains { $0.matches(path) }, "\(path)")
        }
    }

    @Test("without a glob nothing matches")
    func none() {
        var matcher = GlobMatcher([])
        for path in ["a", ""] {
            let found = matcher.matches(path)
            #expect(!found)
        }
    }

    @Test("patterns that would make the automaton grow without bounds are decided all the same")
    func hostile() {
        let pattern = "*a" + String(repeating: "?", count: 12)
        var matcher = GlobMatcher([Glob(pattern)])
        var state: UInt64 = 1
        for _ in 0..<300 {
            var path = ""
            for _ in 0..<60 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                path += state >> 40 & 1 == 0 ? "a" : "b"
            }
            let found = matcher.matches(path)
            #expect(found == Glob(pattern).matches(path))
        }
    }
}
