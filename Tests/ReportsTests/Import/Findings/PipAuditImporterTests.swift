import Core
import Reports
import Testing

@Suite struct PipAuditImporterTests {
    @Test("vulnerabilities of packages, in both shapes; skipped packages are not clean")
    func packages() {
        let list = #"""
            [{"name": "a", "version": "1", "vulns": [{"id": "PYSEC-1", "description": "d"}, {"id": "CVE-2"}]},
            {"name": "b", "version": "2", "vulns": []}, {"name": "c", "skip_reason": "not on PyPI"}]
            """#
        for text in [list, #"{"dependencies": \#(list), "fixes": []}"#] {
            let warning =
                "pip-audit skipped c, of which nothing is known: let it look them up, or take them out of what it audits"
            #expect(
                findings(text, "pip-audit", warnings: [warning])
                    == ["PYSEC-1|warning|||a 1: d||", "CVE-2|warning|||a 1||"]
            )
            #expect(scans(text, "pip-audit").map(\.filesExamined) == [1])
        }
    }

    @Test("nothing but skipped packages, or none, state no scope")
    func scope() {
        #expect(scans(#"[{"name": "c", "skip_reason": "x"}]"#, "pip-audit").map(\.filesExamined) == [nil])
        #expect(imported("[]", format: "pip-audit").warnings == ["lists no package: nothing was examined"])
    }

    @Test("what is something else is refused")
    func refused() { expectRefused(["{}", #"[{"name": "a"}]"#, #"[{"name": "a", "vulns": [{}]}]"#], "pip-audit") }
}
