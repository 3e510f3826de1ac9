/// The slices of one plan put together; what does not belong together, or is missing, is an error and never a smaller total.
package struct SliceUnion: Sendable {
    /// What a slice brought, with the name by which people know it.
    package struct Slice: Sendable {
        package var name: String
        package var summary: RunSummary

        package init(name: String, summary: RunSummary) {
            self.name = name
            self.summary = summary
        }
    }

    let plan: SlicePlan
    let slices: [Slice]

    package init(_ plan: SlicePlan, slices: [Slice]) {
        self.plan = plan
        self.slices = slices
    }

    /// Everything that stands against the slices; empty where they are those of the plan.
    package var problems: [String] {
        var problems: [String] = []
        var places: [Int: String] = [:]
        for slice in slices {
            guard let record = slice.summary.slice else {
                problems.append("\(slice.name) is no slice: it was not made by `assay run --shard`")
                continue
            }
            guard record.digest == plan.digest, record.count == plan.count else {
                problems.append("\(slice.name) is a slice of another plan (\(record.digest.prefix(12)))")
                continue
            }
            if let other = places[record.index] {
                problems.append("\(other) and \(slice.name) are both slice \(record.index) of \(plan.count)")
            } else {
                places[record.index] = slice.name
            }
        }
        for index in 1...max(1, plan.count) where places[index] == nil {
            let units = plan.units.filter { $0.slice == index }.map(\.name)
            if units.isEmpty { continue }
            problems.append("slice \(index) of \(plan.count) is missing, and with it \(Wording.list(units))")
        }
        guard problems.isEmpty else { return problems }
        return plan.units.filter { record(of: $0) == nil }.map { unit in
            "\"\(unit.name)\" of the plan is not in slice \(unit.slice), which was to run it"
        }
    }

    /// The run that the slices are of, not judged; what a slice ran only because its own units needed it is left out.
    package var summary: RunSummary {
        var steps: [StepRecord] = []
        for unit in plan.units {
            guard var record = record(of: unit) else { continue }
            if let part = unit.part { record.restrict(to: part, of: unit) }
            steps.append(record)
        }
        let summaries = slices.map(\.summary)
        var reports: [Report] = []
        for slice in slices {
            let own = plan.units.filter { $0.slice == slice.summary.slice?.index }
            let wholes = Set(own.filter { $0.part == nil }.map(\.whole))
            let slugs = Set(own.filter { $0.part != nil }.map(\.slug))
            reports += slice.summary.reports.filter { report in
                if let shard = report.labels[LoadSeries.shardLabel], slugs.contains(shard) { return true }
                return report.step.map(wholes.contains) ?? false
            }
        }
        var summary = RunSummary(
            context: summaries.first?.context,
            steps: steps.united,
            reports: reports,
            seconds: summaries.map(\.seconds).max() ?? 0,
            interrupted: summaries.contains(where: \.interrupted),
            banners: ["\(plan.count) slices of one plan, \(plan.units.count) units"]
        )
        // What no slice ran because nobody wanted it is no part of the whole that a criterion may speak of.
        summary.selection = plan.selection?.record
        if let banner = summary.selection?.banner { summary.banners.append(banner) }
        return summary
    }

    /// What the slice of a unit says of it; nil where it says nothing, or that nobody chose it.
    private func record(of unit: SlicePlan.Unit) -> StepRecord? {
        let slice = slices.first { $0.summary.slice?.index == unit.slice }
        guard let record = slice?.summary.steps.first(where: { $0.name == unit.whole }) else { return nil }
        let isChosen = record.outcome != .skipped(reason: StepOutcome.notSelected)
        guard let part = unit.part else { return isChosen ? record : nil }
        return record.parts.contains { $0.title == part } ? record : nil
    }
}

extension StepRecord {
    /// Leaves of a step what became of one part of it.
    fileprivate mutating func restrict(to title: String, of unit: SlicePlan.Unit) {
        guard let own = parts.first(where: { $0.title == title }) else { return }
        attempts = attempts.filter { $0.part == title }
        outcome = own.outcome
        category = attempts.last?.category
        part = Part(whole: unit.whole, title: title, tests: own.tests, predicted: own.predicted)
        parts = []
    }
}
