import Core
import Criteria
import Reports
import Testing

@Suite struct RadonImporterTests {
    private let method =
        #"{"type": "method", "rank": "B", "name": "f", "classname": "A", "complexity": 6, "lineno": 3, "closures": []}"#
    private let type = #"{"type": "class", "rank": "A", "name": "A", "complexity": 40, "lineno": 2, "methods": []}"#

    @Test("the largest complexity of functions and methods counts; a class is none")
    func complexity() {
        let report = imported(#"{"src\\a.py": [\#(method), \#(type)], "b.py": [\#(method)]}"#)
        #expect(report.format == "radon")
        #expect(report.measurements.map(\.metric) == ["code_complexity.cyclomatic_complexity"])
        #expect(report.measurements.first?.value == 6)
        #expect(report.measurements.first?.samples == 2)
        let offender = Offender(name: "A.f", file: "src/a.py", line: 3, detail: "complexity 6")
        #expect(report.measurements.first?.offenders.first == offender)
    }

    @Test("a file that radon could not read is a warning; without any function nothing is measured")
    func gaps() {
        let report = imported(#"{"a.py": [\#(type)], "bad.py": {"error": "invalid syntax"}}"#)
        #expect(report.measurements == [])
        #expect(report.warnings == ["radon could not read bad.py: nothing is known of it", "no function"])
    }

    @Test("an empty object proves nothing: radon writes it for a folder that does not exist")
    func empty() {
        #expect(imported("{}").status == .error)
        #expect(imported("{}", format: "radon").warnings == ["no function"])
        #expect(imported("{}", format: "radon").measurements == [])
    }

    @Test("raw figures are added up over all files")
    func raw() {
        let file = #"{"loc": 12, "lloc": 14, "sloc": 11, "comments": 2, "multi": 0, "blank": 0, "single_comments": 1}"#
        let report = imported(#"{"a.py": \#(file), "b.py": \#(file)}"#)
        #expect(
            report.measurements.map(\.metric.name).sorted() == [
                "code_size.comment_lines", "code_size.lines", "code_size.source_lines",
            ]
        )
        #expect(report.measurements.map(\.value).sorted() == [4, 22, 24])
        #expect(report.measurements.allSatisfy { $0.samples == 2 })
    }

    @Test("a block without its complexity is an error")
    func broken() {
        let report = imported(#"{"a.py": [\#(method), {"type": "function", "rank": "A", "lineno": 3}]}"#)
        #expect(report.status == .error)
        #expect(!report.carriesFigures)
    }
}
