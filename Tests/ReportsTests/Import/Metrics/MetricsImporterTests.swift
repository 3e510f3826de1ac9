import Core
import Criteria
import Reports
import Testing

@Suite struct MetricsImporterTests {
    private func report(_ metric: String) -> Report { imported(#"{"assay_metrics": 1, "metrics": [{\#(metric)}]}"#) }

    @Test("a metric with everything is read whole")
    func whole() {
        let report = imported(
            #"""
            {"assay_metrics": 1, "tool": "lizard 1.17", "metrics": [{"metric": "complexity.cyclomatic", "value": 14,
            "unit": "count", "samples": 42, "labels": {"component": "backend"}, "notes": ["one file unread"],
            "offenders": [{"name": "f", "file": "./a.py", "line": 3, "value": 14}, {"name": "g", "detail": "slow"}]}]}
            """#
        )
        #expect(report.messages == [])
        #expect(
            report.measurements == [
                Measurement(
                    metric: "complexity.cyclomatic",
                    value: 14,
                    dimension: .count,
                    labels: ["component": "backend"],
                    samples: 42,
                    provenance: [Provenance(file: "report", format: "assay-metrics", tool: "lizard 1.17")],
                    offenders: [
                        Offender(name: "f", file: "a.py", line: 3, detail: "14"), Offender(name: "g", detail: "slow"),
                    ],
                    notes: ["one file unread"]
                )
            ]
        )
    }

    @Test(
        "units become base units of their dimension",
        arguments: [
            (#""value": 250, "unit": "ms""#, 0.25, Dimension.duration), (#""value": 62.5, "unit": "%""#, 0.625, .ratio),
            (#""value": 0.5, "unit": "ratio""#, 0.5, .ratio), (#""value": 7"#, 7, .count),
            (#""value": 2, "unit": "KiB""#, 2_048, .bytes), (#""value": 120, "unit": "rpm""#, 2, .rate),
            (#""value": true"#, 1, .boolean), (#""value": false, "unit": "boolean""#, 0, .boolean),
        ]
    )
    func units(_ fields: String, _ value: Double, _ dimension: Dimension) {
        let report = report(#""metric": "m", "samples": 1, \#(fields)"#)
        #expect(report.measurements.map(\.value) == [value])
        #expect(report.measurements.map(\.dimension) == [dimension])
    }

    @Test(
        "whatever is missing, misspelt or of the wrong type is an error with its place",
        arguments: [
            (#""metric": "m", "samples": 1"#, "'value' is missing", 34),
            (#""metric": "m", "value": 1"#, "'samples' is missing", 34),
            (#""value": 1, "samples": 1"#, "'metric' is missing", 34),
            (
                #""metric": "m", "vlaue": 1"#,
                "unknown key 'vlaue'; known are metric, value, unit, samples, labels, offenders, notes", 50
            ),
            (#""metric": "m", "metric": "n""#, "key 'metric' occurs twice", 50),
            (#""metric": " ""#, "'metric' is empty", 45),
            (#""value": "7""#, "'value' must be a number, true or false", 44),
            (#""value": NaN"#, "'NaN' is not JSON; a number that is not finite has no JSON form", 44),
            (#""samples": -1"#, "'samples' must be a whole number, 0 or more", 46),
            (#""samples": 1.5"#, "'samples' must be a whole number, 0 or more", 46),
            (#""offenders": [{"line": 1}]"#, "'name' is missing", 49),
        ]
    )
    func errors(_ metric: String, _ text: String, _ column: Int) {
        let report = report(metric)
        #expect(report.errors == [text])
        #expect(report.messages.first?.column == column)
        #expect(!report.carriesFigures)
    }

    @Test("an unknown unit is an error that lists the known ones")
    func unknownUnit() {
        let report = report(#""metric": "m", "value": 1, "samples": 1, "unit": "msec""#)
        #expect(report.errors.first?.hasPrefix("unknown unit 'msec'; known are %, ratio,") == true)
    }

    @Test("the same metric twice with the same labels contradicts itself")
    func twice() {
        let metric = #"{"metric": "m", "value": 1, "samples": 1}"#
        #expect(
            imported(#"{"assay_metrics": 1, "metrics": [\#(metric), \#(metric)]}"#).errors == [
                "'m' occurs twice with the same labels"
            ]
        )
        #expect(imported(#"{"assay_metrics": 1, "metrics": []}"#).warnings == ["no metric"])
    }

    @Test("another version, or none of the metrics, is refused")
    func envelope() {
        #expect(imported(#"{"assay_metrics": 2, "metrics": []}"#).errors.count == 1)
        #expect(imported(#"{"assay_metrics": 1}"#).errors == ["'metrics' is missing"])
    }
}
