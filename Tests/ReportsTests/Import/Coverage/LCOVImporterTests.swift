import Core
import Reports
import Testing
import Wire

@Suite struct LCOVImporterTests {
    @Test("lines, branches and functions are counted from the data, per file")
    func counts() {
        let report = imported(
            """
            TN:
            SF:./src/a.js
            FN:1,f
            FN:9,12,g
            FNDA:4,f
            FNDA:0,g
            DA:1,4
            DA:2,0,checksum
            BRDA:1,0,0,4
            BRDA:1,0,1,-
            LF:2
            LH:1
            end_of_record

            """
        )
        #expect(report.messages == [])
        #expect(
            report.coverage?.files == [
                FileCoverage(
                    path: "src/a.js",
                    lines: [
                        .init(line: 1, isCovered: true, branches: 2, branchesCovered: 1),
                        .init(line: 2, isCovered: false),
                    ],
                    functions: Fraction(covered: 1, total: 2)
                )
            ]
        )
    }

    @Test("records of one file are added up: hits, branches and functions")
    func sameFile() {
        let record = "SF:a\nFN:1,f\nFNDA:%,f\nDA:1,%\nBRDA:1,0,0,%\nBRDA:1,0,1,-\nend_of_record\n"
        let report = imported(record.replacing("%", with: "0") + record.replacing("%", with: "2"))
        #expect(
            report.coverage?.files == [
                FileCoverage(
                    path: "a",
                    lines: [.init(line: 1, isCovered: true, branches: 2, branchesCovered: 1)],
                    functions: Fraction(covered: 1, total: 1)
                )
            ]
        )
    }

    @Test("functions of LCOV 2 are read, and declared ones where none are listed")
    func functions() {
        let second = imported("SF:a\nFNL:0,3,5\nFNA:0,7,f\nFNL:1,8\nFNA:1,0,g\nDA:3,7\nend_of_record")
        #expect(second.coverage?.totals.functions == Fraction(covered: 1, total: 2))
        let declared = imported("SF:a\nFNF:3\nFNH:2\nDA:3,7\nend_of_record")
        #expect(declared.coverage?.totals.functions == Fraction(covered: 2, total: 3))
    }

    @Test("declared lines that differ from the data are a warning; without any data they are an error")
    func declared() {
        #expect(
            imported("SF:a\nDA:1,1\nLF:3\nend_of_record").warnings == [
                "declares 3 lines (LF) and lists 1 (DA); what is listed counts"
            ]
        )
        let report = imported("SF:a\nLF:8\nLH:1\nend_of_record")
        #expect(report.errors == ["declares 8 lines and lists none: nothing shows which are covered"])
        #expect(report.coverage == nil)
        #expect(imported("TN:\nSF:a\nend_of_record").warnings == ["no coverable line"])
    }

    @Test("branches on lines without data are not counted, and said")
    func strayBranches() {
        let report = imported("SF:a\nDA:1,1\nBRDA:2,0,0,1\nend_of_record")
        #expect(report.coverage?.totals.branches == nil)
        #expect(report.warnings == ["1 branches on lines without line data are not counted"])
    }

    @Test(
        "a file that is cut short or damaged is an error with its line",
        arguments: [
            ("SF:a\nDA:1,1", 1), ("SF:a\nDA:1,1\nend_of_rec", 3), ("SF:a\nend_of_record\nTN:", 3), ("TN:\n", 1),
            ("# nothing\n", 1), ("SF:a\nSF:b\n", 2),
            ("SF:a\nDA:1\nend_of_record", 2), ("SF:a\nDA:x,1\nend_of_record", 2), ("SF:a\nDA:1,x\nend_of_record", 2),
            ("TN:\nDA:1,1\n", 2), ("TN:\nend_of_record", 2), ("SF:a\nhello\nend_of_record", 2),
            ("SF:\nend_of_record", 1), ("SF:a\nBRDA:1\nend_of_record", 2), ("SF:a\nhello: there\nend_of_record", 2),
        ]
    )
    func damaged(_ text: String, _ line: Int) {
        let report = imported(text, format: "lcov")
        #expect(report.status == .error)
        #expect(report.messages.first?.line == line)
        #expect(!report.carriesFigures)
    }

    @Test("huge, negative and fractional numbers of hits do not disturb")
    func oddHits() {
        let report = imported("SF:a\r\nDA:1,99999999999\r\nDA:2,-1\r\nDA:3,1e+30\r\nDA:1,5\r\nend_of_record\r\n")
        #expect(report.coverage?.files.first?.lines.map(\.isCovered) == [true, false, true])
        #expect(report.warnings.count == 1)
    }

    @Test("lines in their plainest form and in any other mean the same, in any order, once or twice")
    func forms() {
        var plain = "TN:\nSF:a.c\n"
        var odd = "TN:\r\nSF:./a.c\r\n"
        for line in 1...300 {
            plain += "FN:\(line),f\(line)\nFNDA:\(line % 3),f\(line)\nDA:\(line),\(line % 4)\n"
            odd += "FN:\(line),\(line + 9),f\(line)\r\nFNDA:\(line % 3),f\(line)\r\nDA:\(line),\(line % 4),checksum\r\n"
            for arm in 0...1 {
                plain += "BRDA:\(line),0,\(arm),\(arm == 0 ? "-" : "\(line % 4)")\n"
                odd += "BRDA:\(line),0,\(arm),\(arm == 0 ? "0" : "\(line % 4).0")\r\n"
            }
        }
        plain += "end_of_record\n"
        odd += "end_of_record\r\n"
        let expected = imported(plain).coverage
        #expect(expected?.totals.lines == Fraction(covered: 225, total: 300))
        #expect(expected?.totals.branches == Fraction(covered: 225, total: 600))
        #expect(expected?.totals.functions == Fraction(covered: 200, total: 300))
        #expect(imported(odd).coverage == expected)
        #expect(imported(plain + odd).coverage?.totals == expected?.totals)
        let parts = (0..<300).map { "TN:\nSF:a.c\nDA:\(300 - $0),1\nDA:1,1\nend_of_record\n" }
        let lines = imported(parts.joined()).coverage?.files[0].lines
        #expect(lines?.map(\.line) == (1...300).map(UInt32.init))
    }

    @Test("a file with more lines than a buffer holds, each said several times, is counted once")
    func large() {
        let lines = (0..<200_000).map { "DA:\($0 % 50_000 + 1),1\n" }.joined()
        let found = imported("TN:\nSF:a.c\n\(lines)end_of_record\n").coverage?.files.first
        #expect(found?.lines.count == 50_000)
        #expect(found?.lines.allSatisfy(\.isCovered) == true)
    }

    @Test("spaces at the end of lines are no part of them")
    func trailingSpaces() {
        let report = imported("TN: \nSF:a.c \nFN:1,f \nFNDA:3,f\nDA:1,1 \nDA:2,0\nLF:2 \nLH:1 \nend_of_record \n")
        #expect(report.messages == [])
        #expect(report.coverage?.files.map(\.path) == ["a.c"])
        #expect(report.coverage?.totals.lines == Fraction(covered: 1, total: 2))
        #expect(report.coverage?.totals.functions == Fraction(covered: 1, total: 1))
    }

    @Test(
        "a record that declares lines and lists none, or a rate clearly below what it lists, is contradictory evidence"
    )
    func contradiction() {
        let good = "SF:a.c\nDA:1,1\nLF:1\nLH:1\nend_of_record\n"
        let bare = imported(good + "SF:b.c\nLH:0\nLF:400\nend_of_record\n")
        #expect(bare.errors == ["declares 400 lines of b.c and lists none: nothing shows which are covered"])
        let rate = imported(good + "SF:b.py\nDA:1,1\nDA:2,1\nLF:100\nLH:3\nend_of_record\n")
        #expect(rate.errors.count == 1)
        #expect(
            rate.errors.first?.hasPrefix("declares 3 of 100 lines of b.py covered (LH, LF), and lists 2 of 2") == true
        )
        #expect(imported(good + "SF:c.c\nend_of_record\n").status == .ok, "a file without code declares nothing")
    }

    @Test(
        "compilers that count the lines of closures twice contradict nothing, and neither do the records of several tests"
    )
    func honestDifferences() {
        let lines = (1...10).map { "DA:\($0),1\n" }.joined()
        #expect(imported("SF:a.swift\n\(lines)LF:17\nLH:17\nend_of_record\n").errors == [])
        #expect(imported("SF:a.swift\n\(lines)LF:17\nLH:12\nend_of_record\n").errors == [])
        #expect(imported("SF:a.js\n\(lines)LF:17\nLH:12\nend_of_record\n").errors.count == 1)
        let first = "SF:a.js\nDA:1,1\nDA:2,0\nLF:2\nLH:1\nend_of_record\n"
        let second = "SF:a.js\nDA:1,0\nDA:2,1\nLF:2\nLH:1\nend_of_record\n"
        #expect(imported(first + second).errors == [])
    }

    @Test("line 0 is none")
    func lineZero() {
        let report = imported("SF:a.c\nDA:0,1\nDA:2,1\nend_of_record\n")
        #expect(report.coverage?.totals.lines == Fraction(covered: 1, total: 1))
        #expect(report.warnings == ["1 entry of line 0 is left out: lines begin at 1"])
    }

    @Test("branches of several reports unite as within one, also once they were stored")
    func branchesOfSeveralReports() throws {
        func record(_ taken: Int) -> String {
            let arms = (0..<3).map { "BRDA:1,0,\($0),\($0 == taken ? 1 : 0)\n" }.joined()
            return "SF:a.c\nDA:1,1\n\(arms)end_of_record\n"
        }
        let reports = [0, 1].map { imported(record($0)) }
        let stored = try SummaryCodec.decode(SummaryCodec.encode(RunSummary(reports: reports))).reports
        let one = imported(record(0) + record(1)).coverage?.totals.branches
        #expect(one == Fraction(covered: 2, total: 3))
        for pair in [reports, stored] {
            var lines = try #require(pair[0].coverage?.files[0].lines)
            lines.unite(with: try #require(pair[1].coverage?.files[0].lines))
            #expect(lines.branchTotal == one)
        }
    }

    @Test("functions of a file that is named again are known again, and so are its branches and stray ones")
    func namedAgain() {
        let first = "SF:a\nFN:1,f\nFN:9,g\nFNDA:0,f\nFNDA:0,g\nDA:1,0\nBRDA:1,0,0,-\nBRDA:1,e0,x,1\nBRDA:3,0,0,1\n"
        let other = "end_of_record\nSF:b\nFN:1,f\nFNDA:1,f\nDA:1,1\nend_of_record\n"
        let again = "SF:a\nFN:1,f\nFN:5,f\nFNDA:2,f\nDA:1,1\nDA:3,0\nBRDA:1,0,0,1\nBRDA:1,0,1,0\nend_of_record\n"
        let document = first + other + again
        let report = imported(document + document.replacing("SF:b", with: "SF:c"), format: "lcov")
        let file = report.coverage?.files.first
        #expect(report.coverage?.files.map(\.path) == ["a", "b", "c"])
        #expect(
            file?.lines == [
                LineCoverage(line: 1, isCovered: true, branches: 3, branchesCovered: 2),
                LineCoverage(line: 3, isCovered: false, branches: 1, branchesCovered: 1),
            ]
        )
        #expect(file?.functions == Fraction(covered: 2, total: 3))
        #expect(report.messages == [])
        #expect(imported(first + other, format: "lcov").warnings.count == 1)
    }

    @Test("many functions of one file are told apart, and those of the next file are its own")
    func manyFunctions() {
        let names = (0..<5_000).map { "function_\($0)" }
        let begun = names.enumerated().map { "FN:\($0.offset + 1),\($0.element)\n" }.joined()
        let run = names.enumerated().reversed().map { "FNDA:\($0.offset % 2),\($0.element)\n" }.joined()
        let report = imported("SF:a\n\(begun)\(run)DA:1,1\nend_of_record\nSF:b\nFN:1,f\nDA:1,1\nend_of_record\n")
        let functions = report.coverage?.files.map(\.functions)
        #expect(functions == [Fraction(covered: 2_500, total: 5_000), Fraction(covered: 0, total: 1)])
    }
}
