import Core
import Criteria
import Testing

@Suite("What --only means")
struct StepSelectionTests {
    private var project: Project {
        Sample.project(
            [
                Sample.stage("build", ["compile", "pack"]),
                Sample.stage("tests", ["unit-a", "unit-b"], .named(["build"])),
                Sample.stage("scan", ["secrets"], .named([])), Sample.stage("end", ["gates"], .all),
            ],
            [
                Step(name: "secrets", action: .script("x"), kind: .security),
                Step(name: "gates", action: .evaluate(.all), kind: .quality),
            ]
        )
    }

    private func plan(_ words: [String], needs: Bool = false) throws -> Plan {
        let options = PlanOptions(only: words, withNeeds: needs)
        return try Plan.make(project: project, context: Sample.context(), options: options)
    }

    private func chosen(_ words: [String], needs: Bool = false) throws -> [String] {
        try plan(words, needs: needs).steps.filter { $0.skipReason == nil }.map(\.name)
    }

    @Test(
        "a word names a step, a stage, a kind, or is a pattern of step names; commas part words",
        arguments: [
            (["unit-a"], ["unit-a"]), (["tests"], ["unit-a", "unit-b"]), (["security"], ["secrets"]),
            (["unit-*"], ["unit-a", "unit-b"]), (["unit-?", "compile"], ["compile", "unit-a", "unit-b"]),
            (["unit-a,secrets"], ["secrets", "unit-a"]), (["unit-a", "unit-a"], ["unit-a"]),
            (["stage:build"], ["compile", "pack"]), (["kind:quality"], ["gates"]),
        ] as [([String], [String])]
    )
    func words(words: [String], names: [String]) throws { #expect(try chosen(words).sorted() == names) }

    @Test(
        "a filter narrows what the other words choose, or all steps",
        arguments: [
            (["@security"], ["secrets"]), (["!@tests", "!gates"], ["compile", "pack", "secrets"]),
            (["tests", "!unit-a"], ["unit-b"]), (["s:failed"], ["unit-b"]), (["@tests !s:failed"], ["unit-a"]),
            (["s:failed,passed", "unit"], ["compile", "unit-a", "unit-b"]),
            (["kind:quality", "!\"gates too\""], ["gates"]),
        ] as [([String], [String])]
    )
    func filters(words: [String], names: [String]) throws {
        var options = PlanOptions(only: words)
        options.earlier = [
            "unit-a": .passed(tries: 1), "unit-b": .failed(.exit(code: 1), tries: 1), "compile": .passed(tries: 1),
        ]
        if !words.contains(where: { $0.contains("s:") }) { options.earlier = [:] }
        let plan = try Plan.make(project: project, context: Sample.context(), options: options)
        #expect(plan.steps.filter { $0.skipReason == nil }.map(\.name).sorted() == names)
    }

    @Test("a filter that chooses nothing is an error that says what a filter is, or that there was no run")
    func emptyFilter() {
        #expect {
            try plan(["s:failed"])
        } throws: { error in
            ((error as? PlanErrors)?.errors.first?.help ?? "").contains("last run")
        }
        #expect(throws: PlanErrors.self) { try plan(["@nothing"]) }
    }

    @Test(
        "what the chosen steps wait for runs too, where that is asked for; gates are no need",
        arguments: [
            ("unit-a", ["compile", "pack", "unit-a"]), ("pack", ["compile", "pack"]), ("secrets", ["secrets"]),
            ("gates", ["compile", "gates", "pack", "secrets", "unit-a", "unit-b"]),
        ] as [(String, [String])]
    )
    func needs(word: String, names: [String]) throws { #expect(try chosen([word], needs: true).sorted() == names) }

    @Test("a word that nothing is called names the nearest one, and all steps")
    func unknown() {
        #expect {
            try plan(["unit-z"])
        } throws: { error in
            let help = (error as? PlanErrors)?.errors.first?.help ?? ""
            return help.hasPrefix("did you mean \"unit-a\"?") && help.contains("\"compile\"")
        }
        #expect(throws: PlanErrors.self) { try plan(["zz-*"]) }
        #expect(throws: PlanErrors.self) { try plan([""]) }
    }

