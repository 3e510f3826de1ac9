import Core
import Responding

/// What the watches after deployments have to say: taken back, held, or silent.
extension IncidentTick {
    /// A watch that has said nothing for so many of its intervals is dead.
    private static let silentIntervals = 5.0
    private static let shortestSilence = 120.0

    mutating func takeWatches() {
        for gate in project.deployments {
            guard let settings = gate.watch, !gate.triggers.isEmpty, let report = desk.watches.reports[gate.name]
            else { continue }
            if let end = report.end { take(end, gate.name) } else { takeSilence(report, gate.name, settings) }
        }
    }

    private mutating func take(_ end: WatchReports.End, _ environment: String) {
        close("watch", environment, end.time)
        switch end.kind {
        case .passed: close("deployment", environment, end.time)
        case .rolledBack: fail(["deployment_rollback"], environment, "taken back: \(end.reason)", end.time)
        case .held: fail(["deployment_held"], environment, "held: \(end.reason)", end.time)
        }
    }

    private mutating func takeSilence(_ report: WatchReports.Report, _ environment: String, _ settings: WatchSettings) {
        let limit = max(Self.shortestSilence, Self.silentIntervals * settings.interval)
        guard now - report.heard > limit else { return close("watch", environment, report.heard) }
        let message = "nobody watches \(environment): nothing was heard of `assay deploy watch \(environment)`"
        fail(["watch_lost"], environment, message, report.heard, step: "watch")
    }

    private mutating func fail(
        _ kinds: [String],
        _ environment: String,
        _ message: String,
        _ time: Double,
        step: String = "deployment"
    ) {
        let failure = Failure(kinds: kinds, step: step, message: message, environment: environment)
        // What was seen before is not seen again.
        let known = desk.incidents.contains {
            $0.environment == environment && $0.step == step && $0.lastFailure >= time
        }
        guard !known, !noteAgain(failure) else { return }
        let isAnswered = !settings.rules.isEmpty || settings.onCall != nil
        guard let rule = settings.rule(for: failure) ?? (isAnswered ? Self.usual(kinds[0]) : nil) else { return }
        let artifact = desk.watches.reports[environment]?.artifact ?? ""
        open(failure, rule, IncidentContext(facts: [.init("artifact", "sha256:\(artifact)")]))
    }

    /// Measured anew and well: what was wrong with it is over.
    private mutating func close(_ step: String, _ environment: String, _ time: Double) {
        for incident in desk.incidents where incident.isOpen && incident.environment == environment {
            guard incident.step == step, time > incident.lastFailure, time > incident.lastPass ?? -.infinity else {
                continue
            }
            for _ in 0..<max(1, incident.policy.closeAfter - incident.passes) {
                apply(.passed(at: now), to: incident.id)
            }
        }
    }

    /// Where the matrix says nothing of it.
    private static func usual(_ kind: String) -> EscalationRule {
        EscalationRule(name: kind, severity: kind == "deployment_rollback" ? .critical : .high, sla: 1_800)
    }
}
