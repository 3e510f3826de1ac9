import Core
import Criteria
import Reports
import Testing

@Suite struct LizardCSVImporterTests {
    private func row(_ complexity: String, _ name: String) -> String {
        "3,\(complexity),12,0,4,\"\(name)@13-16@./src/a.py\",\"./src/a.py\",\"\(name)\",\"\(name) ( )\",13,16\n"
    }

    @Test("the largest complexity counts, over all functions; the worst ten are named")
    func worst() {
        let rows = (1...12).map { row("\($0)", "f\($0)") }.joined()
        let report = imported(rows)
        #expect(report.format == "lizard-csv")
        #expect(report.measurements.first?.value == 12)
        #expect(report.measurements.first?.samples == 12)
        #expect(report.measurements.first?.offenders.map(\.name) == (3...12).reversed().map { "f\($0)" })
        let offender = Offender(name: "f12", file: "src/a.py", line: 13, detail: "complexity 12")
        #expect(report.measurements.first?.offenders.first == offender)
    }

    @Test("a header is no function; no function is a warning; a broken or cut row is an error")
    func edges() {
        let header = "NLOC,CCN,token,PARAM,length,location,file,function,long_name,start,end\n"
        #expect(imported(header + row("4", "f")).measurements.first?.samples == 1)
        #expect(imported(header).warnings == ["no function"])
        #expect(imported(header + row("x", "f")).status == .error)
        #expect(imported(header + String(row("4", "f").dropLast())).status == .error)
    }
}
