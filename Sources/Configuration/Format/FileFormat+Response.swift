import Core

/// Who is told of a failure, how, and by when somebody must answer.
extension FileFormat {
    static let response: [Field] = [
        Field(
            "escalation_matrix",
            .names(noun: "failure", .mapping(escalation)),
            "Who owns a failure, and by when.",
            bar: .free
        ),
        Field(
            "contacts",
            .names(noun: "contact", .oneOrMany(.text)),
            "People and teams, by their channels.",
            bar: .free
        ),
        Field("notifiers", .names(noun: "notifier", .mapping(notifier)), "Channels that messages go by.", bar: .free),
        Field(
            "incident_response",
            .mapping([
                Field("on_call", .text, "The contact that is called for what is critical."),
                Field("quiet_hours", .text, "When only what is critical is sent at once: 22:00-07:00, UTC."),
                Field("close_after", .integer(1...20), "So many passing measurements close an incident (2)."),
                Field(
                    "recovery",
                    .list(.word(Recovery.allCases.map(\.rawValue))),
                    "Repairs that may be tried without anybody."
                ),
                Field(
                    "recovery_commands",
                    .mapping(
                        Recovery.allCases.map { Field($0.rawValue, .list(.text), "Its command, without a shell.") }
                    ),
                    "What does them."
                ),
                Field("link", .text, "The address of the project's pages on a server."),
                Field("heartbeat", .text, "An address that is asked after each tick."),
                Field(
                    "maintenance",
                    .list(
                        .mapping([
                            Field("environment", .text, "Where; everywhere without it."),
                            Field("from", .day, "The first day.", required: true),
                            Field("until", .day, "The last day.", required: true),
                            Field("reason", .text, "Why nobody is told.", required: true),
                        ])
                    ),
                    "Days on which nobody is told."
                ),
            ]),
            "What holds for all incidents.",
            bar: .free
        ),
    ]

    private static let escalation: [Field] = [
        Field("severity", .word(severityWords), "How bad it is.", required: true),
        Field("owner", .text, "Who answers for it."),
        Field("sla", .duration(words: ["immediate"]), "By when; immediate escalates at once."),
        Field("escalate", .oneOrMany(.text), "Contacts that are called next, one an SLA."),
        Field("repeat", .integer(0...10), "How often the chain begins again (3)."),
        Field(
            "when",
            .mapping([
                Field("category", .oneOrMany(.word(FailureCategory.allCases.map(\.rawValue))), "Sorts of failure."),
                Field("component", .oneOrMany(.text), "Components."),
                Field("step", .oneOrMany(.text), "Globs over steps."),
                Field("signature", .text, "A part of the failure's message."),
                Field("environment", .oneOrMany(.text), "Environments that software is deployed to."),
            ]),
            "What a failure must be like, for a name of your own."
        ),
    ]

    private static let notifier: [Field] = [
        Field("slack", .text, "The address of an incoming webhook."),
        Field("teams", .text, "The address of a workflow."),
        Field("pagerduty", .text, "The routing key of an integration (Events API v2)."),
        Field("webhook", .text, "An address; messages follow Standard Webhooks."),
        Field("github", .text, "The repository that issues are opened in: owner/name."),
        Field(
            "email",
            .mapping([
                Field("server", .text, "host:port of the SMTP server.", required: true),
                Field("from", .text, "The sender's address.", required: true),
                Field("to", .oneOrMany(.text), "Addresses.", required: true),
                Field("user", .text, "For servers that ask for a password."),
                Field("password", .text, "A secret: \"{secrets.NAME}\"."),
                Field("security", .word(Notifier.Mail.Security.allCases.map(\.rawValue)), "starttls, tls or none."),
            ]),
            "Mail by SMTP."
        ),
        Field("secret", .text, "What a webhook is signed with: whsec_…"),
        Field("token", .text, "The token for GitHub."),
        Field("api", .text, "Another address of PagerDuty or GitHub than the usual one."),
        Field("allow_private", .boolean, "Whether it may lie at a private address."),
        Field("fallback", .text, "The notifier that takes over where this one is dead."),
    ]
}
