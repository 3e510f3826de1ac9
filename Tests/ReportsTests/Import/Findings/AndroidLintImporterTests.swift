import Core
import Reports
import Testing

@Suite struct AndroidLintImporterTests {
    @Test("severities are levels")
    func issues() {
        let issues = ["Fatal", "Error", "Warning", "Informational", "Ignore"].map {
            #"<issue id="I" severity="\#($0)" message="m" category="Security"><location file="a.xml" line="1"/></issue>"#
        }
        let text = #"<issues format="4" by="lint 8.1">"# + issues.joined() + "</issues>"
        #expect(
            findings(text, "android-lint")
                == ["error", "error", "warning", "note", "none"].map { "I|\($0)||a.xml:1|m||" }
        )
        #expect(scans(text, "android-lint").map(\.version) == ["8.1"])
        #expect(scans(text, "android-lint").first?.rules.map(\.tags) == [["security"]])
    }

    @Test("what is something else is refused")
    func refused() { expectRefused([#"<issues/>"#, #"<pmd/>"#, #"<issues format="4">"#], "android-lint") }
}
