import Core
import Reports
import TestSupport
import Testing

/// Documents of formats that the corpus does not hold, cut and changed as the corpus's are.
@Suite struct DamagedDocumentTests {
    struct Document: Sendable, CustomTestStringConvertible {
        var format: String
        var text: String
        var testDescription: String { format }
    }

    static let documents = [
        Document(
            format: "radon",
            text: #"{"a.py": [{"type": "function", "rank": "A", "name": "f", "complexity": 3, "lineno": 1,"#
                + #" "closures": []}], "bad.py": {"error": "x"}}"#
        ),
        Document(
            format: "complexipy",
            text: #"[{"complexity": 2, "file_name": "a.py", "function_name": "f", "path": "a.py"},"#
                + #" {"complexity": 7, "file_name": "b.py", "function_name": "g", "path": "b.py"}]"#
        ),
        Document(
            format: "interrogate",
            text: """
                ================= Coverage for /app/ =================
                ------------- Detailed Coverage ---------------
                | Name             |  Status |
                |------------------|---------|
                | a.py (module)    |  MISSED |
                | f (L2)           | COVERED |
                |------------------|---------|

                ------------------- Summary -------------------
                | Name  | Total | Miss | Cover | Cover% |
                |-------|-------|------|-------|--------|
                | a.py  |     2 |    1 |     1 |    50% |
                | TOTAL |     2 |    1 |     1 |  50.0% |
                ------ RESULT: FAILED (minimum: 80.0%, actual: 50.0%) ------
                """
        ),
        Document(
            format: "openmetrics",
            text: """
                # TYPE jobs counter
                jobs_total{q="a"} 5
                # TYPE wait_seconds histogram
                wait_seconds_bucket{le="0.5"} 3
                wait_seconds_bucket{le="+Inf"} 4 # {trace="x"} 0.7
                wait_seconds_count 4
                wait_seconds_sum 2.5
                # EOF
                """
        ),
        Document(
            format: "prometheus",
            text: #"{"status": "success", "data": {"resultType": "matrix", "result": [{"metric":"#
                + #" {"__name__": "cpu_ratio", "pod": "a"}, "values": [[10, "0.5"], [20, "0.75"], [30, "NaN"]]}]}}"#
        ),
    ]

    @Test("a document that is cut is an error, never less than it was", arguments: documents + surfaces)
    func cut(_ document: Document) {
        let bytes = Array(document.text.utf8)
        let whole = imported(bytes: bytes)
        #expect(whole.format == document.format)
        #expect(whole.carriesFigures)
        for end in 0..<bytes.count {
            var report = imported(bytes: Array(bytes[..<end]))
            if !report.carriesFigures {
                #expect(report.status != .ok)
                continue
            }
            // Behind the last figure, nothing that is missing changes the meaning.
            report.bytes = whole.bytes
            #expect(report == whole, "cut at byte \(end) of \(bytes.count)")
        }
    }

    @Test("bytes changed at random never trap, hang or leave figures beside an error", arguments: documents + surfaces)
    func changed(_ document: Document) {
        let bytes = Array(document.text.utf8)
        var random = SeededGenerator(seed: 1)
        for _ in 0..<2_000 {
            var changed = bytes
            for _ in 0..<(1 + random.below(4)) {
                let others = Array(#"<>/"'&{}[]:,-0e9|=# "#.utf8)
                changed[random.below(changed.count)] = others[random.below(others.count)]
            }
            let report = imported(bytes: changed)
            #expect(report.status != .error || !report.carriesFigures)
        }
    }
}