    @Test("the command that runs a step again runs what it needs, and is one word for each name")
    func rerun() throws {
        let plan = try Plan.make(project: project, context: Sample.context())
        #expect(plan.steps.filter(plan.hasNeeds).map(\.name).sorted() == ["gates", "pack", "unit-a", "unit-b"])
        var step = StepRecord(name: "it's a b", stage: "s", kind: .unit, outcome: .passed(tries: 1))
        #expect(step.rerun == #"assay run --only 'it'\''s a b'"#)
        (step.name, step.hasNeeds) = ("unit-a", true)
        #expect(step.rerun == "assay run --only unit-a --with-needs")
    }

    @Test("a partial run says what it left out, and is judged by what it measured")
    func partial() throws {
        #expect(PartialRun(try Plan.make(project: project, context: Sample.context())) == nil)
        var conditional = Sample.project([Sample.stage("a", ["x"]), Sample.stage("b", ["y"])])
        conditional.pipeline.stages[1].condition = try Sample.condition("branch == 'other'")
        let options = PlanOptions(only: ["x"])
        let behind = try Plan.make(project: conditional, context: Sample.context(), options: options)
        #expect(PartialRun(behind)?.omitted == ["y"])
        let partial = try #require(PartialRun(plan(["unit-a"])))
        let verdict = RunVerdict(gates: [GateVerdict(gate: .security, blocking: true, criteria: [])], problems: [])
        #expect(partial.limited(verdict).gates.isEmpty)
        var untested = verdict
        untested.tests = .notEvaluated(reason: "no test ran")
        #expect(partial.limited(untested).problems.map(\.detail) == ["no test ran"])
        #expect(partial.limited(untested).overall == .notEvaluated)
        #expect(
            partial.banner(verdict)
                == "partial: 1 of 6 steps; not judged: compile, pack, unit-b, secrets, gates; all of security_gate"
        )
    }

    @Test("what a part of the tests covers is too little only where no other test was left out")
    func partialCoverage() throws {
        let proof = Proof(
            Measurement(metric: "coverage.lines", value: 0.3, dimension: .ratio, samples: 1, provenance: [])
        )
        let low = Given.gate(.fail(proof))
        let oneSuite = try #require(PartialRun(plan(["unit-a"])))
        #expect(oneSuite.limited(low).gates.isEmpty)
        #expect(oneSuite.banner(low).hasSuffix("; all of coverage_gate"))
        let allSuites = try #require(PartialRun(plan(["compile", "pack", "unit-a", "unit-b"])))
        #expect(allSuites.limited(low).gates.map(\.gate) == [.coverage])
        let enough = Given.gate(.pass(proof))
        #expect(oneSuite.limited(enough).gates.map(\.gate) == [.coverage])
    }

    @Test("a mock that a part of the tests did not call is no fault of theirs; a real call is")
    func partialMocks() throws {
        func verdict(_ detail: String) throws -> RunVerdict {
            var measurement = Measurement(
                metric: "external_dependencies.mock_coverage",
                value: 0.5,
                dimension: .ratio,
                samples: 2,
                provenance: []
            )
            measurement.offenders = [Offender(name: "payments", detail: detail)]
            let criterion = CriterionVerdict(
                criterion: try Given.criterion(.integration, "external_dependencies.mock_coverage", "100%"),
                cells: [CellVerdict(labels: [:], judgement: .fail(Proof(measurement)))]
            )
            let gate = GateVerdict(gate: .integration, blocking: true, criteria: [criterion])
            return RunVerdict(gates: [gate], problems: [])
        }
        let project = Sample.project(
            [Sample.stage("tests", ["unit-a", "orders"])],
            [Step(name: "orders", action: .script("x"), kind: .integration)]
        )
        let options = PlanOptions(only: ["unit-a"])
        let chosen = try Plan.make(project: project, context: Sample.context(), options: options)
        let partial = try #require(PartialRun(chosen))
        #expect(partial.limited(try verdict("no mock was called")).gates.isEmpty)
        #expect(partial.limited(try verdict("called for real, once")).gates.map(\.gate) == [.integration])
    }
}
