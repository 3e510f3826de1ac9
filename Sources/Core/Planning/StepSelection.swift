import Criteria

/// Which steps `--only` means: words that name steps, stages, kinds, or patterns of step names, and filters among those.
struct StepSelection {
    let stages: [Stage]
    let steps: [String: Step]
    /// How steps ended in the run before, for `s:failed`.
    var earlier: [String: StepOutcome] = [:]
    /// What a step of the configuration has become.
    var members: [String: [String]] = [:]

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

    /// With every step that would have to end before one of the chosen: those that it depends on, the one before it in
    /// a stage that runs in order, all of the stages that its stage waits for, and so on.
    ///
    /// Gates are no need of a step.
    func withNeeds(_ chosen: Set<String>, waits: [[Int]]) -> Set<String> {
        var places: [String: (stage: Int, place: Int)] = [:]
        for (index, stage) in stages.enumerated() {
            for (place, name) in stage.steps.enumerated() { places[name] = (index, place) }
        }
        var all = chosen
        var open = Array(chosen)
        var seen: Set<Int> = []
        while let name = open.popLast() {
            guard let (stage, place) = places[name] else { continue }
            var needs = (steps[name]?.dependencies ?? []).flatMap { members[$0] ?? [$0] }
            if !stages[stage].parallel { needs += before(place, in: stages[stage].steps) }
            var waiting = [stage]
            while let index = waiting.popLast() {
                guard seen.insert(index).inserted else { continue }
                needs += waits[index].flatMap { stages[$0].steps }
                waiting += waits[index]
            }
            for need in needs where all.insert(need).inserted { open.append(need) }
        }
        return all.filter { chosen.contains($0) || steps[$0]?.isBuiltIn == false }
    }

    /// With every step whose success one of the chosen asks for, by its own `depends_on` or by that of its stage, and so on;
    /// what only runs before it does not matter on another machine.
    func withStatedNeeds(_ chosen: Set<String>) -> Set<String> {
        var homes: [String: Stage] = [:]
        for stage in stages { for name in stage.steps { homes[name] = stage } }
        let byName = Dictionary(stages.map { ($0.name, $0) }) { first, _ in first }
        var all = chosen
        var open = Array(chosen)
        while let name = open.popLast() {
            var needs = (steps[name]?.dependencies ?? []).flatMap { members[$0] ?? [$0] }
            if case .named(let names)? = homes[name]?.dependencies {
                needs += names.flatMap { byName[$0]?.steps ?? [] }
            }
            for need in needs where all.insert(need).inserted { open.append(need) }
        }
        return all.filter { steps[$0]?.isBuiltIn == false }
    }

    /// The nearest step before a place that is not a unit of the same one, with its other units.
    private func before(_ place: Int, in names: [String]) -> [String] {
        let own = steps[names[place]]?.origin
        guard let last = names[..<place].lastIndex(where: { steps[$0]?.origin != own }) else { return [] }
        let origin = steps[names[last]]?.origin
        return names[...last].reversed().prefix { steps[$0]?.origin == origin }
    }

    private var listed: [String] { stages.flatMap(\.steps) }

    /// A list with commas, unless some step is really called so.
    private func separate(_ word: String) -> [String] {
        guard word.contains(","), steps(named: word).isEmpty else { return [word] }
        return word.split(separator: ",").map { String($0.drop { $0 == " " }) }
    }

    /// What has the name itself comes before what the name stands for; `stage:` and `kind:` say which is meant.
    private func steps(named word: String) -> [String] {
        if let units = members[word] { return units }
        if listed.contains(word) { return [word] }
        if let name = word.suffix(behind: "stage:") { return stage(name) }
        if let name = word.suffix(behind: "kind:") { return kind(name) }
        let inStage = stage(word)
        if !inStage.isEmpty { return inStage }
        let ofKind = kind(word)
        if !ofKind.isEmpty || !word.contains(where: { "*?[{".contains($0) }) { return ofKind }
        let glob = Glob(word)
        return listed.filter { name in glob.matches(name) || steps[name].map { glob.matches($0.origin) } ?? false }
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

extension Pipeline {
    /// The step that a name such as `suite [1/2]` is a part of; any other word as it is.
    package func stepOfPart(_ word: String) -> String {
        guard word.hasSuffix("]"), steps[word] == nil, let range = word.firstRange(of: " [") else { return word }
        let name = String(word[..<range.lowerBound])
        let origin =
            name.hasSuffix(")") ? name.firstRange(of: " (").map { String(name[..<$0.lowerBound]) } ?? name : name
        return steps[origin]?.tests == nil ? word : name
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
