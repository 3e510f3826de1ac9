/// Runs of the past, each judged by the gates of now and by proposed ones.
package struct GateReplay: Sendable, Hashable {
    /// A gate whose verdict differs; nil where one of the two has no such gate.
    package struct Change: Sendable, Hashable {
        package var gate: String
        package var now: Verdict?
        package var proposed: Verdict?

        package init(gate: String, now: Verdict?, proposed: Verdict?) {
            self.gate = gate
            self.now = now
            self.proposed = proposed
        }
    }

    package struct Result: Sendable, Hashable {
        package var run: HistoricRun
        package var now: Verdict
        package var proposed: Verdict
        package var gates: [Change]

        package init(run: HistoricRun, now: Verdict, proposed: Verdict, gates: [Change]) {
            self.run = run
            self.now = now
            self.proposed = proposed
            self.gates = gates
        }
    }

    package var results: [Result]
    /// Runs that tests which cannot be believed have failed, and nothing else.
    private let groundless: Set<String>
    /// When defects came in that users found, in seconds since 1970; nil where nobody tells.
    private let escapes: [Double]?

    /// Weighs what has been judged.
    ///
    /// `groundless`: runs that flaky tests alone have failed.
    /// `issues`: nil where there is no feed of them.
    package init(_ results: [Result], groundless: Set<String> = [], issues: [TrackedIssue]? = nil) {
        self.results = results
        self.groundless = groundless
        escapes = issues.map { $0.filter(\.isEscaped).compactMap(\.introduced) }
    }

    package var changed: [Result] { results.filter { $0.now != $0.proposed } }
    /// Those that are not blocked now.
    package var newlyBlocked: [Result] { results.filter { !$0.now.blocks && $0.proposed.blocks } }
    /// Those that are blocked now.
    package var newlyPassed: [Result] { results.filter { $0.now.blocks && !$0.proposed.blocks } }
    /// Of the newly passed ones those that only flaky tests had failed: no defect gets through.
    package var relieved: [Result] { newlyPassed.filter { groundless.contains($0.run.id) } }

    /// Of the newly blocked ones those that brought in a defect that users found; nil where nobody tells of such.
    package var caught: [Result]? {
        guard let escapes else { return nil }
        let starts = results.map(\.run.started).sorted()
        return newlyBlocked.filter { result in
            let next = starts.first { $0 > result.run.started } ?? .infinity
            return escapes.contains { $0 >= result.run.started && $0 < next }
        }
    }

    /// What it comes to, a line each.
    package var lines: [String] {
        let (blocked, passed) = (newlyBlocked.count, newlyPassed.count)
        let kept = caught.map {
            "\($0.count) of them brought in a defect that users found, the others are false alarms"
        }
        let freed = relieved.count
        return [
            "\(results.count == 1 ? "1 run" : "\(results.count) runs") judged anew, \(changed.count) with another verdict",
            "would be blocked that are not now: \(blocked)"
                + (blocked == 0 ? "" : " (\(kept ?? "false alarms, where those runs were sound"))"),
            "would pass that are blocked now: \(passed)"
                + (passed == 0 ? "" : " (\(freed) by flaky tests alone, \(passed - freed) as escapes)"),
        ]
    }
}
