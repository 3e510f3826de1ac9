import Core
import Criteria
import Reports
import Testing

@Suite struct InterrogateImporterTests {
    private let head = "========================= Coverage for /app/src/ ==========================\n"
    private let result = "---------------- RESULT: FAILED (minimum: 80.0%, actual: 42.9%) ----------------\n"

    private func table(_ names: String...) -> String {
        "------------------------------ Detailed Coverage -------------------------------\n"
            + "| Name   |  Status |\n|--------|---------|\n" + names.map { "| \($0) |\n" }.joined()
            + "|--------|---------|\n\n"
    }

    private func summary(_ total: Int, _ missing: Int, more: String = "") -> String {
        "----------------------------------- Summary ------------------------------------\n"
            + "| Name  |  Total | Miss | Cover | Cover% |\n|------|-----|----|----|----|\n\(more)"
            + "| TOTAL | \(total) | \(missing) | \(total - missing) | 1.0% |\n"
    }

    @Test("documented public names are a share of all public names; private ones do not count")
    func share() {
        let names = table(
            "half.py (module) | COVERED",
            "a (L2) | MISSED",
            "_B (L4) | MISSED",
            "_B.x (L6) | COVERED",
            "C.__init__ (L9) | COVERED",
            "_inner/x.py (module) | MISSED",
            "y (L3) | COVERED"
        )
        let report = imported(head + names + summary(7, 3) + result)
        #expect(report.format == "interrogate")
        #expect(report.messages == [])
        #expect(report.measurements.map(\.metric) == ["documentation.public_api_coverage"])
        #expect(report.measurements.first?.samples == 3)
        #expect(report.measurements.first?.value == 2.0 / 3)
        #expect(report.measurements.first?.offenders == [Offender(name: "a", file: "/app/src/half.py", line: 2)])
    }

    @Test("with ignored modules, the file's row counts for nothing and still names the file")
    func ignoredModules() {
        let report = imported(head + table("good.py |  ", "a (L2) | MISSED") + summary(1, 1) + result)
        #expect(report.measurements.first?.samples == 1)
        #expect(report.measurements.first?.offenders == [Offender(name: "a", file: "/app/src/good.py", line: 2)])
    }

    @Test("the summary alone counts, and says that private names may be among them")
    func summaryOnly() {
        let omitted = "|      (1 of 2 files omitted due to complete coverage)      |\n"
        for text in [summary(4, 1), table("a.py (module) | MISSED") + summary(4, 1, more: omitted)] {
            let report = imported(head + text + result)
            #expect(report.measurements.first?.value == 0.75)
            #expect(
                report.measurements.first?.notes == ["private names may be among them: `interrogate -vv` lists each"]
            )
        }
    }

    @Test("no public name is no coverage of 100 %, whatever the tool calls it")
    func none() {
        let report = imported(head + summary(0, 0) + result)
        #expect(report.measurements.first?.samples == 0)
        #expect(report.measurements.first?.value == 0)
        #expect(report.notes == ["no public name"])
    }

    @Test("output that is cut, without a table or with tables that differ is an error")
    func broken() {
        let names = table("a.py (module) | MISSED")
        #expect(imported(head + names + summary(1, 1)).status == .error)
        #expect(imported(head + names + summary(1, 1) + result.prefix(60)).status == .error)
        #expect(imported("RESULT: FAILED (minimum: 80.0%, actual: 65.5%)\n").status == .error)
        #expect(imported(head + names + summary(9, 1) + result).status == .error)
        #expect(imported(head + table("a.py (module) | PERHAPS") + summary(1, 1) + result).status == .error)
    }
}
