import Core
import Reports
import Scanning
import TestSupport
import Testing

/// The lines that are read in one go, against the careful reading of the same lines.
///
/// Within the last bytes of a document every line is read with care; with a long comment behind it the same line is read
/// in one go, where it is plain.
@Suite struct LCOVPlainLineTests {
    private static let padding = "#" + String(repeating: "-", count: 200) + "\n"

    private func expectAgreement(_ body: String) {
        let document = "SF:a\n\(body)end_of_record\n"
        let careful = imported(document, format: "lcov")
        let quick = imported(document + Self.padding, format: "lcov")
        #expect(quick.coverage == careful.coverage, "\(body.debugDescription)")
        #expect(quick.messages == careful.messages, "\(body.debugDescription)")
    }

    @Test(
        "a line means the same, or is wrong at the same place, whichever way it is read",
        arguments: [
            "DA:1,2\n", "DA:1,2\r\n", "DA:1,1234\n", "DA:1,12345\n", "DA:1,1234567\n", "DA:12345678,1\n",
            "DA:123456789,1\n", "DA:1,123456789\n", "DA:1,1234567890\n", "DA:4294967295,1\n", "DA:4294967296,1\n",
            "DA:1,99999999999999999999\n", "DA:99999999999999999999,1\n", "DA:0,1\n", "DA:01,002\n", "DA:1,\n",
            "DA:,1\n", "DA:1\n", "DA:\n", "DA:1,2,c\n", "DA:1,2:\n", "DA:1,P\n", "DA:1,1P\n", "DA:1,\u{10}\n",
            "DA:1,+2\n",
            "DA:1,-2\n", "DA:1,2 \n", "DA:1,0.5\n", "DA:1,1e3\n", "DA:1 ,2\n", "DA:1,2\r\r\n", "DA:1,2\r",
            "BRDA:1,0,0,1\nDA:1,1\n", "BRDA:1,0,0,-\nDA:1,1\n", "BRDA:1,0,0,0\nBRDA:1,0,0,7\nDA:1,1\n",
            "BRDA:1,0,10,1\nBRDA:1,1,0,-\nDA:1,1\n", "BRDA:1,16383,65535,1\nDA:1,1\n", "BRDA:1,e0,0,1\nDA:1,1\n",
            "BRDA:1,16384,65536,1\nDA:1,1\n", "BRDA:1,0,0,12\nDA:1,1\n", "BRDA:1,0,0,1\r\nDA:1,1\n",
            "BRDA:1,0,0,+\nDA:1,1\n", "BRDA:1,0,0,\nDA:1,1\n", "BRDA:1,0,,1\nDA:1,1\n", "BRDA:1,(a, b),0,1\nDA:1,1\n",
            "FN:1,f\n", "FN:1,\n", "FN:1,2,f\n", "FN:1,2\n", "FN:x,f\n", "FNDA:1,f\n", "FNDA:0,f\nFN:3,f\n",
            "FN:1,f\nFN:2,f\nFNDA:1,f\n", "FN:1,abcdefgh\nFNDA:1,abcdefgh\n", "FN:1,abcdefghi\r\nFNDA:1,abcdefghi\n",
            "FN:1,a,b\nFNDA:2,a,b\n", "FNF:3\nFNH:2\n", "FNF:\n", "FNH:x\n", "FNF:123456789012\n", "LF:1\n", "LF:1\r\n",
            "LF:-1\n", "LH:x\n", "BRF:\n", "BRH:2\n", "LF: 1\n", "XY:1\n", "D\n", "DA:1,1\n\nDA:2,1\n",
        ]
    )
    func forms(_ body: String) { expectAgreement(body) }

    @Test("lines made of the pieces of real ones in any order never disagree")
    func anyPieces() {
        var random = SummaryRandom(seed: 11)
        let pieces = [
            "DA:", "BRDA:", "FN:", "FNDA:", "LF:", "FNF:", "BRH:", ",", ",", ",", "-", "0", "1", "7", "12", "345",
            "6789",
            "99999", "123456789", "1234567890", "\r", "\n", "\n", "f", "name", " ", "e",
        ]
        for _ in 0..<20_000 {
            var body = ""
            for _ in 0..<random.below(8) + 1 where body.utf8.count < 40 { body += pieces[random.below(pieces.count)] }
            expectAgreement(body + "\n")
        }
    }

    @Test("a name that ends with the file is read no further than the file, and the file is said to be cut short")
    func endOfMapping() {
        let folder = TemporaryFolder()
        let page = 4_096
        for name in ["f", "abcdefg", "abcdefgh", "a_name_that_is_longer_than_a_few_words"] {
            for ending in ["FN:1,\(name)", "FN:1,\(name)\n", "DA:1,2", "DA:1,2\n", "BRDA:1,0,0,1\n", "LF:12"] {
                var text = "SF:a\nDA:1,1\n"
                let missing = MappedFile.copyLimit + page - text.utf8.count - ending.utf8.count
                text += "#" + String(repeating: "-", count: missing - 2) + "\n" + ending
                #expect(text.utf8.count % page == 0)
                let path = folder.write(Array(text.utf8), to: "file")
                let report = ReportReader.read(path: path, options: ReadOptions(format: "lcov"))
                #expect(report.errors.count == 1)
                #expect(report.messages.first?.line == 1)
            }
        }
    }

    @Test("functions of a file that is named again are known again, and so are its branches and stray ones")
    func namedAgain() {
        let first = "SF:a\nFN:1,f\nFN:9,g\nFNDA:0,f\nFNDA:0,g\nDA:1,0\nBRDA:1,0,0,-\nBRDA:1,e0,x,1\nBRDA:3,0,0,1\n"
        let other = "end_of_record\nSF:b\nFN:1,f\nFNDA:1,f\nDA:1,1\nend_of_record\n"
        let again = "SF:a\nFN:1,f\nFN:5,f\nFNDA:2,f\nDA:1,1\nDA:3,0\nBRDA:1,0,0,1\nBRDA:1,0,1,0\nend_of_record\n"
        for padding in ["", Self.padding] {
            let document = first + other + again + padding
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
