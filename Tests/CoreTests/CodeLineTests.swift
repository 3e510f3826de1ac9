import Core
import Testing

@Suite("Lines of source")
struct CodeLineTests {
    @Test(
        "what begins a statement in any language is told from its other lines, declarations and prose",
        arguments: [
            ("return x", true), ("return", true), ("raise ValueError(x)", true), ("def g(y):", true), ("if y:", true),
            ("for x in xs {", true), ("while (x) x--;", true), ("throw new E();", true), ("guard let x else {", true),
            ("", false), ("}", false), ("// if (x) {", false), ("# return", false), ("for x in xs]", false),
            ("\"foo\",", false), ("value: 1,", false), ("import os", false), ("returns the value", false),
            ("return the value.", false), ("return x  # pragma: no cover", false), ("if the value is set", false),
            ("total = 1", true), ("self.total = f(x)", true), ("const x = 1;", true), ("a, b = f()", true),
            ("n := 2", true),
            ("x: int = 1", false), ("public static final int X = 1;", false), ("case a = 1", false), ("a = f(", false),
            ("name=value,", false), ("run(x);", true), ("list.add(f(x));", true), ("f(x));", false), ("f(x),", false),
            ("A = 1,", false), ("if a == b", false),
        ]
    )
    func statements(line: String, begins: Bool) { #expect(CodeLine.beginsStatement(Array(line.utf8)) == begins) }

    @Test(
        "a file of white space and comments holds no code",
        arguments: [
            ("", false), (" \n\t\n", false), ("# a\n\n// b\n", false), ("/* a\n b = 1\n */\n", false),
            ("\"\"\"Docs\nof it.\n\"\"\"\n", false), ("\"\"\"Docs.\"\"\"\nx = 1\n", true), ("/* a */\nint x;", true),
            ("x", true),
        ]
    )
    func files(text: String, holds: Bool) {
        #expect(Array(text.utf8).withUnsafeBytes { CodeLine.isAny(in: $0) } == holds)
    }
}
