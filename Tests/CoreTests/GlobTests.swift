import Core
import Testing

@Suite("Globs")
struct GlobTests {
    @Test(
        "a pattern matches the paths that it promises",
        arguments: [
            ("reports/*.xml", "reports/a.xml"), ("reports/*.xml", "./reports/a.xml"), ("./a/*.xml", "a/b.xml"),
            ("**/*.py", "a.py"), ("**/*.py", "x/y/a.py"), ("src/**", "src/a/b.c"), ("src/", "src/a/b.c"),
            ("a/**/b", "a/b"), ("a/**/b", "a/x/y/b"), ("**", "any/thing"), ("*.{xml,json}", "a.json"),
            ("{a,b/{c,d}}/x", "b/d/x"), ("{a,}b", "b"), ("[a-c]?.txt", "bü.txt"), ("[!a]b", "xb"), ("[]]", "]"),
            ("a\\*b", "a*b"), ("a[", "a["), ("a{b", "a{b"), ("*", ".hidden"), ("日*", "日本"), ("{**/a,b}", "x/y/a"),
            ("a**b", "axxb"), ("a}b,c", "a}b,c"),
        ]
    )
    func matches(pattern: String, path: String) {
        #expect(Glob(pattern).matches(path))
    }

    @Test(
        "a pattern matches no other path",
        arguments: [
            ("reports/*.xml", "reports/a/b.xml"), ("reports/*.xml", "reports/a.xml.bak"), ("?", "/"), ("[!a]b", "/b"),
            ("a/**/b", "ab"), ("a/**/b", "a/xb"), ("src/**", "src"), ("a**b", "a/b"), ("*.xml", "a/b.xml"),
            ("{a,b}", "c"), ("{a,b}", "ab"), ("[b-a]", "a"), ("", "a"), ("a", ""), ("**/x", "yx"), ("a\\*b", "axb"),
        ]
    )
    func doesNotMatch(pattern: String, path: String) {
        #expect(!Glob(pattern).matches(path))
    }

    @Test("a hostile pattern is decided in time proportional to its length")
    func hostile() {
        let stars = String(repeating: "*a", count: 200)
        #expect(!Glob(stars + "b").matches(String(repeating: "a", count: 2000)))
        let braces = String(repeating: "{a,aa}", count: 200)
        #expect(!Glob(braces + "b").matches(String(repeating: "a", count: 300)))
        #expect(!Glob(String(repeating: "{", count: 5000)).matches("a"))
        #expect(!Glob(String(repeating: "**/", count: 200) + "b").matches(String(repeating: "a/", count: 500)))
    }

    @Test(
        "a search may begin in the directory before the first wildcard",
        arguments: [
            ("a/b/*.xml", "a/b", false), ("*.xml", "", false), ("a/b.xml", "a", true), ("a{b,c}/d", "", false),
            ("x/y", "x", true), ("src/", "src", false),
        ]
    )
    func directory(pattern: String, directory: String, literal: Bool) {
        #expect(Glob(pattern).directory == directory)
        #expect(Glob(pattern).isLiteral == literal)
    }
}
