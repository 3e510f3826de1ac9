import Criteria

extension Planner {
    /// Stage names are unique, dependencies exist, conditions ask for facts only.
    mutating func checkNames() {
        var seen: [String: Stage] = [:]
        for stage in project.pipeline.stages {
            if let first = seen[stage.name] {
                errors.append(
                    PlanError(
                        "two stages are named \"\(stage.name)\"",
                        location: stage.location,
                        help: "give one of them another name",
                        related: [.init("the first one", location: first.location)]
                    )
                )
            } else {
                seen[stage.name] = stage
            }
        }
        for stage in project.pipeline.stages {
            if case .named(let names) = stage.dependencies {
                for name in names where seen[name] == nil {
                    errors.append(
                        PlanError(
                            "stage \"\(stage.name)\" depends on \"\(name)\", which is not a stage",
                            location: stage.location,
                            help: "the stages are \(Wording.list(project.pipeline.stages.map(\.name)))"
                        )
                    )
                }
            }
            for reference in stage.condition?.references ?? []
            where RunFacts.names.dimensions[reference.name] == nil || reference.moment != .current {
                errors.append(
                    PlanError(
                        "the condition of stage \"\(stage.name)\" asks for `\(reference)`, which is not a fact of a run",
                        location: stage.location,
                        help: "a condition may use \(Wording.list(RunFacts.names.dimensions.keys.sorted()))"
                    )
                )
            }
        }
    }

    /// Each step that a stage names exists, and no step is in two places.
    mutating func checkMembership() {
        var homes: [String: Stage] = [:]
        for stage in project.pipeline.stages {
            for name in stage.steps {
                if project.pipeline.steps[name] == nil {
                    errors.append(
                        PlanError(
                            "stage \"\(stage.name)\" names the step \"\(name)\", which `steps:` does not describe",
                            location: stage.location,
                            help: "describe it under `steps:`, or remove it from the stage"
                        )
                    )
                }
                guard let home = homes[name] else {
                    homes[name] = stage
                    continue
                }
                let place =
                    home.name == stage.name
                    ? "twice in stage \"\(stage.name)\""
                    : "in two stages, \"\(home.name)\" and \"\(stage.name)\""
                errors.append(
                    PlanError(
                        "the step \"\(name)\" is \(place)",
                        location: stage.location,
                        help: "a step runs once a run: give the second one a name of its own under `steps:`",
                        related: [.init("first listed here", location: home.location)]
                    )
                )
            }
        }
        let idle = project.pipeline.steps.keys.filter { homes[$0] == nil }.sorted()
        if !idle.isEmpty { notes.append("no stage names \(Wording.list(idle)): never run") }
        checkEnvironments(homes.keys.sorted())
    }

    private mutating func checkEnvironments(_ names: [String]) {
        let known = Set(project.environments.map(\.name))
        for name in names {
            guard let step = project.pipeline.steps[name], let wanted = step.environment, !known.contains(wanted) else {
                continue
            }
            errors.append(
                PlanError(
                    "the step \"\(name)\" wants the environment \"\(wanted)\", which `environments:` does not describe",
                    location: step.location,
                    help: known.isEmpty ? nil : "the environments are \(Wording.list(known.sorted()))"
                )
            )
        }
    }

    mutating func checkOptions() {
        if let jobs = options.jobs, jobs < 1 {
            errors.append(PlanError("\(jobs) jobs cannot run anything", help: "--jobs takes a number from 1 up"))
        }
        guard let only = options.only else { return }
        let selection = StepSelection(
            stages: project.pipeline.stages,
            steps: project.pipeline.steps,
            earlier: options.earlier
        )
        errors += selection.chosen(by: only).errors
        if only.isEmpty { errors.append(PlanError("no step is selected", help: "name at least one step")) }
    }

    mutating func checkPools() {
        var seen: Set<Kind> = []
        for pool in project.pools {
            let kind = pool.kind.rawValue
            if !seen.insert(pool.kind).inserted {
                errors.append(PlanError("the pool of \(kind) steps is described twice"))
            }
            for (key, value) in [("max_workers", pool.maxWorkers), ("max_parallel", pool.maxParallel)] {
                guard let value, value < 1 else { continue }
                errors.append(PlanError("\(key) of \(kind) steps is \(value)", help: "it must be at least 1"))
            }
            for resource in pool.sharedResources where resource.capacity < 1 {
                errors.append(
                    PlanError(
                        "the shared resource \"\(resource.name)\" of \(kind) steps has the capacity \(resource.capacity)",
                        help: "it must be at least 1"
                    )
                )
            }
        }
    }
}
