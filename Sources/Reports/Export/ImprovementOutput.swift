package import Core
import Criteria
package import Scanning

/// An improvement plan for people and for programs.
package enum ImprovementOutput {
    package static func markdown(_ plan: ImprovementPlan, _ window: InsightWindow) -> String {
        var parts = ["# Improvement plan", period(window)]
        for kind in ImprovementPlan.Item.Kind.allCases {
            let items = plan.items.filter { $0.kind == kind }
            guard !items.isEmpty else { continue }
            var lines = ["## \(title(kind)) (\(items.count))", ""]
            for item in items {
                lines.append(
                    "- \(MarkdownText.code(CleanText.line(item.subject))): \(MarkdownText.inline(CleanText.line(item.evidence)))"
                )
                lines.append("  - effect: \(MarkdownText.inline(CleanText.line(item.effect)))")
                if let command = item.command {
                    lines.append("  - next: \(MarkdownText.code(CleanText.line(command)))")
                }
            }
            parts.append(lines.joined(separator: "\n"))
        }
        if plan.items.isEmpty { parts.append("Nothing to improve was found.") }
        if !plan.gaps.isEmpty {
            let lines = plan.gaps.map { "- \(MarkdownText.inline($0))" }
            parts.append((["## Not looked at", ""] + lines).joined(separator: "\n"))
        }
        return parts.joined(separator: "\n\n") + "\n"
    }

    /// `recommendation` as the guide's engine words it.
    package static func json(_ plan: ImprovementPlan, _ window: InsightWindow) -> JSON {
        [
            "branch": JSON(window.branch), "runs": JSON(window.records.count), "from": JSON(window.from),
            "until": JSON(window.until),
            "items": JSON(
                plan.items.map { item in
                    [
                        "type": JSON(item.kind.rawValue), "subject": JSON(item.subject),
                        "evidence": JSON(item.evidence),
                        "effect": JSON(item.effect), "command": JSON(item.command),
                        "recommendation": JSON(recommendation(item.kind)),
                    ]
                }
            ),
            "gaps": JSON(plan.gaps.map { JSON($0) }),
        ]
    }

    private static func period(_ window: InsightWindow) -> String {
        let branch = window.branch.map { " of \(MarkdownText.inline($0))" } ?? ""
        let runs = Display.count(window.records.count, "run")
        return "\(runs)\(branch), from \(Display.time(window.from)) to \(Display.time(window.until))"
    }

    private static func title(_ kind: ImprovementPlan.Item.Kind) -> String {
        switch kind {
        case .performance: "Slow tests"
        case .reliability: "Tests that cannot be believed"
        case .coverage: "Coverage gaps"
        case .value: "Tests that tell nothing"
        case .ownership: "Without an owner"
        case .security: "Findings that stay"
        }
    }

    private static func recommendation(_ kind: ImprovementPlan.Item.Kind) -> String {
        switch kind {
        case .performance: "optimize or parallelize"
        case .reliability: "fix or quarantine"
        case .coverage: "add tests"
        case .value: "mend, move to a nightly run, or remove"
        case .ownership: "name an owner"
        case .security: "mend, or waive until a day"
        }
    }
}
