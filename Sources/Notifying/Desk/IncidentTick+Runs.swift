import Core
import Responding
import Scanning
import Signing

/// What is known of a failure in a run, for whoever is called.
extension IncidentTick {
    private static let commitLimit = 5

    func gather(_ failure: Failure, _ summary: RunSummary, _ runs: EndedRuns) -> IncidentContext {
        let context = summary.context
        let past = runs.past(of: failure.step, until: summary)
        let similar = desk.incidents.filter { $0.step == failure.step && !$0.isOpen }.suffix(3).map(\.id)
        let facts: [(String, String?)] = [
            ("run", context?.id), ("branch", context?.branch), ("commit", context?.commit.map(Self.short)),
            ("tree", context?.isClean == false ? "files differ from the commit" : nil),
            ("last passed", past.lastPassed.map(Self.words)), ("broken by", suspects(past)),
            ("history", past.strip.count > 1 ? past.strip : nil),
            ("similar", similar.isEmpty ? nil : similar.joined(separator: ", ")),
            ("machine", context?.machine.system),
        ]
        let step = summary.steps.first { $0.name == failure.step }
        return IncidentContext(
            run: context?.id,
            facts: facts.compactMap { fact in fact.1.map { Notice.Fact(fact.0, $0) } },
            excerpt: step?.attempts.last?.output ?? []
        )
    }

    private static func short(_ commit: String) -> String { String(commit.prefix(12)) }

    private static func words(_ context: RunContext) -> String {
        "run \(context.id)" + (context.commit.map { " (commit \(short($0)))" } ?? "")
    }

    /// The commits after the last run that passed, up to the first one that failed: one of them broke it.
    private func suspects(_ past: EndedRuns.Past) -> String? {
        guard let good = past.lastPassed?.commit, let bad = past.firstFailed?.commit else { return nil }
        guard good != bad else { return "no commit: \(Self.short(bad)) has passed before" }
        let range = "\(Self.short(good))..\(Self.short(bad))"
        guard let commits = sources.commits(good, bad), !commits.isEmpty else { return range }
        let shown = commits.prefix(Self.commitLimit).map { Notice.cut($0, 60) }
        let more = commits.count - shown.count
        return "\(range): " + (shown + (more > 0 ? ["\(more) more"] : [])).joined(separator: "; ")
    }

    /// Alerts of `metrics_dashboard` tell each of their contacts once, for as long as they stand.
    mutating func alert(_ alerts: [RaisedAlert], _ run: RunContext) {
        end(alerts, run)
        for alert in alerts { tell(alert, run) }
    }

    private mutating func tell(_ alert: RaisedAlert, _ run: RunContext) {
        let notice = notice(alert, run)
        guard !desk.isSilenced(alert.name, at: now) else {
            // Whoever is not told now is told at the end of the silence.
            write("alert.silenced", ["notice": notice.json])
            return say("alert: \(alert.name): somebody has silenced it")
        }
        tell(notice)
    }

    /// Tells of alerts that stand still, and whose silence is over.
    mutating func tellSilenced() {
        for notice in desk.silenced.values.sorted(by: { $0.thread < $1.thread })
        where !desk.isSilenced(notice.title, at: now) {
            write("alert.unsilenced", ["thread": JSON(notice.thread)])
            var notice = notice
            notice.time = now
            tell(notice)
        }
    }

    /// Those contacts of an alert that have not been told since it stands.
    private mutating func tell(_ notice: Notice) {
        let rule = project.insight.alerts.first { $0.name == notice.title }
        let channels = (rule?.notify ?? []).flatMap { settings.channels(of: $0) }.unique
        let told = Set(desk.told(ofAlert: notice.thread).map(\.delivery.notifier))
        let fresh = channels.filter { !told.contains($0) }
        guard !fresh.isEmpty else { return }
        queue(notice, to: fresh, isUrgent: notice.severity == .critical)
        say("alert: \(notice.title): \(notice.facts.first { $0.name == "values" }?.value ?? "")")
    }

    private func notice(_ alert: RaisedAlert, _ run: RunContext) -> Notice {
        var notice = Notice(
            kind: .alert,
            incident: alert.name,
            thread: thread(alert.key.isEmpty ? alert.name : alert.key),
            title: alert.name,
            severity: alert.severity.flatMap(Severity.init) ?? .medium,
            facts: [
                .init("condition", alert.condition), .init("values", alert.values), .init("run", run.id),
                .init("branch", run.branch ?? ""),
            ],
            time: now
        )
        notice.link = settings.link.map { "\($0)/runs/\(run.id)" }
        return notice
    }

    /// What was told and stands no more is over: should it stand again, it is told again.
    private mutating func end(_ alerts: [RaisedAlert], _ run: RunContext) {
        let standing = Set(alerts.map { thread($0.key.isEmpty ? $0.name : $0.key) })
        for rule in project.insight.alerts {
            let thread = thread(RaisedAlert.key(of: rule.name, branch: run.branch))
            let isKnown = desk.silenced[thread] != nil || !desk.told(ofAlert: thread).isEmpty
            guard !standing.contains(thread), isKnown else { continue }
            write("alert.over", ["thread": JSON(thread), "alert": JSON(rule.name), "run": JSON(run.id)])
            say("alert: \(rule.name) is over")
        }
    }

    private func thread(_ key: String) -> String {
        let hash = Array("\(sources.place)|\(key)".utf8).withUnsafeBytes { Digest.sha256($0) }
        return "alert-\(hash.prefix(16))"
    }
}
