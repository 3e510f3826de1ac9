import Core
import Testing

@Suite("SPDX licence expressions")
struct SPDXExpressionTests {
    @Test(
        "identifiers in any case and older spellings become today's; AND binds more than OR, WITH more than both",
        arguments: [
            ("mit", "MIT"), ("GPL-2.0", "GPL-2.0-only"), ("gpl-2.0+", "GPL-2.0-or-later"),
            ("GPL-3.0-or-later", "GPL-3.0-or-later"), ("Apache-2.0+", "Apache-2.0+"),
            ("GFDL-1.3-invariants-only", "GFDL-1.3-invariants-only"),
            ("MIT OR ISC AND Zlib", "MIT OR ISC AND Zlib"), ("(MIT OR ISC) AND Zlib", "(MIT OR ISC) AND Zlib"),
            ("((MIT))", "MIT"), ("MIT or (ISC and Zlib)", "MIT OR ISC AND Zlib"),
            ("MIT OR (ISC OR Zlib)", "MIT OR (ISC OR Zlib)"),
            ("GPL-2.0-only WITH Classpath-exception-2.0", "GPL-2.0-only WITH Classpath-exception-2.0"),
            ("DocumentRef-a:LicenseRef-b", "DocumentRef-a:LicenseRef-b"),
        ]
    )
    func reads(text: String, expected: String) {
        #expect(SPDXExpression(parsing: text)?.description == expected)
    }

    @Test(
        "a name in words, an open bracket, a missing operand and nothing at all are no expressions",
        arguments: [
            "", " ", "MIT License", "MIT AND", "OR MIT", "(MIT", "MIT)", "MIT WITH", "MIT WITH (a)", "MIT/ISC", "()",
            "GNU GPL v2 or later (GPLv2+)", "MIT, ISC", "MIT AND AND ISC", "AND",
        ]
    )
    func refuses(text: String) { #expect(SPDXExpression(parsing: text) == nil) }

    @Test("what is printed reads back as the same expression", arguments: 1...200)
    func roundTrip(seed: Int) {
        var random = RandomLicences(seed: seed)
        let expression = random.expression()
        #expect(SPDXExpression(parsing: expression.description) == expression)
    }

    @Test("no text traps or takes long, however deep or long it is")
    func hostile() {
        for seed in 1...2_000 {
            var random = RandomLicences(seed: seed)
            _ = SPDXExpression(parsing: random.text())
        }
        #expect(SPDXExpression(parsing: String(repeating: "(", count: 100_000)) == nil)
        #expect(SPDXExpression(parsing: String(repeating: "MIT AND ", count: 100_000) + "MIT") == nil)
        let deep = String(repeating: "(", count: 80) + "MIT" + String(repeating: ")", count: 80)
        #expect(SPDXExpression(parsing: deep) == nil)
    }
}
