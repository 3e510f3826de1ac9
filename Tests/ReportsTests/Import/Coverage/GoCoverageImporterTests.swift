import Core
import Reports
import Testing

@Suite struct GoCoverageImporterTests {
    @Test("blocks that occur twice count once, hit if either was")
    func blocks() {
        let report = imported(
            "mode: set\nm/a.go:1.2,3.4 2 0\nm/a.go:1.2,3.4 2 1\nm/a.go:5.1,6.2 3 0\nm/b.go:1.1,2.2 1 7\n"
        )
        #expect(report.format == "go-coverprofile")
        #expect(report.messages == [])
        #expect(
            report.coverage?.files == [
                FileCoverage(path: "m/a.go", statements: Fraction(covered: 2, total: 5)),
                FileCoverage(path: "m/b.go", statements: Fraction(covered: 1, total: 1)),
            ]
        )
        #expect(report.coverage?.totals.lines == nil)
    }

    @Test(
        "a line that is no block is an error",
        arguments: ["a.go:1.2,3.4 2", "a.go:1.2 2 1", "a.go:1.2,3.4 -2 1", "PASS"]
    )
    func broken(_ line: String) { #expect(imported("mode: count\n\(line)\n").status == .error) }

    @Test("no block is a warning, another mode is no profile")
    func empty() {
        #expect(imported("mode: atomic\n").warnings == ["no block: no statement was instrumented"])
        #expect(imported("mode: x\n").format == "unknown")
    }
}
