import Core
import Criteria
import Testing

@Suite("Aggregates of one metric")
struct AggregateTests {
    private func report(_ values: [String: Double], doubt: String? = nil) -> Report {
        var report = Report(path: "cpu.json", format: "prometheus")
        report.measurements = values.sorted { $0.key < $1.key }.map { name, value in
            Measurement(
                metric: "resource_utilization.cpu_usage",
                value: value,
                dimension: .ratio,
                labels: ["aggregate": name],
                samples: 100,
                provenance: [report.provenance],
                doubt: doubt
            )
        }
        return report
    }

    private func verdict(_ phrase: String, _ report: Report) throws -> CriterionVerdict {
        let criterion = try Given.criterion(.performance, "resource_utilization.cpu_usage", phrase)
        return Given.judge(criterion, .performance, [report])
    }

    @Test(
        "a phrase picks the aggregate that it names; CPU and memory are p95 where it names none",
        arguments: [
            ("< 70%", Verdict.pass), ("p95 < 70%", .pass), ("max < 70%", .fail), ("avg < 40%", .pass),
            ("p99.9 < 70%", .notEvaluated),
        ]
    )
    func picked(_ phrase: String, _ expected: Verdict) throws {
        let report = report(["p50": 0.3, "p95": 0.6, "max": 0.9, "avg": 0.35])
        #expect(try verdict(phrase, report).verdict == expected)
    }

    @Test("every stated metric has its aggregate picked; where it is missing, the reason names those that are there")
    func missing() throws {
        func judged(_ phrase: String) throws -> CriterionVerdict {
            let criterion = try Given.criterion(.codeQuality, "code_complexity.cyclomatic_complexity", phrase)
            let reports = [("p50", 3.0), ("max", 30)].map { name, value in
                Given.metric("code_complexity.cyclomatic_complexity", value, .count, labels: ["aggregate": name])
            }
            return Given.judge(criterion, .codeQuality, reports)
        }
        #expect(try judged("p50 < 10").verdict == .pass)
        #expect(try judged("max < 10").verdict == .fail)
        let reason = try judged("p99 < 10").cells[0].judgement.reason
        let holds = "metrics.json holds max, p50 of code_complexity.cyclomatic_complexity"
        #expect(reason?.hasPrefix("\(holds), and no p99") == true)
        #expect(try judged("< 10").cells[0].judgement.reason?.hasPrefix("\(holds), and the phrase says none") == true)
    }

    @Test("a doubtful value is inconclusive whether it holds or not, and the doubt is the reason")
    func doubt() throws {
        for value in [0.1, 0.9] {
            let verdict = try verdict("< 70%", report(["p95": value], doubt: "no value for 20% of the time"))
            #expect(verdict.verdict == .inconclusive)
            #expect(verdict.cells[0].judgement.reason == "no value for 20% of the time")
        }
    }

    @Test("plain numbers become the target's metric in its unit; what says its unit keeps it")
    func restated() {
        var report = Given.metric("container_cpu", 45, .count)
        report.restate(as: MetricTarget(metric: "resource_utilization.cpu_usage", dimension: .ratio, unit: .percent))
        #expect(report.measurements.first?.metric == "resource_utilization.cpu_usage")
        #expect(report.measurements.first?.value == 0.45)
        #expect(report.measurements.first?.dimension == .ratio)
        #expect(report.measurements.first?.notes == ["stated as container_cpu"])
        var said = Given.metric("cpu_ratio", 0.45, .ratio)
        said.restate(as: MetricTarget(metric: "resource_utilization.cpu_usage", dimension: .ratio, unit: .percent))
        #expect(said.measurements.first?.value == 0.45)
    }

    @Test("a plain number for a share is refused until a person says what it is in", arguments: [55.0, 0.98])
    func plainShare(_ value: Double) {
        var report = Given.metric("lint_pass", value, .count)
        report.restate(as: MetricTarget(metric: "linting.pass_rate", dimension: .ratio))
        #expect(report.status == .error)
        #expect(report.measurements == [])
        #expect(report.messages.first?.text.contains(#"`unit: "%"` or `unit: ratio`"#) == true)
        var said = Given.metric("lint_pass", value, .count)
        said.restate(as: MetricTarget(metric: "linting.pass_rate", dimension: .ratio, isUnitSaid: true))
        #expect(said.status == (value > 1 ? .error : .ok))
    }

    @Test("a value of another dimension cannot be the metric")
    func wrongDimension() {
        var report = Given.metric("lag_seconds", 2, .duration)
        report.restate(as: MetricTarget(metric: "resource_utilization.cpu_usage", dimension: .ratio))
        #expect(report.status == .error)
        #expect(report.measurements == [])
        #expect(report.messages.first?.text.hasPrefix("states lag_seconds as a duration") == true)
    }
}
