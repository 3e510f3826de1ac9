import Selection
import Testing

@Suite("a list of changed files")
struct ChangeListTests {
    @Test(
        "is read with a line or a zero byte behind each name, quotes of git taken off",
        arguments: [
            ("a.py\nb.py\n", ["a.py", "b.py"]), ("a.py\0b c.py\0", ["a.py", "b c.py"]),
            ("a.py\r\nb.py", ["a.py", "b.py"]),
            ("\"t\\303\\244st.py\"\n", ["täst.py"]), ("\"a\\tb\\\"c\"\n", ["a\tb\"c"]), ("one\ntwo\0", ["one\ntwo"]),
            ("", []), ("\n\n", []), ("\"\n", ["\""]), ("it's $(rm -rf x)\n", ["it's $(rm -rf x)"]),
        ]
    )
    func names(text: String, expected: [String]) {
        #expect(ChangeList.names(in: Array(text.utf8)) == expected)
    }

    @Test(
        "names files of the project, of its repository, or outside of both",
        arguments: [
            ("svc/a.py", ChangeList.Place.project("a.py")), ("a.py", .project("a.py")), ("other/b.py", .repository),
            ("../x", .outside), ("/etc/passwd", .outside), ("/repo/svc/deep/c.py", .project("deep/c.py")),
            ("./svc/./q/../a.py", .project("a.py")), ("/repo/svc/../../x", .outside), (".", .outside),
        ]
    )
    func places(name: String, expected: ChangeList.Place) {
        let place = ChangeList.place(of: name, root: "/repo/svc", prefix: "svc/") { $0 == "a.py" }
        #expect(place == expected)
    }
}

@Suite("what a change is compared with")
struct ChangeBaseTests {
    private func base(_ named: String? = nil, _ set: (inout ChangeBase.Facts) -> Void) -> ChangeBase {
        var facts = ChangeBase.Facts()
        set(&facts)
        return ChangeBase(named: named, facts) { $0 == "abc" }
    }

    private func isUnproven(_ base: ChangeBase, _ words: String) -> Bool {
        if case .unproven(let reason) = base { reason.contains(words) } else { false }
    }

    @Test("is what a person names, else the event's base, else what was there before the push")
    func order() {
        #expect(base("v1") { $0.eventBase = "abc" } == .named("v1"))
        #expect(base { ($0.ci, $0.eventBase, $0.before) = (true, "abc", "def") } == .named("abc"))
        #expect(base { ($0.ci, $0.before) = (true, "abc") } == .named("abc"))
        #expect(base { ($0.ci, $0.target) = (true, "main") } == .found)
        #expect(base { _ in } == .found)
    }

    @Test("is not known where a push has zeros before it, took commits back, or says nothing")
    func unproven() {
        #expect(isUnproven(base { ($0.ci, $0.before) = (true, "0000000000") }, "by force"))
        #expect(isUnproven(base { ($0.ci, $0.before) = (true, "fff") }, "is not here"))
        #expect(isUnproven(base { $0.ci = true }, "--base"))
    }
}
