import Configuration
import Core
import Criteria
import Testing

@Suite("sibling keys of criteria")
struct QualifierConfigurationTests {
    private func qualifiers(_ lines: String..., gate: String = "") throws -> Qualifiers {
        let beside = lines.map { "      \($0)" }.joined(separator: "\n")
        let loaded = load(
            """
            coverage_gate:
              criteria:
                overall:
                  trend: not_decreasing
            \(beside)
            \(gate)
            """
        )
        try #require(loaded.diagnostics == [])
        return try #require(loaded.project?.gates.first?.criteria.first?.qualifiers)
    }

    @Test(
        "baseline names the runs",
        arguments: [
            ("{last_passed: true}", BaselineChoice(runs: .lastPassed)),
            ("{pinned: 20261122-150405-a1b2}", BaselineChoice(runs: .pinned("20261122-150405-a1b2"))),
            ("{branch: main, median_of: 5}", BaselineChoice(branch: "main", runs: .medianOf(5))),
            ("{branch: main}", BaselineChoice(branch: "main")),
        ]
    )
    func baseline(text: String, expected: BaselineChoice) throws {
        #expect(try qualifiers("baseline: \(text)").baseline == expected)
    }

    @Test("on_missing and require are taken, one condition or several; a gate's hold besides a criterion's own")
    func others() throws {
        let own = try qualifiers(
            "on_missing: fail",
            "require: [coverage.lines > 10%, requests >= 5]",
            gate: "  require: duplication.lines < 50%"
        )
        #expect(own.onMissing == .fail)
        #expect(own.require.map(\.description).count == 3)
        #expect(own.require.first?.description.contains("duplication.lines") == true)
    }

    @Test(
        "what cannot be meant is an error at its place",
        arguments: [
            ("baseline: {}", "says nothing"), ("baseline: {last_passed: false}", "says nothing"),
            ("baseline: {pinned: a, median_of: 3}", "only one of"),
            ("baseline: {pinned: a, branch: main}", "a pinned run is one run"),
            ("baseline: {median_of: 0}", "0"), ("on_missing: pass", "pass"),
            ("require: coverage.lines > 10ms", "10ms"), ("require: coverage.lines", "not a condition"),
        ]
    )
    func errors(line: String, words: String) {
        let loaded = load("coverage_gate:\n  criteria:\n    overall:\n      trend: not_decreasing\n      \(line)\n")
        let errors = loaded.lines(.error)
        #expect(errors.count == 1, "\(errors)")
        #expect(errors.first?.hasPrefix("5:") == true && errors.first?.contains(words) == true, "\(errors)")
    }

    @Test("a metric that cannot be compared is an error where it stands, with what was meant")
    func comparedMetrics() {
        let loaded = load(
            "performance_gate:\n  baseline_comparison:\n    threshold: 5%\n    metrics: [response_times, throughput]\n"
        )
        #expect(
            loaded.lines(.error)
                == ["4:15 'response_times' cannot be compared with earlier runs [response_time]"]
        )
    }

    @Test("a service may be called like a qualifier")
    func serviceNames() throws {
        let loaded = load(
            "performance_gate:\n  criteria:\n    response_times:\n      baseline: {p95: '< 1s'}\n      web: {p95: '< 1s'}\n"
        )
        #expect(loaded.diagnostics == [])
        let paths = try #require(loaded.project?.gates.first?.criteria.map(\.path))
        #expect(Set(paths) == ["response_times.baseline.p95", "response_times.web.p95"])
    }

    @Test("the validation matrix takes the qualifiers of its gate")
    func matrix() throws {
        let loaded = load(
            "integration_gate:\n  validation_matrix:\n    - {from: a, to: b, tests: c}\n  on_missing: error\n"
        )
        #expect(loaded.diagnostics == [])
        #expect(loaded.project?.gates.first?.criteria.first?.qualifiers.onMissing == .error)
    }
}
