import Core

/// Decides which tests a change needs: whatever is not proven to be independent of it runs.
package struct Selector {
    let input: SelectionInput
    let items: [WorkItem]
    let rules: AllRules
    let areas: Areas
    let hints: Hints
    let changed: [String: ChangedFile]
    let unskippable: [Glob]
    let critical: Set<Int32>
    /// By step, a changed file that its command names.
    let named: [String?]
    /// What recordings say of each item; empty where there are none.
    let answers: [MapView.Answer]

    package init(_ input: SelectionInput) {
        self.input = input
        let items = input.items
        self.items = items
        rules = AllRules(input)
        areas = Areas(input)
        hints = Hints(input, items)
        changed = Dictionary(input.changes.files.map { ($0.path, $0) }) { first, _ in first }
        named = input.steps.map { step in
            input.changes.files.first { step.named.contains($0.path) }?.path
        }
        unskippable = input.settings.unskippable.map { Glob($0) }
        let areas = areas
        critical =
            areas.criticalPaths.isEmpty ? [] : input.map?.places(where: areas.isOnCriticalPath) ?? []
        answers =
            input.map.map { map in
                items.map { map.answer(step: input.steps[$0.step].name, test: $0.test) }
            } ?? []
    }

    package func select() -> Selection {
        var selection: Selection
        if let reason = rules.reason ?? unknownFile {
            let all = Choice.chosen([Ground(.unproven, 1, reason)])
            selection = Selection(input, items: items, choices: items.map { _ in all }, whole: reason)
        } else {
            let proofs = items.indices.map(proof)
            var choices = zip(items, proofs).enumerated().map { choice($1.0, $0, $1.1) }
            addNeeds(&choices)
            addSample(&choices)
            selection = Selection(input, items: items, choices: choices)
            selection.proven = proofs.count { $0.holds }
            if selection.proven == 0, !input.settings.trustsHints, choices.allSatisfy(\.isChosen) {
                selection.whole = "nothing tells what the tests depend on: `assay run --learn` records it"
            }
        }
        selection.map = input.map
        selection.components = areas.components
        selection.criticalPaths = areas.criticalPaths
        selection.pairs =
            input.steps.flatMap(\.pairs).filter { !areas.affected($0).isEmpty }.map { "\($0.from)→\($0.to)" }
            .unique
        return selection
    }

    // MARK: One test

    private func choice(_ item: WorkItem, _ index: Int, _ proof: Proof) -> Choice {
        let step = input.steps[item.step]
        var grounds: [Ground] = []
        if let file = item.file, let change = changed[file] {
            grounds.append(Ground(.itself, 1, change.kind == .added ? "is new" : "has changed itself"))
        }
        grounds += standing(item, step)
        let hinted = hints.grounds(index)
        switch proof {
        case .dependent(let proven):
            return .chosen(grounds + proven + hinted)
        case .independent(let reason):
            let enough = hinted.filter { $0.weight >= Ground.enough }
            return grounds.isEmpty && enough.isEmpty ? .omitted(reason: reason) : .chosen(grounds + hinted)
        case .none(let reason):
            guard input.settings.trustsHints else {
                return .chosen(grounds + hinted + [Ground(.unproven, 1, "nothing tells what it depends on: \(reason)")])
            }
            grounds += regional(item, step)
            // Without a file of its own no hint can be about it.
            if item.file == nil, grounds.isEmpty {
                return .chosen([Ground(.unproven, 1, "nothing tells what it depends on: \(reason)")])
            }
            return grounds.isEmpty && hinted.isEmpty
                ? .omitted(reason: "no import, name or history speaks for it") : .chosen(grounds + hinted)
        }
    }

    /// What makes a test run whatever it depends on.
    private func standing(_ item: WorkItem, _ step: StepWork) -> [Ground] {
        var grounds: [Ground] = []
        let names = [step.name, item.test, item.file].compactMap(\.self)
        if let file = named[item.step] {
            grounds.append(Ground(.declared, 1, "\(file) changed, which its command names"))
        }
        if step.unskippable || unskippable.contains(where: { glob in names.contains { glob.matches($0) } }) {
            grounds.append(Ground(.unskippable, 1, "runs whatever changes (unskippable)"))
        }
        if input.failed.contains(item.test.map { "\(step.name)\n\($0)" } ?? step.name) {
            grounds.append(Ground(.failed, 1, "failed in the last run"))
        }
        if let test = item.test, input.flaky.contains("\(step.name)\n\(test)") {
            grounds.append(Ground(.flaky, 1, "is flaky"))
        }
        if let journey = areas.journey(of: item, in: step) {
            grounds.append(Ground(.criticalPath, 1, "goes through \(journey), a critical path that the change touches"))
        } else if !critical.isEmpty, input.map?.touches(step: step.name, test: item.test, critical) == true {
            grounds.append(Ground(.criticalPath, 1, "touches files of a critical path that the change touches"))
        }
        return grounds
    }

    /// What the place of the change in the system says, where nothing is known of single files.
    private func regional(_ item: WorkItem, _ step: StepWork) -> [Ground] {
        var grounds: [Ground] = []
        if let component = step.component, areas.components.contains(component) {
            grounds.append(Ground(.component, 1, "component \(component) changed"))
        }
        if let pair = areas.pair(of: item, in: step), let end = areas.affected(pair).first {
            grounds.append(Ground(.pair, 1, "goes from \(pair.from) to \(pair.to): \(end) changed"))
        }
        if step.kind == .e2e, !areas.criticalPaths.isEmpty, step.features.isEmpty {
            grounds.append(Ground(.criticalPath, 1, "critical path \(areas.criticalPaths[0]) changed"))
        }
        return grounds
    }

    // MARK: What goes with it

    /// What makes the things that a chosen test works on runs too.
    private func addNeeds(_ choices: inout [Choice]) {
        let byName = Dictionary(input.steps.enumerated().map { ($1.name, $0) }) { first, _ in first }
        var open = Set(items.indices.filter { choices[$0].isChosen }.map { items[$0].step })
        var seen = open
        while let step = open.popFirst() {
            for name in input.steps[step].needs {
                guard let need = byName[name], input.steps[need].prepares, seen.insert(need).inserted else { continue }
                open.insert(need)
                for index in items.indices where items[index].step == need && !choices[index].isChosen {
                    choices[index] = .chosen([Ground(.needed, 1, "\(input.steps[step].name) needs it")])
                }
            }
        }
    }

    /// A run that measures nothing is not green: where the change needs no test, one runs.
    private func addSample(_ choices: inout [Choice]) {
        let tests = items.indices.filter { !input.steps[items[$0].step].prepares }
        guard !tests.contains(where: { choices[$0].isChosen }) else { return }
        let order = TestClass.allCases
        let rank = { (index: Int) in order.firstIndex(of: TestClass(input.steps[items[index].step].kind)) ?? 0 }
        guard let first = tests.min(by: { (rank($0), $0) < (rank($1), $1) }) else { return }
        choices[first] = .chosen([Ground(.sample, 0, "the change needs no test, and a run has to measure something")])
        addNeeds(&choices)
    }
}
