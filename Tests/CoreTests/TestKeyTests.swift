import Core
import Testing

@Suite("What tells one test from another")
struct TestKeyTests {
    @Test(
        "parameters are split from a name, without what changes from run to run",
        arguments: [
            ("adds", "adds", ""), ("adds[1-2]", "adds", "1-2"), ("Adds(1, 2)", "Adds", "1, 2"),
            ("connects()", "connects()", ""), ("[odd]", "[odd]", ""), ("closes)", "closes)", ""),
            ("at[<X object at 0x7f3a12c0>]", "at", "<X object at *>"),
            ("id[123e4567-e89b-12d3-a456-426614174000-x]", "id", "*-x"),
            ("at[2026-05-01T10:00:00.5Z]", "at", "*"), ("at[1777000000123]", "at", "*"),
            ("small[1777]", "small", "1777"),
            ("random[seed=42, n=3]", "random", "seed=*, n=3"), ("reads[/tmp/pytest-7/a.txt]", "reads", "*"),
            ("outer(inner(1))", "outer", "inner(1)"), ("0x7f3a12c0", "0x7f3a12c0", ""),
        ]
    )
    func parameters(name: String, base: String, parameters: String) {
        let key = TestKey(TestCase(name: name, status: .passed))
        #expect(key.name == base)
        #expect(key.parameters == parameters)
    }

    @Test("the text form holds every part, and is read back")
    func text() {
        let test = TestCase(
            suite: "a|b",
            className: #"C\D"#,
            name: "expires[90]",
            file: "tests/test_login.py",
            status: .failed,
            properties: ["browser": "firefox", "note": "x"]
        )
        let key = TestKey(test, labels: ["os": "linux", "component": "api"])
        #expect(key.text == #"tests/test_login.py|a\|b|C\\D|expires|90|browser=firefox,os=linux"#)
        #expect(TestKey(text: key.text) == key)
        #expect(TestKey(TestCase(name: "a", status: .passed)).text == "|||a")
        #expect(TestKey(text: "|||a") == TestKey(name: "a"))
    }

    @Test("a text that is no test is none", arguments: ["", "a", "|||", "|||a||browser", "1|2|3|4|5|a=b|7"])
    func refused(text: String) { #expect(TestKey(text: text) == nil) }
}
