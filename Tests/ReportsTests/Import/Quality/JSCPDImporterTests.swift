import Core
import Criteria
import Reports
import Testing

@Suite struct JSCPDImporterTests {
    private func report(_ duplicates: String, total: String) -> Report {
        imported(#"{"duplicates": [\#(duplicates)], "statistics": {"total": {\#(total)}}}"#)
    }

    @Test("duplicated lines are a share of all", arguments: ["duplicatedLines", "duplicated_lines"])
    func share(_ key: String) {
        let report = report(
            #"{"lines": 10, "firstFile": {"name": "a.js", "start": 3}, "secondFile": {"name": "b.js", "start": 7}}"#,
            total: #""lines": 200, "\#(key)": 10"#
        )
        #expect(report.format == "jscpd")
        #expect(report.measurements.first?.metric == "duplication.lines")
        #expect(report.measurements.first?.value == 0.05)
        #expect(report.measurements.first?.samples == 200)
        let offender = Offender(name: "duplicate", file: "a.js", line: 3, detail: "10 lines, also in b.js")
        #expect(report.measurements.first?.offenders == [offender])
    }

    @Test("no totals, or totals that do not fit, are errors; no line is a warning")
    func edges() {
        #expect(report("", total: #""lines": 200"#).status == .error)
        #expect(report("", total: #""lines": 2, "duplicatedLines": 3"#).status == .error)
        #expect(report("", total: #""lines": 9, "duplicatedLines": 3"#).status == .error)
        #expect(report("", total: #""lines": 0, "duplicatedLines": 0"#).warnings == ["no line was looked at"])
    }
}
