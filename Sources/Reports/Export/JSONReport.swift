package import Core
import Criteria
import Scanning
import Wire

/// A run as a document for programs; its members are described in docs/reports.md and only ever added to.
package enum JSONReport {
    /// The version in the member `assay_report`.
    package static let version = 1

    /// Hands the document to `write` as UTF-8.
    package static func write<Failure: Error>(
        _ summary: RunSummary,
        details: RunDetails = RunDetails(),
        options: ReportOptions = ReportOptions(),
        to write: ([UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        try write(document(summary, details, options).serialized(.pretty) + [0x0A])
    }

    /// The JSON Schema of the document, as UTF-8.
    package static var schema: [UInt8] { PackageResources.report_schema_json }

    private static func document(_ summary: RunSummary, _ details: RunDetails, _ options: ReportOptions) -> JSON {
        let headline = Headline(summary, gates: (summary.verdict?.gates ?? []).map(GateView.init))
        return [
            "assay_report": JSON(version),
            "verdict": JSON(headline.verdict.rawValue),
            "exit_code": JSON(Int(headline.exitCode.rawValue)),
            "judged": JSON(summary.verdict != nil),
            "interrupted": JSON(summary.interrupted),
            "sentence": JSON(headline.sentence),
            "next": JSON(headline.next),
            "reasons": JSON(headline.reasons.map(reason)),
            "recommendations": JSON(Recommendation.all(summary, details).map(recommendation)),
            "services": JSON(summary.services.map(Self.service)),
            "banners": JSON(summary.banners.map { JSON($0) }),
            "seconds": JSON(summary.seconds),
            "run": summary.context.map(run) ?? .null,
            "seed": seed(summary.seed),
            "past": summary.past.map(PastJSON.json) ?? .null,
            "selection": summary.selection.map(selection) ?? .null,
            "gates": JSON((summary.verdict?.gates ?? []).map(gate)),
            "problems": JSON((summary.verdict?.problems ?? []).map(problem)),
            "steps": JSON(summary.steps.map { step($0, options) }),
            "tests": tests(summary),
            "coverage": coverage(summary),
            "findings": findings(summary),
            "performance": JSON(summary.reports.filter { $0.status != .error }.flatMap(series)),
            "reports": JSON(summary.reports.map(report)),
        ]
    }

    private static func reason(_ reason: Headline.Reason) -> JSON {
        [
            "verdict": JSON(reason.verdict.rawValue), "subject": JSON(reason.subject), "finding": JSON(reason.finding),
            "place": JSON(reason.place), "remedy": JSON(reason.remedy),
        ]
    }

    private static func recommendation(_ each: Recommendation) -> JSON {
        [
            "action": JSON(each.title), "evidence": JSON(each.evidence), "effect": JSON(each.effect),
            "command": JSON(each.command), "place": JSON(each.place),
        ]
    }

    private static func run(_ context: RunContext) -> JSON {
        [
            "id": JSON(context.id), "branch": JSON(context.branch), "commit": JSON(context.commit),
            "trigger": JSON(context.trigger), "manual_trigger": JSON(context.manualTrigger), "ci": JSON(context.ci),
            "started": JSON(context.started), "started_text": JSON(Display.time(context.started)),
            "machine": [
                "cores": JSON(context.machine.cores), "memory_bytes": JSON(context.machine.memoryBytes),
                "system": JSON(context.machine.system),
            ],
        ]
    }

    private static func problem(_ problem: Problem) -> JSON {
        [
            "verdict": JSON(problem.verdict.rawValue), "title": JSON(CleanText.line(problem.title)),
            "detail": JSON(problem.detail.map { CleanText.block($0) }),
            "remedy": JSON(problem.remedy.map { CleanText.block($0) }), "step": JSON(problem.step),
        ]
    }

    private static func step(_ record: StepRecord, _ options: ReportOptions) -> JSON {
        let view = StepView(record)
        return [
            "name": JSON(record.name), "stage": JSON(record.stage), "kind": JSON(record.kind.rawValue),
            "component": JSON(record.component), "allow_failure": JSON(record.allowFailure),
            "outcome": JSON(view.status.rawValue), "detail": JSON(view.detail), "seconds": JSON(record.seconds),
            "cached": record.cached.map { origin -> JSON in
                ["run": JSON(origin.run), "stored": JSON(origin.stored), "age": JSON(record.cachedAge)]
            } ?? .null,
            "category": JSON(record.category?.rawValue),
            "parts": JSON(
                record.parts.map { part -> JSON in
                    [
                        "title": JSON(part.title), "outcome": JSON(StepView.status(part.outcome).rawValue),
                        "tests": JSON(part.tests), "seconds": JSON(part.seconds), "predicted": JSON(part.predicted),
                    ]
                }
            ),
            "attempts": JSON(
                record.attempts.map { attempt in
                    let log = attempt.log.map { log in options.runFolder.map { "\($0)/\(log)" } ?? log }
                    return [
                        "number": JSON(attempt.number), "passed": JSON(attempt.outcome == .passed),
                        "started": JSON(attempt.started), "seconds": JSON(attempt.seconds),
                        "cpu_seconds": JSON(attempt.cpuSeconds),
                        "user_seconds": JSON(attempt.userSeconds), "system_seconds": JSON(attempt.systemSeconds),
                        "peak_memory_bytes": JSON(attempt.peakMemoryBytes), "measured": JSON(attempt.measured),
                        "isolation": JSON(attempt.isolation), "weakened": JSON(attempt.weakened), "log": JSON(log),
                        "leaked": JSON(attempt.leaked),
                        "kept": .array(attempt.kept.map(kept)),
                        "output": .array(attempt.output.map { .string($0) }),
                        "category": JSON(attempt.category?.rawValue), "part": JSON(attempt.part),
                        "selection": JSON(attempt.selection),
                    ]
                }
            ),
        ]
    }

    private static func kept(_ file: KeptCopy) -> JSON {
        [
            "path": JSON(file.path), "copy": JSON(file.copy), "bytes": JSON(file.bytes),
            "purpose": JSON(file.purpose.rawValue),
        ]
    }

    static func labels(_ labels: Labels) -> JSON {
        .object(labels.sorted { $0.key < $1.key }.map { JSON.Member($0.key, JSON($0.value)) })
    }

    static func fraction(_ fraction: Fraction?) -> JSON {
        fraction.map { ["covered": JSON($0.covered), "total": JSON($0.total)] } ?? .null
    }
}
