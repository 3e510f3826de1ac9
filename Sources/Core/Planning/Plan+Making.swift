extension Plan {
    /// Resolves a project against what is known before the run; every error at once, nothing is started.
    package static func make(
        project: Project,
        context: RunContext,
        options: PlanOptions = PlanOptions()
    ) throws(PlanErrors) -> Plan {
        var planner = Planner(project: project, context: context, options: options)
        let plan = planner.plan()
        if let errors = PlanErrors(planner.errors) { throw errors }
        return plan
    }
}
