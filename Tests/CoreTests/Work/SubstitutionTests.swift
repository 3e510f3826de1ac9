import Core
import Testing

@Suite("What stands in braces")
struct SubstitutionTests {
    @Test(
        "a placeholder with a value gives way to it; what only looks like one stays",
        arguments: [
            ("{unit}", "u"), ("out/{unit}.xml", "out/u.xml"), ("{matrix.os}-{matrix.os}", "linux-linux"),
            ("${unit}", "${unit}"), ("{{unit}}", "{unit}"), ("{a,b}", "{a,b}"), ("awk '{print}'", "awk '{print}'"),
            ("{matrix}", "{matrix}"), ("{matrix.}", "{matrix.}"), ("{unit.x}", "{unit.x}"), ("{", "{"),
            ("{unit", "{unit"),
            ("{services.db.url}", "{services.db.url}"), ("a{b{unit}c}", "a{buc}"), ("{}", "{}"),
        ]
    )
    func texts(text: String, expected: String) {
        #expect(Substitution(["unit": "u", "matrix.os": "linux"]).text(text) == expected)
    }

    @Test("only an argument that is {tests} becomes the tests, whatever they are called")
    func tests() {
        let tests = ["a b.py", "$(rm -rf x)", "{unit}"]
        #expect(Substitution.spliced(["pytest", "{tests}", "-q"], tests: tests) == ["pytest"] + tests + ["-q"])
    }
}
