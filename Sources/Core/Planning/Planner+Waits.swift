extension Planner {
    /// Names waits for which nothing calls: of tools that need nothing of each other, one after the other.
    static func needlessWaits(in plan: Plan) -> [String] {
        plan.stages.flatMap { stage -> [String] in
            let own = plan.steps[stage.steps].filter { !$0.step.isBuiltIn }
            guard stage.skipReason == nil, !own.isEmpty, own.allSatisfy(isIndependent) else { return [] }
            var notes: [String] = []
            if !stage.parallel, own.count > 1 {
                let names = Wording.list(own.map(\.name))
                notes.append(
                    "\(names) of stage \"\(stage.name)\" run one after the other and need nothing of each other: "
                        + "`parallel: true` runs them side by side"
                )
            }
            let waited = stage.waitsFor.flatMap { plan.steps[plan.stages[$0].steps] }.filter { !$0.step.isBuiltIn }
            if stage.order == .previous, !waited.isEmpty, waited.allSatisfy(isIndependent) {
                let names = Wording.list(stage.waitsFor.map { plan.stages[$0].name })
                notes.append(
                    "stage \"\(stage.name)\" waits for \(names) and needs nothing of it: `depends_on: []` starts it at once"
                )
            }
            return notes
        }
    }

    /// Whether the table of tools says that a step neither makes what others need nor needs what they make.
    ///
    /// Whoever lists a critical step first wants it to end first.
    private static func isIndependent(_ planned: PlannedStep) -> Bool {
        let step = planned.step
        guard let preset = step.preset.flatMap({ KnownTool.preset(named: $0)?.preset }) else { return false }
        return preset.isIndependent && !step.critical && step.environment == nil && planned.locks.isEmpty
            && !planned.exclusive && step.dependencies.isEmpty
    }
}
