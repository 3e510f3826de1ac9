import Criteria

extension Catalogue {
    /// Gate 4: what a user sees.
    static let endToEnd: [CriterionDefinition] = [
        CriterionDefinition(
            .e2e,
            "critical_user_journeys.pass_rate",
            metric: "critical_user_journeys.pass_rate",
            .ratio,
            .atLeast,
            parameters: [.init("journeys", .cells(label: "journey"), required: true)],
            evidence: "test cases with the property `journey`",
            missing: "a journey without an executed test: not evaluated",
            measure: Measures.labelledPassRate
        ),
        CriterionDefinition(
            .e2e,
            "cross_browser_compatibility.pass_rate",
            metric: "cross_browser_compatibility.pass_rate",
            .ratio,
            .atLeast,
            parameters: [
                .init("browsers", .cells(label: "browser"), required: true),
                .init("versions", .cells(label: "version")),
            ],
            cellSource: Measures.browserCells,
            evidence: "test cases with the properties `browser` and `browser_version`",
            missing:
                "a cell without an executed test, `latest` without `browser_releases`, WebKit in place of Safari: not evaluated",
            measure: Measures.browserPassRate
        ),
        CriterionDefinition(
            .e2e,
            "mobile_responsiveness.pass_rate",
            metric: "mobile_responsiveness.pass_rate",
            .ratio,
            .atLeast,
            parameters: [
                .init("devices", .cells(label: "device"), required: true),
                .init("orientations", .cells(label: "orientation")),
            ],
            evidence: "test cases with the properties `device` and `orientation`",
            missing: "a cell without an executed test: not evaluated",
            measure: Measures.devicePassRate
        ),
        CriterionDefinition(
            .e2e,
            "accessibility.wcag_level",
            metric: "accessibility.wcag_violations",
            .count,
            .atMost,
            parameters: [.init("pages", .cells(label: "page"))],
            wordMeaning: .init(.atMost, 0),
            attestation: .required,
            basis: .derived,
            evidence:
                "axe-core's rules up to the level (or the metric `accessibility.wcag_violations`) and a signed audit, as automation sees only a part",
            missing:
                "no signed audit: not evaluated, however clean the scan; no rule of a level ran, or a listed page was not scanned: not evaluated",
            measure: Measures.wcagViolations
        ),
        CriterionDefinition(
            .e2e,
            "accessibility.automated_checks",
            metric: "accessibility.automated_checks",
            .ratio,
            .atLeast,
            parameters: [.init("pages", .cells(label: "page"))],
            basis: .derived,
            evidence:
                "axe-core's results (pages without a violation / pages), or the metric `accessibility.automated_checks`",
            missing:
                "no page scanned, or a listed page was not: not evaluated; what needs review is noted, and no pass by itself",
            measure: Measures.cleanPages
        ),
        CriterionDefinition(
            .e2e,
            "accessibility.screen_reader",
            metric: "accessibility.screen_reader",
            .boolean,
            .exactly,
            attestation: .sole,
            basis: .attested,
            evidence: "a signed attestation: reader, version, pages and findings",
            missing: "no signed statement in force: not evaluated"
        ),
    ]
}
