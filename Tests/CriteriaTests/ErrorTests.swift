import Testing

@testable import Criteria

@Suite("What a wrong phrase is told")
struct ErrorTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let text: String
        let column: Int
        let length: Int
        let suggestion: String?
        var testDescription: String { text }

        init(_ text: String, _ column: Int, _ length: Int, _ suggestion: String?) {
            self.text = text
            self.column = column
            self.length = length
            self.suggestion = suggestion
        }
    }

    static let duration = MetricSignature(name: "latency", dimension: .duration, direction: .atMost)
    static let ratio = MetricSignature(name: "coverage.overall", dimension: .ratio, direction: .atLeast)
    static let count = MetricSignature(name: "findings.high", dimension: .count, direction: .atMost)

    static func error(_ text: String, for signature: MetricSignature) -> CriteriaError? {
        do {
            _ = try Phrase.parse(text, for: signature)
            return nil
        } catch { return error }
    }

    static func expect(_ error: CriteriaError?, _ wanted: Case) {
        #expect(error?.column == wanted.column, "\(wanted.text): \(String(describing: error))")
        #expect(error?.length == wanted.length, "\(wanted.text): \(String(describing: error))")
        #expect(error?.suggestion == wanted.suggestion, "\(wanted.text): \(String(describing: error))")
    }

    @Test(
        "a duration without its unit, or compared with something else, is an error that says what to write",
        arguments: [
            Case("p95 < 100", 7, 3, "100ms"), Case("< 60", 3, 2, "60s"), Case("60", 1, 2, "60s"),
            Case("< 100msec", 6, 4, "ms"), Case("< 100 msec", 7, 4, "ms"), Case("= 5ms", 1, 1, "=="),
            Case("≤ 5ms", 1, 1, "<="), Case("  => 5ms", 3, 2, ">="), Case("> 5%", 3, 2, "baseline * 1.05"),
            Case("< previous - 5%", 3, 13, "previous * 0.95"), Case("avrg < 5ms", 1, 4, "avg"),
            Case("< 5GB", 3, 3, nil), Case("< 2x", 3, 2, "2x_baseline"), Case("> 2x_basline", 4, 9, "x_baseline"),
            Case("2x_baseline", 1, 11, "<= 2x_baseline"), Case("< 5ms && > 1ms", 7, 2, nil),
            Case("< (5ms", 3, 1, nil), Case("< 5ms)", 6, 1, nil), Case("< 5ms 7", 7, 1, nil), Case("<", 2, 1, nil),
            Case("", 1, 1, nil), Case("true", 1, 4, nil), Case("no findings", 1, 11, nil),
            Case("maintained", 1, 10, nil), Case("< .5s", 3, 1, "0."), Case("not_increasing", 1, 14, "<= baseline"),
        ]
    )
    func durations(wanted: Case) { Self.expect(Self.error(wanted.text, for: Self.duration), wanted) }

    @Test(
        "a share without its percent sign or a misspelt word is an error that says what to write",
        arguments: [
            Case(">= 80", 4, 2, "80%"), Case("80", 1, 2, "80%"), Case("not_decresing", 1, 13, "not_decreasing"),
            Case("coverage.overall >= 80%", 1, 23, ">= 80%"), Case("overall >= 80%", 1, 14, ">= 80%"),
            Case("99% pass", 1, 8, ">= 99%"), Case("100 pass", 5, 4, nil), Case("> 100ms", 3, 5, nil),
            Case("not_decreasing - 1%", 16, 4, "within 0.5 points"), Case("not_decreasing within 1", 23, 1, "1%"),
            Case("not_decreasing within 1s", 23, 2, nil), Case(">= 80 percent", 7, 7, "%"),
            Case(">= 1e999%", 4, 5, nil), Case("\u{65}\u{301}\u{301} >= 5%", 1, 1, nil),
            Case(">= baselin", 4, 7, "baseline"), Case(">= 80% pass now", 8, 8, nil),
        ]
    )
    func ratios(wanted: Case) { Self.expect(Self.error(wanted.text, for: Self.ratio), wanted) }

    @Test(
        "a count with a unit or a comma is an error that says what to write",
        arguments: [
            Case("< 5%", 3, 2, "5"), Case("< 10,000", 3, 6, "10000"), Case("< 0,5", 3, 3, "0.5"),
            Case("no finding", 1, 10, "no findings"), Case("0 days", 1, 6, nil), Case("< 5 and > 1", 5, 3, "&&"),
            Case("== 'high'", 4, 6, nil), Case("100% pass", 1, 9, nil),
        ]
    )
    func counts(wanted: Case) { Self.expect(Self.error(wanted.text, for: Self.count), wanted) }

    @Test(
        "a wrong condition is an error that says where and what to write",
        arguments: [
            Case("branhc == 'main'", 1, 6, "branch"), Case("branch = 'main'", 8, 1, "=="),
            Case("branch == main", 11, 4, "'main'"), Case("branch == 'main", 11, 5, nil),
            Case("branch == ‘main’", 11, 1, "'"), Case("branch < 'main'", 8, 1, "=="),
            Case("branch == 'main' | manual_trigger", 18, 1, "||"),
            Case("branch == 'main' or manual_trigger", 18, 2, "||"), Case("not manual_trigger", 1, 3, "!"),
            Case("coverage", 1, 8, nil), Case("coverage && manual_trigger", 1, 8, nil), Case("!coverage", 2, 8, nil),
            Case("execution_time > previous - 5%", 18, 13, "previous * 0.95"),
            Case("execution_time > previous + 10%", 18, 14, "previous * 1.1"),
            Case("execution_time > 5%", 18, 2, "previous * 1.05"),
            Case("execution_time > (1s) + (previous) - 5%", 18, 22, "((1s) + (previous)) * 0.95"),
            Case("execution_time > (1s + previous) - 5%", 18, 20, "(1s + previous) * 0.95"),
            Case("execution_time > coverage", 18, 8, nil), Case("execution_time * execution_time > 1s", 1, 31, nil),
            Case("previous < 5%", 1, 8, "previous(artifact)"), Case("1% < coverage < 5%", 15, 1, "&& coverage <"),
            Case("coverage / flaky_rate > previous", 25, 8, "previous(coverage)"),
            Case("execution_time / previous > 1.5", 29, 3, "150%"), Case("p95(branch) > 1", 1, 3, nil),
            Case("mxa(latency.api) > 1s", 1, 3, "max"), Case("pervious(coverage) > 1%", 1, 8, "previous"),
            Case("(manual_trigger", 1, 1, nil), Case("manual_trigger)", 15, 1, nil), Case("@", 1, 1, nil),
            Case("🏁🏁 == 1", 1, 1, nil), Case("é == 1", 1, 1, nil), Case("   ", 1, 1, nil),
        ]
    )
    func conditions(wanted: Case) {
        do {
            let expression = try Expression.parse(wanted.text, names: RandomExpressions.names, as: .boolean)
            Issue.record("\(wanted.text) was read as \(expression)")
        } catch { Self.expect(error, wanted) }
    }

    @Test("an error names the offending text")
    func messages() {
        #expect(
            Self.error("p95 < 100", for: Self.duration)?.description
                == #"column 7: "100" has no unit, and "p95" of "latency" is a duration; did you mean "100ms"?"#
        )
        #expect(
            Self.error("> 5%", for: Self.duration)?.message == #""5%" is a ratio and "latency" is a duration"#
        )
    }

    @Test(
        "nesting without end, a chain without end and a text without end are errors",
        arguments: ["(", "!", "-", "coverage+", "manual_trigger||", "p95(", "previous(", "'"]
    )
    func boundedDepth(piece: String) {
        for repetitions in [1_000, 100_000] {
            #expect(throws: CriteriaError.self) {
                try Expression.parse(String(repeating: piece, count: repetitions), names: RandomExpressions.names)
            }
        }
    }
}
