import Core
import Scanning

/// A plan for programs: everything that the text says, by name.
enum PlanJSON {
    static func value(_ plan: Plan) -> JSON {
        .object([
            .init("assay_plan", 1),
            .init("jobs", .integer(Int64(plan.jobs.count))),
            .init("stages", .array(plan.stages.map { stage($0, plan) })),
            .init("steps", .array(plan.steps.map { step($0, plan) })),
            .init("pools", .array(plan.pools.map(pool))),
            .init(
                "locks",
                .array(
                    plan.locks.map {
                        .object([.init("name", .string($0.name)), .init("capacity", .integer(Int64($0.capacity)))])
                    }
                )
            ),
            .init("notes", strings(plan.notes)),
        ])
    }

    private static func stage(_ stage: PlannedStage, _ plan: Plan) -> JSON {
        .object([
            .init("name", .string(stage.name)),
            .init("parallel", .bool(stage.parallel)),
            .init("order", .string(stage.order.rawValue)),
            .init("waits_for", strings(stage.waitsFor.map { plan.stages[$0].name })),
            .init("steps", strings(plan.steps[stage.steps].map(\.name))),
            .init("skip_reason", optional(stage.skipReason)),
            .init("why", strings(stage.why)),
        ])
    }

    private static func step(_ step: PlannedStep, _ plan: Plan) -> JSON {
        .object([
            .init("name", .string(step.name)),
            .init("stage", .string(step.stage)),
            .init("kind", .string(step.step.kind.rawValue)),
            .init("component", optional(step.step.component)),
            .init("preset", optional(step.step.preset)),
            .init("command", command(step.step)),
            .init("depends_on", strings(plan.dependencies(of: step))),
            .init("locks", strings(step.locks)),
            .init("exclusive", .bool(step.exclusive)),
            .init("always", .bool(step.step.always)),
            .init("critical", .bool(step.step.critical)),
            .init("allow_failure", .bool(step.step.allowFailure)),
            .init("timeout_s", .number(step.timeout.inSeconds)),
            .init("retries", .integer(Int64(step.step.retries.count))),
            .init("reports", strings(step.step.reports.map(\.glob))),
            .init("skip_reason", optional(step.skipReason)),
            .init("rank", .integer(Int64(step.rank))),
            .init("unit", step.step.unit.map(unit) ?? .null),
            .init("why", strings(step.why)),
            .init("notes", strings(step.notes)),
        ])
    }

    private static func unit(_ unit: WorkUnit) -> JSON {
        let cell = unit.cell.sorted { $0.key < $1.key }.map { JSON.Member($0.key, .string($0.value)) }
        var members: [JSON.Member] = [
            .init("step", .string(unit.step)), .init("slug", .string(unit.slug)), .init("cell", .object(cell)),
        ]
        if let part = unit.part {
            members += [
                .init("part", .string(part.title)), .init("index", .integer(Int64(part.index))),
                .init("total", .integer(Int64(part.total))), .init("tests", strings(part.tests)),
                .init("predicted_s", part.predicted.map { .number($0) } ?? .null),
            ]
        }
        return .object(members)
    }

    private static func command(_ step: Step) -> JSON {
        switch step.action {
        case .arguments(let arguments): strings(arguments)
        case .script(let script): .string(script)
        case .evaluate: .null
        }
    }

    private static func pool(_ pool: PlannedPool) -> JSON {
        .object([
            .init("kind", .string(pool.kind.rawValue)),
            .init("limit", .integer(Int64(pool.limit))),
            .init("bound", .string(pool.bound.rawValue)),
            .init("why", .string(pool.why)),
        ])
    }

    private static func strings(_ values: [String]) -> JSON { .array(values.map { .string($0) }) }

    private static func optional(_ value: String?) -> JSON { value.map { .string($0) } ?? .null }
}
