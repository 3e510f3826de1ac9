package import Core
import Criteria
package import Scanning

/// What `assay mock` tells of itself: which mocks were called, what was really injected, and whether expectations were met.
package enum MockReportImporter: Importer {
    package static let format = FormatDescription(id: "assay-mock", title: "Assay mock report", feeds: .metrics)

    package static func recognises(_ head: DocumentHead) -> Bool { head.member("assay_mock") != nil }

    package static func read(
        _ bytes: Bytes,
        into report: inout Report,
        options: ReadOptions
    ) throws(ScanError) {
        let document = try JSON(parsing: bytes)
        let json = try JSONReader(bytes)
        guard document["assay_mock"]?.int == 1 else {
            throw json.error("this version of a mock's report is not known; it must be 1", at: 0)
        }
        guard let requests = document["requests"], let total = requests["total"]?.int,
            let dependencies = document["dependencies"]?.array
        else { throw json.error("a mock's report says 'requests' and 'dependencies'", at: 0) }
        report.tool = "assay mock"
        let name = document.text("name", limit: 256) ?? "mock"
        if total == 0 { report.warn("the mock '\(name)' was never called") }
        if let count = requests["ambiguous"]?.int, count > 0 {
            report.warn("\(count) requests matched two stubs equally; the first of the file answered")
        }
        if let count = requests["refusals"]?.int, count > 0 {
            report.note(
                "the port was closed \(count == 1 ? "once" : "\(count) times") on purpose; who was refused then cannot be seen, "
                    + "and counts as no injected fault"
            )
        }
        report.measurements = dependencies.flatMap { measurements($0, report.provenance) }
        let unnamed = dependencies.contains { $0.text("name") == nil && ($0["hits"]?.int ?? 0) > 0 }
        if unnamed {
            report.warn("some stubs do not say for which dependency they stand; say `dependency` in the stub file")
        }
        tests(document, name, options, bytes, into: &report)
    }

    private static func measurements(_ dependency: JSON, _ provenance: Provenance) -> [Measurement] {
        guard let name = dependency.text("name", limit: 256), !name.isEmpty else { return [] }
        func measurement(_ metric: MetricID, _ count: Int?, _ labels: Labels) -> Measurement? {
            guard let count, count > 0 else { return nil }
            return Measurement(
                metric: metric,
                value: Double(count),
                dimension: .count,
                labels: labels,
                samples: count,
                provenance: [provenance]
            )
        }
        let faults = (dependency["faults"]?.object ?? []).map { fault in
            measurement(
                "external_dependencies.faults_injected",
                fault.value.int,
                ["dependency": name, "fault": Text.clean(fault.key, limit: 40)]
            )
        }
        let calls = [
            measurement("external_dependencies.mock_hits", dependency["hits"]?.int, ["dependency": name]),
            measurement("external_dependencies.real_egress", dependency["real"]?.int, ["dependency": name]),
        ]
        return (calls + faults).compactMap { $0 }
    }

    /// Expectations are test cases; so is each request that nobody knew, which is a failure.
    private static func tests(
        _ document: JSON,
        _ name: String,
        _ options: ReadOptions,
        _ bytes: Bytes,
        into report: inout Report
    ) {
        let suite = "mock \(name)"
        var tests = TestCollector(options, bytes, Self.self)
        for expectation in document["expectations"]?.array ?? [] {
            let stub = expectation.text("stub", limit: 256) ?? "unnamed"
            let (wanted, calls) = (expectation.text("expected", limit: 80) ?? "", expectation["calls"]?.int ?? 0)
            let isMet = expectation["met"]?.bool == true
            tests.add(
                TestCase(
                    suite: suite,
                    className: suite,
                    name: "\(stub) is called: \(wanted)",
                    status: isMet ? .passed : .failed,
                    message: isMet ? nil : "expected \(wanted), called \(calls)"
                )
            )
        }
        let misses = document["unmatched"]?.array ?? []
        for miss in misses {
            let what = [miss.text("method", limit: 20), miss.text("path", limit: 256)].compactMap { $0 }
            tests.add(
                TestCase(
                    suite: suite,
                    className: suite,
                    name: "no stub for \(what.joined(separator: " "))",
                    status: .failed,
                    message: miss.text("problem", limit: 2_000)
                )
            )
        }
        let declared = (document["requests"]?["unmatched"]?.int ?? 0) + (document["requests"]?["invalid"]?.int ?? 0)
        if misses.isEmpty, declared > 0 {
            tests.problem(
                "requests that no stub matched",
                suite: suite,
                .failed,
                message: "\(declared) of them, not listed"
            )
        }
        if tests.tally.total > 0 { tests.finish(into: &report) }
    }
}
