import Criteria

/// What the tests of a run come to by themselves: at least one ran, and none failed.
struct TestJudge {
    /// The tests of steps that may not fail, or all of them where no step may.
    private let merged: MergedTests
    /// Those of the steps that are allowed to fail: a failure of theirs is a warning, and a pass no evidence.
    private let tolerated: MergedTests?
    private let steps: [StepRecord]

    init(_ evidence: Evidence, _ steps: [StepRecord]) {
        self.steps = steps
        // What an earlier run executed, this one did not.
        let isOwn = !evidence.reports.contains { $0.carried != nil }
        guard steps.contains(where: \.allowFailure) || !isOwn else {
            merged = evidence.tests
            tolerated = nil
            return
        }
        let reports = evidence.reports.filter { $0.tests != nil && $0.carried == nil }
        merged = MergedTests(reports: reports.filter { !steps.tolerate($0.step) })
        tolerated = MergedTests(reports: reports.filter { steps.tolerate($0.step) })
    }

    /// Whether any report is one of tests, whatever is in it.
    var areReported: Bool { !merged.provenance.isEmpty }

    var judgement: Judgement {
        let tally = merged.tally
        guard tally.executed > 0 else { return .notEvaluated(reason: reason) }
        let proof = Proof(
            Measurement(
                metric: "tests.pass_rate",
                value: Double(tally.passed) / Double(tally.executed),
                dimension: .ratio,
                samples: tally.executed,
                provenance: merged.provenance,
                offenders: Self.failing(merged).map { Measures.offender($0.test) },
                notes: notes
            )
        )
        return tally.failed + tally.errors > 0 ? .fail(proof) : .pass(proof)
    }

    /// Failed tests are red whatever the gates say; those of a step that may fail are a warning.
    var problems: [Problem] {
        [
            problem(merged, .fail, "tests failed", first: { !$0.outcome.passed }),
            tolerated.flatMap { problem($0, .warn, "tests of steps that may fail failed", first: { _ in true }) },
        ].compactMap(\.self)
    }

    private func problem(
        _ tests: MergedTests,
        _ verdict: Verdict,
        _ words: String,
        first: (StepRecord) -> Bool
    ) -> Problem? {
        let bad = tests.tally.failed + tests.tally.errors
        guard bad > 0 else { return nil }
        let failing = Self.failing(tests)
        // The step of a test that failed: among several the one that says so itself.
        let names = (failing.map(\.provenance) + tests.provenance).compactMap(\.step)
        let step = names.first { name in steps.contains { $0.name == name && first($0) } } ?? names.first
        return Problem(
            verdict,
            "\(bad) of \(tests.tally.executed) \(words)",
            detail: failing.prefix(3).map { Self.words(Measures.offender($0.test)) }.joined(separator: "; "),
            remedy: step.map { "reproduce with `assay run --only \($0)`" },
            step: step
        )
    }

    private static func failing(_ tests: MergedTests) -> [MergedTests.Entry] {
        tests.entries(atMost: Measures.offenderLimit) { test, _ in test.status == .failed || test.status == .error }
    }

    /// The test, its place, and the first line of what it says.
    private static func words(_ offender: Offender) -> String {
        let place = offender.file.map { " (\($0)\(offender.line.map { ":\($0)" } ?? ""))" } ?? ""
        let message = offender.detail?.split(whereSeparator: \.isNewline).first.map { ": \($0)" } ?? ""
        return offender.name + place + message
    }

    /// Why nothing was executed, as far as the reports tell.
    private var reason: String {
        let files = merged.provenance.map(\.file)
        let named = files.prefix(3).joined(separator: ", ") + (files.count > 3 ? " and \(files.count - 3) more" : "")
        let skipped = merged.tally.skipped
        if skipped > 0 {
            return
                "\(Measures.plural(skipped, "test")) of \(named) \(skipped == 1 ? "was" : "were") skipped, none executed"
        }
        if !files.isEmpty { return "\(named) \(files.count == 1 ? "holds" : "hold") no test" }
        if let tolerated, tolerated.tally.executed > 0 {
            return "the only tests that ran are those of steps that are allowed to fail"
        }
        return "no test report holds an executed test; name the reports of each step in `reports:`"
    }

    /// A test that passed only at a later try is green, and named: other results of it stand in the same reports.
    private var notes: [String] {
        guard merged.tally.flaky > 0 else { return [] }
        let names = merged.entries(atMost: 5) { test, _ in test.flaky }.map(\.test.title)
        let more = merged.tally.flaky - names.count
        let listed = names.joined(separator: ", ") + (more > 0 && !names.isEmpty ? " and \(more) more" : "")
        let words = "\(Measures.plural(merged.tally.flaky, "test")) passed only after a failed try"
        return [names.isEmpty ? words : "\(words): \(listed)"]
    }
}

extension [StepRecord] {
    /// Whether the step of that name is allowed to fail.
    func tolerate(_ step: String?) -> Bool { first { $0.name == step }?.allowFailure ?? false }
}
