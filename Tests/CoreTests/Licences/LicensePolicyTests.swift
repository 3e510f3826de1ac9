import Testing

@testable import Core

@Suite("Licence policies")
struct LicensePolicyTests {
    private func accepts(_ text: String, allow: [String] = [], deny: [String] = []) -> Bool {
        LicenseJudge(LicensePolicy(allow: allow, deny: deny)).violation(text) == nil
    }

    @Test(
        "with an allow list, only what it names is acceptable",
        arguments: [
            ("MIT", true), ("mit", true), ("Zlib", false), ("MIT OR Zlib", true), ("MIT AND Zlib", false),
            ("(Zlib OR Apache-2.0) AND MIT", true), ("Apache-2.0+", true), ("GPL-2.0-only", false),
            ("GPL-2.0-only WITH Classpath-exception-2.0", true), ("MIT WITH Some-exception", false),
            ("mit with llvm-exception", true),
            ("MIT WITH Commons-Clause", false),
            ("BSD License", true), ("bsd license", true), ("BSD License 2", false), ("LicenseRef-own", false),
            ("LGPL-2.1-or-later", true), ("LGPL-2.1-only", false), ("LGPL-3.0-or-later", false), ("MPL-1.1", true),
        ]
    )
    func allowed(text: String, expected: Bool) {
        let allow = [
            "MIT", "Apache-2.0", "BSD License", "GPL-2.0-only WITH Classpath-exception-2.0", "LGPL-2.1-or-later",
            "MPL-*",
        ]
        #expect(accepts(text, allow: allow) == expected)
    }

    @Test(
        "with a deny list alone, what is neither denied nor unknown is acceptable",
        arguments: [
            ("MIT", true), ("GPL-3.0-only", false), ("GPL-2.0-or-later", false), ("LGPL-3.0-only", true),
            ("MIT OR GPL-3.0-only", true), ("MIT AND GPL-3.0-only", false), ("AGPL-3.0-only", false),
            // An unknown text may mean a denied licence.
            ("GNU GPL", false), ("GPL", false), ("LicenseRef-own", false),
        ]
    )
    func denied(text: String, expected: Bool) {
        #expect(accepts(text, deny: ["GPL-*", "AGPL-3.0"]) == expected)
    }

    @Test("a denial comes before a permission, and an or-later licence is denied with its version")
    func denialFirst() {
        #expect(!accepts("MIT", allow: ["MIT"], deny: ["MIT"]))
        #expect(!accepts("GPL-2.0-or-later", allow: ["GPL-2.0-or-later"], deny: ["GPL-2.0-only"]))
        // A list that names a licence with its exception is more exact than one that names the licence.
        let pair = "GPL-2.0-only WITH Classpath-exception-2.0"
        #expect(accepts(pair, allow: [pair], deny: ["GPL-*"]))
        #expect(!accepts(pair, allow: ["GPL-2.0-only"], deny: [pair]))
    }

    @Test("a pattern never matches a whole expression or a name in words")
    func patterns() {
        #expect(!accepts("MIT AND GPL-3.0-only", allow: ["MIT*"]))
        #expect(!accepts("MIT No Attribution", allow: ["MIT*"]))
        #expect(accepts("MIT-0", allow: ["MIT*"]))
    }

    @Test("a choice is as good as its better part, a conjunction as bad as its worse", arguments: 1...300)
    func composition(seed: Int) {
        var random = RandomLicences(seed: seed)
        let judge = LicenseJudge(LicensePolicy(allow: random.list(), deny: random.list()))
        let (left, right) = (random.expression(2), random.expression(2))
        func accepts(_ expression: SPDXExpression) -> Bool { judge.violation(expression.description) == nil }
        #expect(accepts(.and(left, right)) == (accepts(left) && accepts(right)))
        #expect(accepts(.or(left, right)) == (accepts(left) || accepts(right)))
        #expect(judge.violation("(\(left))") == nil || !accepts(left))
    }

    @Test("a longer allow list never refuses more, and a longer deny list never accepts more", arguments: 1...300)
    func monotone(seed: Int) {
        var random = RandomLicences(seed: seed)
        let (allow, deny) = (random.list() + ["ISC"], random.list())
        let text = random.expression().description
        let more = random.entry()
        if accepts(text, allow: allow, deny: deny) {
            #expect(accepts(text, allow: allow + [more], deny: deny))
        } else {
            #expect(!accepts(text, allow: allow, deny: deny + [more]))
        }
    }

    @Test("entries that look like identifiers and are none are told from names and patterns")
    func misspelt() {
        #expect(LicensePolicy.isMisspelt("Apache2"))
        #expect(LicensePolicy.isMisspelt("GPLv3"))
        for entry in ["MIT", "gpl-2.0+", "GPL-3.0-only", "MIT License", "GPL-*", "LicenseRef-own", "MIT OR ISC"] {
            #expect(!LicensePolicy.isMisspelt(entry), "\(entry)")
        }
    }
}
