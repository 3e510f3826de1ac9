/// The pipeline with every matrix and every cut of tests written out as steps of their own.
struct Expansion {
    private(set) var pipeline: Pipeline
    /// What a step of the configuration has become, in order.
    private(set) var members: [String: [String]] = [:]
    private(set) var errors: [PlanError] = []
    private(set) var notes: [String] = []

    private let project: Project
    private let tests: [String: [ListedTest]]
    private let cuts: [String: [TestShare]]
    private let testsAlone: Bool
    private let room: (Kind) -> Int
    private let components: [(name: String, globs: [Glob])]
    private var slugs: Set<String> = []

    /// `options` says which tests the steps have, or how they are cut; `room`: how many steps of a kind run side by side.
    init(_ project: Project, options: PlanOptions, room: @escaping (Kind) -> Int) {
        self.project = project
        tests = options.tests
        cuts = options.cuts
        testsAlone = options.testsAlone
        self.room = room
        components = project.components.map { ($0.name, $0.paths.map { Glob($0) }) }
        pipeline = project.pipeline
        for index in pipeline.stages.indices {
            pipeline.stages[index].steps = project.pipeline.stages[index].steps.flatMap { name -> [String] in
                guard let step = project.pipeline.steps[name] else { return [name] }
                let expanded = expand(step)
                for step in expanded { pipeline.steps[step.name] = step }
                members[name] = expanded.map(\.name)
                return expanded.map(\.name)
            }
        }
    }

    private mutating func expand(_ step: Step) -> [Step] {
        guard !step.isBuiltIn else { return [step] }
        let cells = step.cells
        if let matrix = step.matrix { check(matrix, cells.map(\.cell), step) }
        let steps = cells.flatMap { whole, cell -> [Step] in
            shares(step).map { share in made(step, cell, whole, share.part, share.labels) }
        }
        checkReports(steps, of: step)
        return steps.isEmpty ? [step] : steps
    }

    /// The parts of a step's tests; one that is nil for a step without tests of its own.
    private mutating func shares(_ step: Step) -> [(part: WorkUnit.Part?, labels: Labels)] {
        guard let settings = step.tests, let shares = cuts[step.name] ?? cut(step, settings) else {
            return [(nil, [:])]
        }
        return shares.enumerated().map { index, share in
            let part = WorkUnit.Part(
                title: share.title,
                index: index,
                total: shares.count,
                tests: share.tests,
                predicted: share.predicted
            )
            return (part, share.labels)
        }
    }

    private mutating func cut(_ step: Step, _ settings: StepTests) -> [TestShare]? {
        guard let listed = tests[step.name] else { return nil }
        let pool = project.pools.first { $0.kind == step.kind }
        let cut = TestCut(
            settings: settings,
            strategy: settings.strategy ?? pool?.strategy,
            components: components,
            room: room(step.kind),
            prefix: step.directory.map { $0.hasSuffix("/") ? $0 : $0 + "/" } ?? ""
        )
        let shares = alone(cut.shares(of: listed), of: step)
        if case .exactly(let count)? = settings.shards, shares.count < count, !testsAlone {
            notes.append(
                "step \"\(step.name)\" asks for \(count) shards, and has work for \(shares.count): no shard is empty"
            )
        }
        return shares
    }

    /// Each test by itself, where that is wanted and the reports of the step can be told apart.
    private func alone(_ shares: [TestShare], of step: Step) -> [TestShare] {
        let isApart = step.reports.allSatisfy { Substitution.names(in: $0.glob).contains("unit") }
        guard testsAlone, isApart, step.tests?.strategy != .sequential else { return shares }
        return shares.flatMap { share in
            share.tests.map { test in
                TestShare(
                    title: test,
                    tests: [test],
                    labels: share.labels,
                    predicted: share.tests.count == 1 ? share.predicted : nil
                )
            }
        }
    }

