/// A pipeline shared among several machines: which unit runs where, fixed before any of them starts.
package struct SlicePlan: Sendable, Hashable {
    /// A planned step with the slice that runs it.
    package struct Unit: Sendable, Hashable {
        /// As it is planned: `suite [2/4]`.
        package var name: String
        /// The step that it comes back to in records and reports: `suite`.
        package var whole: String
        /// Of a part, its title: `2/4`.
        package var part: String?
        /// As it is called in labels of reports.
        package var slug: String
        /// From 1.
        package var slice: Int
        /// Seconds that it is expected to take; nil where no run tells.
        package var predicted: Double?

        package init(name: String, whole: String, part: String?, slug: String, slice: Int, predicted: Double?) {
            self.name = name
            self.whole = whole
            self.part = part
            self.slug = slug
            self.slice = slice
            self.predicted = predicted
        }
    }

    /// How many machines there are.
    package var count: Int
    package var units: [Unit]
    /// How the tests of each step are cut, by the step's name.
    package var cuts: [String: [TestShare]]
    /// Tells this plan from any other: of the configuration, the commit, the tests and their cut.
    package var digest: String
    /// What of the pipeline the change needs; nil where all of it runs.
    package var selection: SelectedWork?

    package init(count: Int, units: [Unit], cuts: [String: [TestShare]], digest: String) {
        self.count = count
        self.units = units
        self.cuts = cuts
        self.digest = digest
    }

    /// Shares the steps of a plan among machines, balanced by what they took in earlier runs.
    package init(_ plan: Plan, among count: Int, options: PlanOptions, digest: (SlicePlan) -> String) {
        let steps = plan.steps.filter { $0.skipReason == nil && !$0.step.isBuiltIn }
        let known = steps.map { step in
            step.step.unit?.part?.predicted ?? options.priority.past[step.step.whole]?.seconds
        }
        let usual = Median.of(known.compactMap(\.self)) ?? 1
        let shares = LoadBalance.shares(known.map { $0 ?? usual }, among: count)
        var slices = Array(repeating: 1, count: steps.count)
        for (slice, share) in shares.enumerated() { for place in share { slices[place] = slice + 1 } }
        let units = steps.enumerated().map { index, step in
            let part = step.step.unit?.part.flatMap { $0.total > 1 ? $0.title : nil }
            return Unit(
                name: step.name,
                whole: step.step.whole,
                part: part,
                slug: step.step.unit?.slug ?? step.name,
                slice: slices[index],
                predicted: known[index]
            )
        }
        self.init(count: count, units: units, cuts: plan.cuts, digest: "")
        selection = options.selection?.sliced
        self.digest = digest(self)
    }

    /// The names of the planned steps of one slice, from 1.
    package func names(of slice: Int) -> Set<String> { Set(units.filter { $0.slice == slice }.map(\.name)) }

    /// Seconds that a slice is expected to take when its units run one after the other; nil where no run tells of any.
    package func predicted(_ slice: Int) -> Double? {
        let times = units.filter { $0.slice == slice }.compactMap(\.predicted)
        return times.isEmpty ? nil : times.reduce(0, +)
    }
}

extension Plan {
    /// How the tests of its steps are cut, by the name of the step in the configuration.
    package var cuts: [String: [TestShare]] {
        var cuts: [String: [TestShare]] = [:]
        var seen: Set<String> = []
        for step in steps {
            guard let unit = step.step.unit, let part = unit.part else { continue }
            // The cells of a matrix are cut alike.
            guard seen.insert("\(unit.step)\u{0}\(part.index)").inserted else { continue }
            let labels = step.step.reports.first?.labels.filter { ["from", "to"].contains($0.key) } ?? [:]
            cuts[unit.step, default: []].append(
                TestShare(title: part.title, tests: part.tests, labels: labels, predicted: part.predicted)
            )
        }
        return cuts
    }

    /// All that decides what the steps of the plan do, as text: equal for equal plans, on whatever machine.
    package var canonical: String {
        steps.map { planned in
            let step = planned.step
            let command =
                switch step.action {
                case .arguments(let arguments): "arguments \(arguments)"
                case .script(let script): "script \(step.shell.rawValue) \(script)"
                case .evaluate(let selection): "evaluate \(selection)"
                }
            let tests = step.unit?.part.map { "\($0.title) \($0.tests)" } ?? ""
            let variables = step.variables.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
            let reports = step.reports.map { "\($0.glob) \($0.labels.text)" }
            return [
                planned.name, planned.stage, step.kind.rawValue, command, tests, "\(variables)", "\(reports)",
                step.directory ?? "", "\(step.dependencies)",
            ].map { "\($0.utf8.count):\($0)" }.joined(separator: "\n")
        }.joined(separator: "\n\n")
    }
}
