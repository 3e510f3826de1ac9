import Core

extension Selector {
    /// What is known for sure of what a test depends on.
    enum Proof {
        /// A change of other files than these does not matter to it.
        case independent(reason: String)
        case dependent([Ground])
        /// The reason completes "nothing tells what it depends on: …".
        case none(reason: String)

        var holds: Bool { if case .none = self { false } else { true } }
    }

    func proof(_ index: Int) -> Proof {
        let item = items[index]
        let step = input.steps[item.step]
        var reason = "neither a recording nor `affects`"
        if !answers.isEmpty {
            switch answers[index] {
            case .touched(let grounds): return .dependent(grounds)
            case .untouched(let reason): return .independent(reason: reason)
            case .void(let why): reason = why
            }
        }
        if let lockfile {
            return .dependent([
                Ground(.unproven, 1, "\(lockfile) changed, and only a recording tells who uses a package")
            ])
        }
        let declared = declared(item, step)
        if !declared.isEmpty { return match(declared, "no file that affects it changed") }
        if let pair = areas.pair(of: item, in: step), areas.isKnown(pair) {
            let ends = areas.affected(pair)
            guard ends.isEmpty else {
                return .dependent([Ground(.pair, 1, "goes from \(pair.from) to \(pair.to): \(ends[0]) changed")])
            }
            return .independent(reason: "neither \(pair.from) nor \(pair.to) changed")
        }
        return .none(reason: reason)
    }

    /// A changed lockfile: globs of files say nothing of packages.
    private var lockfile: String? { input.changes.files.first { input.lockfiles.contains($0.path) }?.path }

    /// The globs that say what a test depends on; empty where nobody says it.
    private func declared(_ item: WorkItem, _ step: StepWork) -> [String] {
        let rules = step.affects.filter { rule in
            rule.tests.isEmpty || item.test.map { test in rule.tests.contains { Glob($0).matches(test) } } ?? false
        }
        return rules.isEmpty ? step.inputs : rules.flatMap(\.files)
    }

    private func match(_ globs: [String], _ reason: String) -> Proof {
        for text in globs {
            let glob = Glob(text)
            if let file = input.changes.files.first(where: { glob.matches($0.path) }) {
                return .dependent([
                    Ground(.declared, 1, "\(file.path) changed, which is declared to affect it (\(text))")
                ])
            }
        }
        return .independent(reason: reason)
    }

    // MARK: Files that nobody knows

    /// Why everything runs because of a file that nothing tells of; nil where each is known.
    var unknownFile: String? {
        let declared = input.steps.flatMap { $0.inputs + $0.affects.flatMap(\.files) }.unique.map { Glob($0) }
        let ownFiles = Set(items.compactMap(\.file))
        let recorded = recorded
        for file in input.changes.files {
            let path = file.path
            if named.contains(path) || rules.isIgnored(path) || ownFiles.contains(path)
                || input.lockfiles.contains(path)
            {
                continue
            }
            if declared.contains(where: { $0.matches(path) }) || input.components.contains(where: { owns($0, path) }) {
                continue
            }
            if recorded.any, recorded.isWhole || file.kind != .added && input.map?.isNew(path) == false { continue }
            if input.settings.trustsHints, hints.knows(path) { continue }
            let what =
                file.kind == .deleted
                ? "is gone, and nothing tells who read it" : "changed, and nothing tells who reads it"
            return "\(path) \(what)"
        }
        return nil
    }

    /// Whether any recording holds, and whether all that do saw everything, what is not there included.
    private var recorded: (any: Bool, isWhole: Bool) {
        guard let map = input.map else { return (false, false) }
        var (any, isWhole) = (false, true)
        for (item, answer) in zip(items, answers) {
            // What no recording holds of runs anyway.
            if case .void = answer { continue }
            any = true
            isWhole = isWhole && map.isWhole(step: input.steps[item.step].name, test: item.test)
        }
        return (any, isWhole)
    }

    private func owns(_ component: Component, _ path: String) -> Bool {
        input.steps.contains { $0.pairs.contains { $0.from == component.name || $0.to == component.name } }
            && component.paths.contains { Glob($0).matches(path) }
    }
}
