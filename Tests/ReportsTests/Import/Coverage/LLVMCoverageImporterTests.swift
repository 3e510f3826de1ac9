import Core
import Reports
import Testing

@Suite struct LLVMCoverageImporterTests {
    private func report(_ file: String, totals: String = "") -> Report {
        imported(
            #"""
            {"data": [{"files": [{"filename": "a.swift", \#(file)}], "totals": {\#(totals)}}],
            "type": "llvm.coverage.json.export", "version": "2.0.1"}
            """#
        )
    }

    @Test("lines come from segments, as LLVM counts them")
    func lines() {
        let report = report(
            #""segments": [[2,1,3,true,true,false],[3,5,0,true,true,false],[3,9,3,true,false,false],"#
                + #"[4,2,0,false,false,false],[6,1,0,true,true,false],[7,2,0,false,false,false]],"#
                + #""branches": [[3,5,3,9,3,0,0,0,4]], "summary": {"functions": {"count": 2, "covered": 1}}"#,
            totals: #""lines": {"count": 5, "covered": 3}"#
        )
        #expect(report.format == "llvm-cov")
        #expect(report.messages == [])
        #expect(report.coverage?.files.first?.lines.map(\.line) == [2, 3, 4, 6, 7])
        #expect(report.coverage?.files.first?.lines.map(\.isCovered) == [true, true, true, false, false])
        #expect(report.coverage?.totals.branches == Fraction(covered: 1, total: 2))
        #expect(report.coverage?.totals.functions == Fraction(covered: 1, total: 2))
    }

    @Test("a summary alone is declared, never listed")
    func summary() {
        let report = report(#""summary": {}"#, totals: #""lines": {"count": 5, "covered": 3}"#)
        #expect(report.coverage?.declared.lines == Fraction(covered: 3, total: 5))
        #expect(report.coverage?.totals.lines == nil)
        #expect(report.notes.count == 1)
    }

    @Test("lines declared beside no segment, and impossible totals, are errors")
    func contradiction() {
        #expect(report(#""segments": []"#, totals: #""lines": {"count": 5, "covered": 3}"#).status == .error)
        #expect(report(#""segments": []"#, totals: #""lines": {"count": 5, "covered": 6}"#).status == .error)
        #expect(report(#""segments": [[1, 2]]"#).status == .error)
    }

    @Test("segments that are not sorted, or name more lines than any project has, are errors")
    func impossible() {
        let back = report(#""segments": [[7,1,1,true,true,false],[3,1,0,false,false,false]]"#)
        #expect(back.errors == ["the segments of a file must be sorted by line"])
        let long = report(#""segments": [[1,1,1,true,true,false],[4000000000,1,0,false,false,false]]"#)
        #expect(long.errors == ["names more than 33554432 lines, more than any project has"])
    }
}
