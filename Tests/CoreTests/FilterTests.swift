import Core
import Testing

@Suite("The filter language")
struct FilterTests {
    private let slow = Filter.Subject(
        ["api slow test"],
        states: ["failed", "timeout"],
        tags: ["unit", "api"],
        fields: ["suite": "Gateway", "kind": "unit"]
    )

    @Test(
        "every word of a filter must hold",
        arguments: [
            ("", true), ("slow", true), ("SLOW", true), ("fast", false), ("!fast", true), ("!slow", false),
            ("\"api slow\"", true), ("\"slow api\"", false), ("slow api", true), ("s:failed", true), ("s:fail", true),
            ("s:passed", false), ("s:passed,timeout", true), ("!s:passed", true), ("status:timeout", true),
            ("@unit", true), ("@Unit", true), ("@e2e", false), ("!@e2e s:failed", true), ("suite:gate", true),
            ("suite:\"gate\"", true), ("suite:model", false), ("api*", true), ("*api", false),
            ("kind:unit !slow", false),
            ("\"api slow", true), ("!", true), ("@", true), ("unknown:x", false),
        ]
    )
    func words(filter: String, holds: Bool) {
        #expect(Filter(filter).matches(slow) == holds)
    }

    @Test("a colon that no key stands before, or nothing behind, is a letter like any other")
    func colons() {
        let test = Filter.Subject(["http://host", "warning: late", "a::b"])
        for text in ["http://host", "://", "warning:", "a::b"] { #expect(Filter(text).matches(test), "\(text)") }
        #expect(!Filter("late:").matches(test))
    }

    @Test("what names can hold is not taken for a filter")
    func names() {
        for word in ["unit-tests", "kind:unit", "unit-*", "two words", "stage:all"] { #expect(!Filter.isFilter(word)) }
        for word in ["s:failed", "@unit", "!slow", "\"two words\"", "unit !slow"] { #expect(Filter.isFilter(word)) }
    }
}
