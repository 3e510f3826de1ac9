package import Core

/// What became of one test, or of one step that is one piece.
package enum Choice: Sendable, Hashable {
    case chosen([Ground])
    /// Completes "not selected: …".
    case omitted(reason: String)

    package var isChosen: Bool { if case .chosen = self { true } else { false } }

    package var grounds: [Ground] { if case .chosen(let grounds) = self { grounds } else { [] } }
}

/// Which tests a change needs, and why.
package struct Selection: Sendable {
    package var changes: Changes
    package var steps: [StepWork]
    package var items: [WorkItem]
    /// One for each item.
    package var choices: [Choice]
    /// Why everything runs; nil where the choice is by file.
    package var whole: String?
    package var components: [String] = []
    package var pairs: [String] = []
    package var criticalPaths: [String] = []
    /// How many tests have a proof of what they depend on.
    package var proven = 0
    package var risk: RiskScore?
    /// What earlier runs tell of the tests, by place.
    package var past: [Int: ItemPast] = [:]
    /// What was known of what tests touch.
    package var map: MapView?

    init(_ input: SelectionInput, items: [WorkItem], choices: [Choice], whole: String? = nil) {
        changes = input.changes
        steps = input.steps
        self.items = items
        self.choices = choices
        self.whole = whole
    }

    /// Of a project that lists no test: whatever there is has to run.
    package init(everything reason: String, changes: Changes) {
        self.init(SelectionInput(changes: changes, steps: []), items: [], choices: [], whole: reason)
    }

    package func name(_ item: WorkItem) -> String { item.test ?? steps[item.step].name }

    /// Places of what is chosen: the strongest grounds first, as listed among equals.
    package var chosen: [Int] {
        let weights = choices.map { Ground.weight($0.grounds) }
        return items.indices.filter { choices[$0].isChosen }.sorted {
            weights[$0] == weights[$1] ? $0 < $1 : weights[$0] > weights[$1]
        }
    }

    package var omitted: [Int] { items.indices.filter { !choices[$0].isChosen } }

    /// What is measured, of all that there is: steps that only prepare others' work are none of it.
    package var counts: (chosen: Int, total: Int) {
        let tests = items.indices.filter { !steps[items[$0].step].prepares }
        return (tests.count { choices[$0].isChosen }, tests.count)
    }

    /// For a run in which everything runs all the same, what would have been left out.
    package var shadow: SelectionRecord? {
        guard var record = work.record else { return nil }
        (record.shadowed, record.omissions, record.isShadow) = (record.omissions, [], true)
        return record
    }

    /// As a plan takes it.
    package var work: SelectedWork {
        var work = SelectedWork()
        var omissions: [SelectionRecord.Omission] = []
        for (index, step) in steps.enumerated() {
            let own = items.indices.filter { items[$0].step == index }
            let left = own.filter { !choices[$0].isChosen }
            guard let first = left.first, case .omitted(let reason) = choices[first] else { continue }
            var omission = SelectionRecord.Omission(
                step: step.name,
                kind: step.kind,
                count: left.count,
                reason: reason
            )
            if left.count == own.count {
                work.omitted[step.name] = reason
            } else {
                work.tests[step.name] = own.filter { choices[$0].isChosen }.compactMap { items[$0].test }
                omission.tests = left.compactMap { items[$0].test }
            }
            if !step.prepares { omissions.append(omission) }
        }
        let counts = counts
        work.record = SelectionRecord(
            base: changes.base,
            changed: changes.files.count,
            whole: whole,
            chosen: counts.chosen,
            total: counts.total,
            omissions: omissions
        )
        work.record?.risk = risk?.score
        return work
    }
}
