import Core
import Reports
import Testing

@Suite struct OasdiffImporterTests {
    @Test("what breaks and what may break counts, the worst first; the rest does not")
    func changes() throws {
        let text = #"""
            [{"id": "new-optional", "text": "t", "level": 1, "operation": "GET", "path": "/a"},
            {"id": "may-break", "text": "u", "level": 2, "operation": "GET", "path": "/a"},
            {"id": "api-removed", "text": "v", "level": 3, "operation": "DELETE", "path": "/b", "source": "./api.yaml"}]
            """#
        let report = imported(text)
        #expect(report.format == "oasdiff")
        let measured = try #require(report.measurements.first)
        #expect(measured.metric == "api_contracts.breaking_changes")
        #expect(measured.value == 2)
        #expect(measured.samples == 3)
        #expect(measured.offenders.map(\.name) == ["api-removed, DELETE /b", "may-break, GET /a"])
        #expect(measured.notes == ["3 changes are listed, 1 of them break, 1 may break"])
    }

    @Test("an empty list, whose format has to be named, is a comparison without a change")
    func empty() throws {
        let measured = try #require(imported("[]", format: "oasdiff").measurements.first)
        #expect(measured.value == 0)
        #expect(measured.samples == 1)
        #expect(imported("[]").status == .error)
    }

    @Test("without an earlier schema nothing was compared")
    func noBase() throws {
        let report = imported("Error: failed to load base spec from \"v1.yaml\": open v1.yaml: no such file\n")
        #expect(report.format == "oasdiff")
        let measured = try #require(report.measurements.first)
        #expect(measured.samples == 0)
        #expect(measured.notes == ["there is no earlier schema to compare with"])
    }

    @Test("what is something else is refused")
    func refused() {
        expectRefused(["{}", "x", #"[{"level": 3}]"#, #"[{"id": "a", "level": 9}]"#, "[1]"], "oasdiff")
    }
}
