import Core
import Reports
import Testing

@Suite struct LicenseCheckerImporterTests {
    @Test("packages by name and version, scoped names too; guessed licences are noted")
    func packages() {
        let text = #"""
            {"left-pad@1.3.0": {"licenses": "WTFPL", "path": "/p"}, "@s/b@2.0.0": {"licenses": ["MIT", "BSD*"]},
            "c@1.0.0": {"licenses": "UNKNOWN"}}
            """#
        #expect(entries(text, "license-checker") == ["left-pad 1.3.0|WTFPL||", "@s/b 2.0.0|MIT & BSD||", "c 1.0.0|||"])
        #expect(imported(text).notes == ["the licences of 1 packages were guessed from their files"])
    }

    @Test("what is something else is refused")
    func refused() {
        expectRefused(
            [#"{"a": {"licenses": "MIT"}}"#, #"{"a@1": {}}"#, #"{"a@1": {"licenses": 3}}"#, "[]"],
            "license-checker"
        )
    }
}