    private mutating func made(
        _ step: Step,
        _ cell: Matrix.Cell,
        _ whole: String,
        _ part: WorkUnit.Part?,
        _ labels: Labels
    ) -> Step {
        var made = step
        let suffix = part.flatMap { $0.total > 1 ? " [\($0.title)]" : nil } ?? ""
        made.name = whole + suffix
        let number = part.flatMap { part -> String? in
            guard part.total > 1 else { return nil }
            return part.title == "\(part.index + 1)/\(part.total)" ? "\(part.index + 1)" : part.title
        }
        let slug = slug([step.name, cell.title, number ?? ""].filter { !$0.isEmpty }.joined(separator: "-"))
        made.unit = WorkUnit(step: step.name, whole: whole, cell: cell.labels, part: part, slug: slug)
        made.matrix = nil
        made.substitute(Substitution(cell.values.merging(["unit": slug]) { $1 }))
        var all = cell.labels.merging(labels) { _, own in own }
        // Parts of one step are no tries of each other's, and their figures are figures of the whole.
        if let part, part.total > 1 { all[LoadSeries.shardLabel] = slug }
        for index in made.reports.indices { made.reports[index].labels.merge(all) { own, _ in own } }
        return made
    }

    /// A text as a part of a file name, that no other unit of the run has.
    private mutating func slug(_ text: String) -> String {
        let letters = text.utf8.map { byte -> Character in
            let isPlain =
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
            return isPlain ? Character(UnicodeScalar(byte)) : "-"
        }
        let parts = String(letters).split(separator: "-")
        let plain = parts.isEmpty ? "unit" : String(parts.joined(separator: "-").prefix(100))
        var slug = plain.hasPrefix(".") ? "_" + plain : plain
        var number = 2
        while !slugs.insert(slug).inserted {
            slug = "\(plain)~\(number)"
            number += 1
        }
        return slug
    }

    private mutating func check(_ matrix: Matrix, _ cells: [Matrix.Cell], _ step: Step) {
        if cells.isEmpty {
            errors.append(
                PlanError(
                    "the matrix of step \"\(step.name)\" has no combination left",
                    location: step.location,
                    help: "`exclude` takes all of them away"
                )
            )
        } else if cells.count > Matrix.limit {
            errors.append(
                PlanError(
                    "the matrix of step \"\(step.name)\" has more than \(Matrix.limit) combinations",
                    location: step.location,
                    help: "leave values out, or name the combinations under `include`"
                )
            )
        }
        let used = Set(step.texts.flatMap { Substitution.names(in: $0) }.filter { $0.hasPrefix("matrix.") })
        for name in used.sorted() {
            let key = String(name.dropFirst("matrix.".count))
            let without = cells.filter { $0.labels[key] == nil }
            guard let first = without.first, without.count < cells.count else { continue }
            errors.append(
                PlanError(
                    "step \"\(step.name)\" uses {\(name)}, which its combination \"\(first.title)\" does not have",
                    location: step.location,
                    help: "give every combination a value of \(key)"
                )
            )
        }
    }

    /// Two units that write one file would each destroy the other's evidence.
    private mutating func checkReports(_ steps: [Step], of step: Step) {
        guard steps.count > 1 else { return }
        var seen: [String: String] = [:]
        for unit in steps {
            for report in unit.reports {
                let path = (unit.directory ?? "") + "/" + report.glob
                guard let other = seen[path], other != unit.name else {
                    seen[path] = unit.name
                    continue
                }
                errors.append(
                    PlanError(
                        "\"\(other)\" and \"\(unit.name)\" would both write \(report.glob)",
                        location: step.location,
                        help: "put {unit} into the path, in `reports` and in the command"
                    )
                )
                return
            }
        }
    }
}

extension Step {
    /// Every text of the step in which placeholders mean something.
    package var texts: [String] {
        let command: [String] =
            switch action {
            case .arguments(let arguments): arguments
            case .script(let script): [script]
            case .evaluate: []
            }
        let places = reports.map(\.glob) + reports.flatMap(\.labels.values) + inputs + [directory].compactMap(\.self)
        return command + variables.values + places
    }

    /// Puts values in the place of their placeholders.
    fileprivate mutating func substitute(_ substitution: Substitution) {
        guard texts.contains(where: { $0.utf8.contains(UInt8(ascii: "{")) }) else { return }
        switch action {
        case .arguments(let arguments): action = .arguments(arguments.map(substitution.text))
        case .script(let script): action = .script(substitution.text(script))
        case .evaluate: break
        }
        variables = variables.mapValues(substitution.text)
        directory = directory.map(substitution.text)
        let quoted = Substitution(substitution.values.mapValues(Glob.quoted))
        inputs = inputs.map(quoted.text)
        for index in reports.indices {
            reports[index].glob = quoted.text(reports[index].glob)
            reports[index].labels = reports[index].labels.mapValues(substitution.text)
        }
    }
}
