import Core
import Criteria

extension ProjectBuilder {
    /// Whether everything that is named is also defined.
    func checkReferences(in project: Project) {
        let builtIn = Self.builtInSteps.map(\.name)
        let steps = Set(project.pipeline.steps.keys).union(builtIn)
        let stages = Set(project.pipeline.stages.map(\.name))
        let components = Set(project.components.map(\.name))
        let environments = Set(project.environments.map(\.name))
        let paths = Set(project.criticalPaths.map(\.name))
        for reference in references {
            switch reference.target {
            case .step: require(reference, in: steps, "no step is called", define: "steps")
            case .stage: require(reference, in: stages, "no stage is called", define: "pipeline.stages")
            case .component: require(reference, in: components, "no component is called", define: "components")
            case .environment:
                require(reference, in: environments, "no environment is called", define: "environments")
            case .service where project.services.defines(reference.name): break
            case .service: warnOfService(reference, project.services)
            case .secret:
                require(reference, in: Set(project.secrets.map(\.name)), "no secret is called", define: "secrets")
            case .gatedComponent where components.isEmpty:
                warn(
                    "nothing says which files component '\(reference.name)' has; add it to 'components'",
                    reference.node
                )
            case .gatedComponent: require(reference, in: components, "no component is called", define: "components")
            case .criticalPath: checkMap(of: reference, paths)
            }
        }
        checkCircles(project.services)
        warnOfUnused(project)
    }

    private func require(_ reference: Reference, in names: Set<String>, _ complaint: String, define block: String) {
        guard !names.contains(reference.name) else { return }
        let suggestion = log.isFull ? nil : Resemblance.nearest(to: reference.name, among: names)
        let remedy = suggestion == nil ? "; add it to '\(block)'" : ""
        error("\(complaint) '\(reference.name)'\(remedy)", reference.node, suggestion: suggestion)
    }

    /// A path without a map is no error here; judged, it has the verdict `error`.
    private func checkMap(of reference: Reference, _ paths: Set<String>) {
        guard !paths.contains(reference.name) else { return }
        log.report(
            .warning,
            "nothing says which files critical path '\(reference.name)' has; add it to 'critical_paths'",
            at: reference.node.place,
            length: reference.node.length,
            suggestion: log.isFull ? nil : Resemblance.nearest(to: reference.name, among: paths)
        )
    }

    /// No error: the services of an environment that no step uses may stand in the file for people.
    private func warnOfService(_ reference: Reference, _ catalogue: ServiceCatalogue) {
        let names = catalogue.services.map(\.name) + catalogue.groups.map(\.name)
        log.report(
            .warning,
            "nothing says what service '\(reference.name)' is, and a step that needs it will not run; add it to 'services'",
            at: reference.node.place,
            length: reference.node.length,
            suggestion: log.isFull ? nil : Resemblance.nearest(to: reference.name, among: names)
        )
    }

    private func warnOfUnused(_ project: Project) {
        guard !project.pipeline.stages.isEmpty else { return }
        let used = Set(project.pipeline.stages.flatMap(\.steps))
        for entry in (top["steps"] ?? []).flatMap(\.value.entries) where !used.contains(entry.name) {
            warn("no stage names step '\(entry.name)'; it never runs", entry.key)
        }
    }

    func warn(_ message: String, _ node: YAMLNode) {
        log.report(.warning, message, at: node.place, length: node.length)
    }
}
