import Core

/// Compares what failed in a run of everything with what would have been left out.
struct MissCount {
    let plan: Plan
    let project: Project
    let tests: [TestObservation]
    let steps: [StepRecord]
    let quarantined: Set<TestKey>

    /// Adds to the record how many of the failures would have been missed, by the kind of their steps.
    func add(to record: inout SelectionRecord) {
        var tallies: [Kind: SelectionRecord.Tally] = [:]
        var seen: Set<String> = []
        let kinds = Dictionary(steps.map { ($0.name, $0.kind) }) { first, _ in first }
        var failing: Set<String> = []
        for test in tests where test.outcome == .failed && !quarantined.contains(test.key) {
            guard let step = test.step, seen.insert("\(step)\n\(test.key.hash)").inserted else { continue }
            failing.insert(step)
            let missed = omission(of: test, step, record.shadowed)
            tallies[kinds[step] ?? .unit, default: SelectionRecord.Tally(kind: kinds[step] ?? .unit)].count(missed)
        }
        // What failed without a report of it fails as a whole: a step, or the part of its tests.
        for step in steps where !failing.contains(step.name) {
            for tests in failedUnits(step) {
                let omission = record.shadowed.first { $0.step == Self.origin(step.name) || $0.step == step.name }
                let isLeft =
                    omission.map { $0.tests.isEmpty || !tests.isEmpty && Set(tests).isSubset(of: $0.tests) } ?? false
                let missed = isLeft ? tests.first ?? step.name : nil
                tallies[step.kind, default: SelectionRecord.Tally(kind: step.kind)].count(missed)
            }
        }
        record.tallies = Kind.allCases.compactMap { tallies[$0] }
    }

    /// The tests of each unit of a step that failed; empty for a step that is one piece.
    private func failedUnits(_ step: StepRecord) -> [[String]] {
        plan.steps.filter { $0.step.whole == step.name }.compactMap { planned in
            let part = planned.step.unit?.part
            let own = part.flatMap { part in step.parts.first { $0.title == part.title } }?.outcome ?? step.outcome
            guard case .failed(let failure, _) = own, isOfTests(failure) else { return nil }
            return part?.tests ?? []
        }
    }

    private func isOfTests(_ failure: StepOutcome.Failure) -> Bool {
        switch failure {
        case .exit, .signal, .timeout: true
        case .infrastructure, .gates: false
        }
    }

    /// What the test is called that would have been left out; nil where it would have run.
    private func omission(of test: TestObservation, _ step: String, _ shadowed: [SelectionRecord.Omission]) -> String? {
        let origin = Self.origin(step)
        guard let omission = shadowed.first(where: { $0.step == origin || $0.step == step }) else { return nil }
        if omission.tests.isEmpty { return test.key.name }
        let directory = project.pipeline.steps[omission.step]?.directory ?? ""
        let folder = directory.isEmpty || directory == "." || directory.hasSuffix("/") ? directory : directory + "/"
        let places = TestPlaces(omission.tests, folder: folder == "." ? "" : folder)
        guard let file = places.listed(test.key) else { return nil }
        return omission.tests.contains { $0 == file || $0.hasPrefix(file + "::") && $0.hasSuffix(test.key.name) }
            ? file : nil
    }

    /// A step without its cell: `e2e (chrome)` is of `e2e`.
    private static func origin(_ name: String) -> String {
        name.hasSuffix(")") ? name.firstRange(of: " (").map { String(name[..<$0.lowerBound]) } ?? name : name
    }
}
