import Core
import Criteria

/// Where software is deployed to, and what must hold before and after.
extension FileFormat {
    static let release: [Field] = [
        Field(
            "deployment_gates",
            .names(noun: "environment", deploymentGate),
            "What must hold before and after a deployment.",
            bar: .held(.deployments)
        )
    ]

    private static let deploymentGate: Shape = .mapping([
        Field(
            "required_gates",
            .list(.either([.text, .names(noun: "requirement", .oneOrMany(.text))])),
            "What must have passed: known names, or own ones with what they ask."
        ),
        Field("after", .text, "The environment that the same artifact must have passed before."),
        Field("within", .duration(words: []), "How long a pass in that environment counts (7 days)."),
        Field("max_age", .duration(words: []), "How old the run may be that was judged (7 days)."),
        Field("scan_max_age", .duration(words: []), "How old a security scan may be (24 hours)."),
        Field(
            "approvals",
            .mapping([
                Field("count", .integer(1...20), "How many different people must approve (1)."),
                Field("roles", .oneOrMany(.text), "The roles of `attestation_keys` that may."),
                Field("valid_for", .duration(words: []), "How long an approval holds (72 hours)."),
            ]),
            "Who gives manual_approval."
        ),
        Field("rollback_triggers", .ordered(triggers), "What takes a deployment back, measured live."),
        Field("fallback", .mapping(fallbacks), "Absolute limits where a trigger has no baseline."),
        Field("watch", watch, "Where live figures come from, and how they are judged."),
        Field(
            "rollback",
            .mapping([
                Field("run", .list(.text), "The command that rolls back, without a shell."),
                Field("verify", .list(.text), "The command that says afterwards whether all is well."),
            ]),
            "How a deployment is taken back."
        ),
    ])

    private static let triggers = [
        phrase("error_rate", .ratio, .atMost), phrase("response_time", .duration, .atMost),
        phrase("availability", .ratio, .atLeast), phrase("burn_rate", .ratio, .atLeast),
    ]

    private static let fallbacks = [Field("response_time", .duration(words: []), "In place of twice the baseline.")]

    private static let watch: Shape = .mapping([
        Field("prometheus", .text, "The address of a Prometheus server."),
        Field("probe", .text, "An address that is asked again and again."),
        Field("file", .path, "A file of samples, one JSON object a line."),
        Field("command", .list(.text), "A command that prints samples, without a shell."),
        Field(
            "queries",
            .mapping([
                Field("requests", .text, "PromQL: requests in the window."),
                Field("errors", .text, "PromQL: failed requests in the window."),
                Field("response_time", .text, "PromQL: a percentile in seconds."),
                Field("age", .text, "PromQL: seconds since the newest figure."),
                Field("samples", .text, "PromQL: how many times figures were collected in the window."),
            ]),
            "What Prometheus is asked; {window} is the window."
        ),
        Field("scrape_interval", .duration(words: []), "How often figures are collected (15s)."),
        Field("interval", .duration(words: []), "How often they are judged (30s)."),
        Field("window", .duration(words: []), "What one judgement looks at (5m)."),
        Field("windows", .integer(1...20), "So many windows in a row decide (2)."),
        Field("warmup", .duration(words: []), "What is not judged after a deployment (60s)."),
        Field("duration", .duration(words: []), "How long it is watched (30m)."),
        Field("minimum_traffic", .integer(1...1_000_000_000), "Requests that must have been seen."),
    ])

    private static func phrase(_ name: String, _ dimension: Dimension, _ direction: Direction) -> Field {
        Field(
            name,
            .phrase(MetricSignature(name: name, dimension: dimension, direction: direction)),
            "A criterion on \(dimension.noun)."
        )
    }
}
