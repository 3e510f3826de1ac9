import Criteria

/// Which steps `--only` means: words that name steps, stages, kinds, or patterns of step names, and filters among those.
struct StepSelection {
    let stages: [Stage]
    let steps: [String: Step]
    /// How steps ended in the run before, for `s:failed`.
    var earlier: [String: StepOutcome] = [:]

    /// The names of the chosen steps, and what stands against the words.
    func chosen(by words: [String]) -> (names: Set<String>, errors: [PlanError]) {
        var names: Set<String> = []
        var errors: [PlanError] = []
        let filters = words.filter { steps(named: $0).isEmpty && Filter.isFilter($0) }
        let plain = words.filter { !filters.contains($0) }
        for word in plain.flatMap(separate) {
            let found = steps(named: word)
            if found.isEmpty { errors.append(unknown(word)) }
            names.formUnion(found)
        }
        guard !filters.isEmpty else { return (names, errors) }
        let filter = Filter(filters.joined(separator: " "))
        let kept = subjects.filter { (plain.isEmpty || names.contains($0.key)) && filter.matches($0.value) }
        if kept.isEmpty, errors.isEmpty { errors.append(nothing(filters.joined(separator: " "))) }
        return (Set(kept.keys), errors)
    }

    /// Every step that a stage names, as a filter sees it.
    private var subjects: [String: Filter.Subject] {
        var subjects: [String: Filter.Subject] = [:]
        for stage in stages {
            for name in stage.steps {
                guard let step = steps[name] else { continue }
                var fields = ["stage": stage.name, "kind": step.kind.rawValue]
                fields["component"] = step.component
                subjects[name] = Filter.Subject(
                    [name],
                    states: earlier[name]?.filterStates ?? [],
                    tags: [step.kind.rawValue, stage.name] + [step.component].compactMap(\.self),
                    fields: fields
                )
            }
        }
        return subjects
    }

    private func nothing(_ filter: String) -> PlanError {
        let asksForStates = Filter(filter).terms.contains { $0.key == .named("s") }
        let help =
            earlier.isEmpty && asksForStates
            ? "`s:` asks how steps ended in the last run, and there is none"
            : "a filter is words that must all hold: s:failed, @unit, !slow, \"two words\""
        return PlanError("--only '\(filter)' chooses no step of this pipeline", help: help)
    }

    /// With every step that would have to end before one of the chosen: those before it in its stage, and all of the
    /// stages that its stage waits for, and so on.
    ///
    /// Gates are no need of a step.
    func withNeeds(_ chosen: Set<String>, waits: [[Int]]) -> Set<String> {
        var all = chosen
        var open: [Int] = []
        for (index, stage) in stages.enumerated() {
            guard let last = stage.steps.lastIndex(where: chosen.contains) else { continue }
            if !stage.parallel { all.formUnion(stage.steps[..<last]) }
            open += waits[index]
        }
        var seen: Set<Int> = []
        while let index = open.popLast() {
            guard seen.insert(index).inserted else { continue }
            all.formUnion(stages[index].steps)
            open += waits[index]
        }
        return all.filter { chosen.contains($0) || steps[$0]?.isBuiltIn == false }
    }

    private var listed: [String] { stages.flatMap(\.steps) }

    /// A list with commas, unless some step is really called so.
    private func separate(_ word: String) -> [String] {
        guard word.contains(","), steps(named: word).isEmpty else { return [word] }
        return word.split(separator: ",").map { String($0.drop { $0 == " " }) }
    }

    /// What has the name itself comes before what the name stands for; `stage:` and `kind:` say which is meant.
    private func steps(named word: String) -> [String] {
        if listed.contains(word) { return [word] }
        if let name = word.suffix(behind: "stage:") { return stage(name) }
        if let name = word.suffix(behind: "kind:") { return kind(name) }
        let inStage = stage(word)
        if !inStage.isEmpty { return inStage }
        let ofKind = kind(word)
        if !ofKind.isEmpty || !word.contains(where: { "*?[{".contains($0) }) { return ofKind }
        let glob = Glob(word)
        return listed.filter(glob.matches)
    }

    private func stage(_ name: String) -> [String] { stages.first { $0.name == name }?.steps ?? [] }

    private func kind(_ name: String) -> [String] { listed.filter { steps[$0]?.kind.rawValue == name } }

    private func unknown(_ word: String) -> PlanError {
        let names = listed + stages.map(\.name) + Set(listed.compactMap { steps[$0]?.kind.rawValue })
        let meant = Resemblance.nearest(to: word, among: names).map { "did you mean \"\($0)\"? " } ?? ""
        return PlanError(
            word.isEmpty
                ? "--only names nothing" : "--only \"\(word)\" is no step, stage, kind or pattern of this pipeline",
            help: "\(meant)the steps are \(Wording.list(listed, limit: 20))"
        )
    }
}

extension String {
    fileprivate func suffix(behind prefix: String) -> String? {
        hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil
    }
}

extension StepOutcome {
    /// What `s:` finds a step by.
    package var filterStates: [String] {
        switch self {
        case .passed(let tries): tries > 1 ? ["passed", "flaky"] : ["passed"]
        case .found: ["found"]
        case .failed(.timeout, _): ["failed", "timeout"]
        case .failed(.infrastructure, _): ["failed", "error"]
        case .failed: ["failed"]
        case .skipped: ["skipped"]
        case .cancelled: ["cancelled"]
        }
    }
}
