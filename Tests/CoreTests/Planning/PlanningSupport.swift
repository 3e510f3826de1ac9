import Core
import Criteria

/// Builders that keep the tests of planning short.
enum Sample {
    static func step(
        _ name: String,
        kind: Kind = .unit,
        reports: [String] = [],
        timeout: Duration = Step.defaultTimeout,
        grace: Duration = .seconds(10),
        retries: Retries = Retries(),
        environment: String? = nil,
        always: Bool = false,
        critical: Bool = false,
        allowFailure: Bool = false
    ) -> Step {
        Step(
            name: name,
            action: .script("true"),
            kind: kind,
            reports: reports.map { ReportPattern(glob: $0) },
            timeout: timeout,
            gracePeriod: grace,
            retries: retries,
            environment: environment,
            always: always,
            critical: critical,
            allowFailure: allowFailure
        )
    }

    static func gates(_ name: String) -> Step {
        Step(name: name, action: .evaluate(.all), kind: .quality)
    }

    static func stage(
        _ name: String,
        _ steps: [String],
        parallel: Bool = false,
        _ dependencies: Stage.Dependencies = .previous,
        condition: Criteria.Expression? = nil,
        line: Int = 1
    ) -> Stage {
        Stage(
            name: name,
            steps: steps,
            parallel: parallel,
            dependencies: dependencies,
            condition: condition,
            location: SourceLocation(file: "assay.yaml", line: line, column: 5)
        )
    }

    static func project(
        _ stages: [Stage],
        _ steps: [Step] = [],
        pools: [Pool] = [],
        environments: [TestEnvironment] = []
    ) -> Project {
        var catalogue = Dictionary(steps.map { ($0.name, $0) }) { first, _ in first }
        for name in stages.flatMap(\.steps) where catalogue[name] == nil { catalogue[name] = step(name) }
        return Project(pipeline: Pipeline(stages: stages, steps: catalogue), pools: pools, environments: environments)
    }

    static func context(branch: String? = "main", manual: Bool = false, cores: Int = 4) -> RunContext {
        RunContext(
            id: "20261122-150405-a1b2",
            branch: branch,
            trigger: manual ? "manual" : "push",
            manualTrigger: manual,
            machine: Machine(cores: cores, memoryBytes: 8e9, system: "Linux"),
            started: 0
        )
    }

    static func condition(_ text: String) throws -> Criteria.Expression {
        try Criteria.Expression.parse(text, names: RunFacts.names, as: .boolean)
    }
}
