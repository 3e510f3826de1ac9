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
                FileCoverage(
                    path: "m/a.go",
                    lines: FileLines([1, 2, 3, 5, 6].map { LineCoverage(line: $0, isCovered: $0 <= 3) }),
                    statements: Fraction(covered: 2, total: 5)
                ),
                FileCoverage(
                    path: "m/b.go",
                    lines: FileLines((1...2).map { LineCoverage(line: $0, isCovered: true) }),
                    statements: Fraction(covered: 1, total: 1)
                ),
            ]
        )
    }

    @Test("a line ran where one of its blocks did; what lies in no block is not counted")
    func lines() {
        // if err != nil {        the condition ran,
        //     return err         what it guards did not
        // }
        //
        // return nil
        let report = imported(
            "mode: count\na.go:10.30,11.16 1 4\na.go:11.16,13.3 1 0\na.go:15.2,15.12 1 4\na.go:20.1,25.1 0 0\n"
        )
        let file = report.coverage?.files.first
        #expect(file?.lines.map(\.line) == [10, 11, 12, 13, 15])
        #expect(file?.lines.filter { !$0.isCovered }.map(\.line) == [12, 13])
        #expect(file?.statements == Fraction(covered: 2, total: 3))
    }

    @Test("a few bytes that name more lines than any project has are an error, at once")
    func ranges() {
        let blocks = (1...20).map { "f\($0).go:1.1,4000000000.2 1 1\n" }.joined()
        let report = imported("mode: set\n" + blocks)
        #expect(report.errors == ["names more than 33554432 lines, more than any project has"])
        #expect(report.coverage == nil)
    }

    @Test(
        "a line that is no block is an error",
        arguments: [
            "a.go:1.2,3.4 2", "a.go:0.2,3.4 2 1", "a.go:4.2,3.4 2 1", "a.go:1.2 2 1", "a.go:1.2,3.4 -2 1", "PASS",
        ]
    )
    func broken(_ line: String) { #expect(imported("mode: count\n\(line)\n").status == .error) }

    @Test("no block is a warning, another mode is no profile")
    func empty() {
        #expect(imported("mode: atomic\n").warnings == ["no block: no statement was instrumented"])
        #expect(imported("mode: x\n").format == "unknown")
    }
}
