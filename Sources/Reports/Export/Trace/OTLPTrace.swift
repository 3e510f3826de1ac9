package import Core
package import Scanning

/// A run as a trace of OpenTelemetry, in the JSON form of OTLP: a span for the run, one for each step below it.
///
/// The names are those of the conventions for CI systems (`cicd.*`, `vcs.*`). What a run's id makes once it makes again, so that a trace
/// that is sent twice is one.
package enum OTLPTrace {
    /// `project`: what the traces are called by; `version`: of Assay.
    package static func value(_ summary: RunSummary, project: String, version: String) -> JSON {
        let run = summary.context?.id ?? ""
        let trace = name(["trace", project, run]) + name(["trace again", project, run])
        let root = name(["run", project, run])
        let start = summary.context?.started ?? 0
        var spans = [runSpan(summary, project, trace: trace, span: root, start: start)]
        for (index, step) in summary.steps.enumerated() where !step.attempts.isEmpty {
            let id = name(["step", project, run, "\(index)", step.name])
            spans.append(stepSpan(step, run, trace: trace, span: id, parent: root))
        }
        let resource = attributes([
            ("service.name", project), ("service.version", nil), ("telemetry.sdk.name", "assay"),
        ])
        return [
            "resourceSpans": [
                [
                    "resource": ["attributes": resource],
                    "scopeSpans": [
                        ["scope": ["name": "assay", "version": JSON(version)], "spans": JSON(spans)]
                    ],
                ]
            ]
        ]
    }

    /// 16 hexadecimal digits, the same for the same words.
    private static func name(_ words: [String]) -> String {
        Fingerprint.text(of: words.flatMap { Array($0.utf8) + [0xFF] })
    }

    private static func runSpan(
        _ summary: RunSummary,
        _ project: String,
        trace: String,
        span: String,
        start: Double
    ) -> JSON {
        let verdict = summary.verdict?.overall ?? .notEvaluated
        let result = summary.interrupted ? "cancellation" : verdict.blocks ? "failure" : "success"
        let known: [(String, String?)] = [
            ("cicd.pipeline.name", project), ("cicd.pipeline.run.id", summary.context?.id),
            ("cicd.pipeline.result", result), ("vcs.ref.head.name", summary.context?.branch),
            ("vcs.ref.head.revision", summary.context?.commit), ("assay.verdict", verdict.rawValue),
        ]
        return [
            "traceId": JSON(trace), "spanId": JSON(span), "name": JSON(project),
            // A server's span: what has asked for it is elsewhere.
            "kind": 2, "startTimeUnixNano": JSON(nanoseconds(start)),
            "endTimeUnixNano": JSON(nanoseconds(start + max(0, summary.seconds))),
            "attributes": attributes(known), "status": ["code": JSON(verdict.blocks ? 2 : 1)],
        ]
    }

    private static func stepSpan(
        _ step: StepRecord,
        _ run: String,
        trace: String,
        span: String,
        parent: String
    ) -> JSON {
        let start = step.attempts.map(\.started).min() ?? 0
        let end = step.attempts.map { $0.started + max(0, $0.seconds) }.max() ?? start
        let known: [(String, String?)] = [
            ("cicd.pipeline.task.name", step.name), ("cicd.pipeline.task.run.id", "\(run)/\(step.name)"),
            ("cicd.pipeline.task.run.result", result(step.outcome)), ("assay.stage", step.stage),
            ("assay.tries", "\(step.attempts.count)"), ("assay.component", step.component),
        ]
        let hasFailed = if case .failed = step.outcome { true } else { false }
        return [
            "traceId": JSON(trace), "spanId": JSON(span), "parentSpanId": JSON(parent), "name": JSON(step.name),
            "kind": 1, "startTimeUnixNano": JSON(nanoseconds(start)), "endTimeUnixNano": JSON(nanoseconds(end)),
            "attributes": attributes(known), "status": ["code": JSON(hasFailed ? 2 : 1)],
        ]
    }

    private static func result(_ outcome: StepOutcome) -> String {
        switch outcome {
        case .passed, .found: "success"
        case .failed(.timeout, _): "timeout"
        case .failed(.infrastructure, _): "error"
        case .failed: "failure"
        case .skipped: "skip"
        case .cancelled: "cancellation"
        }
    }

    private static func attributes(_ known: [(name: String, value: String?)]) -> JSON {
        .array(
            known.compactMap { entry in
                entry.value.map { ["key": JSON(entry.name), "value": ["stringValue": JSON($0)]] }
            }
        )
    }

    /// A text: the number is larger than JSON's are exact.
    private static func nanoseconds(_ seconds: Double) -> String {
        guard seconds.isFinite, seconds >= 0, seconds < 1e10 else { return "0" }
        return "\(Int64(seconds * 1e6) * 1_000)"
    }
}
