import Core
import Criteria
import Scanning
import Testing
import Wire

/// Gates read a summary as they would read the run: nothing that they look at may change on the way.
struct SummaryCodecTests {
    @Test("any evidence comes back as it was", arguments: 1...60)
    func anyEvidence(seed: Int) throws {
        var random = SummaryRandom(seed: UInt64(seed))
        let summary = random.summary()
        let decoded = try SummaryCodec.decode(SummaryCodec.encode(summary))
        #expect(decoded == summary)
        #expect(decoded.reports.map { $0.coverage?.totals } == summary.reports.map { $0.coverage?.totals })
    }

    @Test("lines are written as ranges, branches by their lines")
    func lines() throws {
        var report = Report(path: "lcov.info", format: "lcov")
        report.coverage = CoverageResults(files: [
            FileCoverage(
                path: "a.py",
                lines: [
                    LineCoverage(line: 1, isCovered: true, branches: 3, branchesCovered: 1),
                    LineCoverage(line: 2, isCovered: true),
                    LineCoverage(line: 4, isCovered: false), LineCoverage(line: .max, isCovered: true),
                ]
            )
        ])
        let bytes = SummaryCodec.encode(RunSummary(reports: [report]))
        let coverage = try SummaryCodec.decode(bytes).reports[0].coverage
        #expect(coverage?.files[0].lines == report.coverage?.files[0].lines)
        #expect(coverage?.totals.lines == Fraction(covered: 3, total: 4))
        #expect(coverage?.totals.branches == Fraction(covered: 1, total: 3))
        #expect(
            String(decoding: bytes, as: UTF8.self).contains(
                #""covered":"1-2,4294967295","missed":"4","branches":"1:1/3""#
            )
        )
    }

    @Test("values that are no numbers stay so", arguments: [Double.infinity, -.infinity, .nan])
    func notFinite(value: Double) throws {
        var report = Report(path: "m.json", format: "metrics")
        report.measurements = [Measurement(metric: "x", value: value, dimension: .ratio, samples: 1, provenance: [])]
        let decoded = try SummaryCodec.decode(SummaryCodec.encode(RunSummary(reports: [report])))
        let back = try #require(decoded.reports.first?.measurements.first?.value)
        #expect(back == value || back.isNaN && value.isNaN)
    }

    @Test(
        "what is no summary of this version says so",
        arguments: [
            ("", SummaryError.Kind.notASummary), ("[]", .notASummary), ("{\"tests\": 3}", .notASummary),
            ("<xml/>", .notASummary), ("{\"assay_summary\": 7, \"run\": {}}", .version(7)),
            ("{\"assay_summary\": 3}", .malformed),
            ("{\"assay_summary\": 3, \"run\": {}, \"steps\": [], \"reports\": []} x", .malformed),
        ]
    )
    func otherDocuments(text: String, kind: SummaryError.Kind) {
        let error = #expect(throws: SummaryError.self) { try SummaryCodec.decode(Array(text.utf8)) }
        #expect(error?.kind == kind)
    }

    @Test(
        "a value that cannot be is refused at its place, never read as something else",
        arguments: [
            (
                #"{"path":"a","format":"b","tests":{"cases":[{"name":"x","status":"exploded"}]}}"#,
                "unknown word 'exploded'"
            ),
            (#"{"path":"a","format":"b","tests":{"cases":[{"name":"x"}]}}"#, "an object without \"status\""),
            (#"{"path":"a","format":"b","coverage":{"files":[{"path":"f","covered":"5-2"}]}}"#, "ranges of lines"),
            (#"{"path":"a","format":"b","coverage":{"files":[{"path":"f","covered":"1-4294967295"}]}}"#, "more than"),
            (#"{"path":"a","format":"b","coverage":{"files":[{"path":"f","covered":"1,"}]}}"#, "ranges of lines"),
            (#"{"path":"a","format":"b","coverage":{"files":[{"path":"f","branches":"3:1/2"}]}}"#, "ranges of lines"),
            (#"{"path":"a"}"#, "an object without \"format\""),
        ]
    )
    func wrongValues(report: String, message: String) {
        let text = "{\"assay_summary\":3,\"run\":{},\"steps\":[],\n\"reports\":[\(report)]}"
        let error = #expect(throws: SummaryError.self) { try SummaryCodec.decode(Array(text.utf8)) }
        #expect(error?.message.contains(message) == true, "\(error?.description ?? "")")
        #expect(error?.line == 2)
    }

    @Test("a pass that rests on nothing cannot be loaded")
    func emptyPass() {
        let verdict = #"{"gates":[{"gate":"coverage_gate","criteria":[{"path":"x","cells":[{"verdict":"pass"}]}]}]}"#
        let text = "{\"assay_summary\":3,\"run\":{},\"steps\":[],\"reports\":[],\"verdict\":\(verdict)}"
        let error = #expect(throws: SummaryError.self) { try SummaryCodec.decode(Array(text.utf8)) }
        #expect(error?.message == "a `pass` that rests on nothing")
    }
}
