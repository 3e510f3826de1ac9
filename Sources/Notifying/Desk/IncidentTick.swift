import Core
import Ledger
import Responding
import Scanning
import Signing

/// What one tick writes, from the runs that have ended since and the timers that are due: a decision without a clock.
struct IncidentTick {
    let project: Project
    let sources: IncidentSources
    let now: Double
    private(set) var drafts: [LedgerDraft] = []
    /// For people.
    private(set) var lines: [String] = []
    /// All that is known, with what this tick has added.
    private(set) var desk: IncidentDesk

    /// A tick writes so much at most; the next one goes on.
    private static let limit = 1_000

    init(_ desk: IncidentDesk, project: Project, sources: IncidentSources, now: Double) {
        self.desk = desk
        self.project = project
        self.sources = sources
        self.now = now
    }

    var settings: ResponseSettings { project.response }

    mutating func write(_ kind: String, by person: String = "assay", _ body: JSON) {
        let draft = LedgerDraft(kind, by: person, at: now, body)
        drafts.append(draft)
        desk.apply(draft)
    }

    mutating func say(_ line: String) { lines.append(line) }

    // MARK: Runs

    mutating func take(_ runs: EndedRuns) {
        for run in runs.past(desk) { write("run.seen", ["run": JSON(run)]) }
        for summary in runs.unseen(by: desk) { take(summary, among: runs) }
    }

    private mutating func take(_ summary: RunSummary, among runs: EndedRuns) {
        guard let run = summary.context else { return }
        write("run.seen", ["run": JSON(run.id)])
        // What is on the way to nobody is nobody's incident, and a repair proves nothing by itself.
        guard run.pullRequest == nil, !summary.interrupted, !run.isRepair,
            sources.branch == nil || run.branch == nil || run.branch == sources.branch
        else { return }
        let found = RunFailures(summary, components: project.components, codeOwners: sources.codeOwners)
        for incident in desk.incidents where incident.isOpen && incident.environment == nil {
            if found.passed.contains(incident.step) { apply(.passed(at: now), to: incident.id) }
        }
        for failure in found.failures {
            if noteAgain(failure) { continue }
            if let rule = settings.rule(for: failure) { open(failure, rule, gather(failure, summary, runs)) }
        }
        alert(summary.past?.alerts ?? [], run)
    }

    /// The same failure is the same incident; whether there is one.
    mutating func noteAgain(_ failure: Failure) -> Bool {
        guard let known = desk.incidents.last(where: { $0.isOpen && $0.key == failure.key }) else { return false }
        apply(.failed(at: now), to: known.id)
        return true
    }

    mutating func open(_ failure: Failure, _ rule: EscalationRule, _ context: IncidentContext) {
        let owner = settings.owner(of: failure, by: rule)
        let id = "INC-\(desk.incidents.count + 1)"
        let hash = Array("\(id)|\(failure.key)|\(now)|\(sources.place)".utf8).withUnsafeBytes { Digest.sha256($0) }
        let earlier = desk.incidents.last { $0.key == failure.key }
        let incident = Incident(
            id: id,
            uid: String(hash.prefix(16)),
            key: failure.key,
            step: failure.step,
            title: "\(failure.step): \(Notice.cut(failure.message, 120))",
            environment: failure.environment,
            policy: settings.policy(rule, owner: owner),
            opened: now,
            changes: earlier.map { $0.closed(within: Incident.flappingWindow, of: now) ? $0.changes : [] } ?? []
        )
        var context = context
        let own: [(String, String?)] = [
            ("step", failure.step), ("environment", failure.environment), ("owner", owner),
            ("component", failure.component), ("category", failure.category), ("rule", rule.name),
        ]
        context.facts = own.compactMap { fact in fact.1.map { Notice.Fact(fact.0, $0) } } + context.facts
        write("incident.opened", IncidentCodec.body(incident, context))
        say("\(incident.id) is opened: [\(rule.severity.rawValue)] \(incident.title)")
        if let repair = repair(failure) { apply(.recovering(with: repair.rawValue, at: now), to: id) }
    }

    /// A repair that may be tried: only for what is the place's fault, and once a day for a failure.
    private func repair(_ failure: Failure) -> Recovery? {
        guard let category = failure.category.flatMap(FailureCategory.init), category.isOfThePlace else { return nil }
        if let last = desk.repairs[failure.key], now - last < 86_400 { return nil }
        return settings.recovery.first?.recovery
    }

    // MARK: Timers

    mutating func runTimers() {
        tellSilenced()
        for incident in desk.incidents where incident.isOpen {
            if incident.becomesFlapping(at: now) {
                apply(.flapping(at: now), to: incident.id)
                tell(.flapping, incident.id, to: desk.told(incident.id))
            }
            var steps = 0
            while steps < 100, drafts.count < Self.limit, let current = desk.incident(incident.id),
                let event = current.due(at: now)
            {
                steps += 1
                let targets = current.nextTargets
                apply(event, to: incident.id)
                if case .escalated = event { call(targets, incident.id) }
            }
        }
    }

    /// Calls people; what nobody can tell them goes to whoever is on call.
    private mutating func call(_ targets: [String], _ id: String) {
        var channels = targets.flatMap { settings.channels(of: $0) }.unique
        if channels.isEmpty {
            channels = settings.onCall.map { settings.channels(of: $0) } ?? []
            let who = targets.isEmpty ? "its owner" : targets.joined(separator: ", ")
            let instead = channels.isEmpty ? "" : "; \(settings.onCall ?? "") is told"
            say("warning: \(id): nobody can tell \(who), see `contacts`\(instead)")
        }
        tell(.triggered, id, to: channels)
    }

    mutating func apply(_ event: Incident.Event, to id: String, by person: String = "assay") {
        guard let before = desk.incident(id), before.isOpen else { return }
        write("incident.event", by: person, IncidentCodec.body(event, of: id))
        guard let after = desk.incident(id) else { return }
        switch event {
        case .acknowledged:
            drop(id)
            tell(.acknowledged, id, to: desk.told(id))
        case .recovered:
            drop(id)
            tell(.recovered, id, to: desk.told(id))
        default: break
        }
        guard !after.isOpen else { return }
        say("\(id) is resolved: \(after.title)")
        drop(id)
        tell(.resolved, id, to: desk.told(id))
    }

    /// Calls that nobody needs to hear any more.
    private mutating func drop(_ id: String) {
        for message in desk.messages where message.delivery.incident == id && message.isCall {
            guard message.delivery.status == .waiting else { continue }
            write("message.dropped", ["id": JSON(message.delivery.id)])
        }
    }

    // MARK: Messages

    private mutating func tell(_ kind: Notice.Kind, _ id: String, to notifiers: [String]) {
        guard let incident = desk.incident(id), !notifiers.isEmpty else { return }
        let isSilent = settings.maintenance.contains { $0.holds(at: now, environment: incident.environment) }
        guard !isSilent else { return say("\(id): nobody is told during maintenance") }
        guard !desk.isSilenced(id, at: now) else { return say("\(id): somebody has silenced it") }
        let notice = desk.notice(kind, of: incident, link: settings.link, at: now)
        queue(notice, to: notifiers, isUrgent: incident.policy.severity == .critical)
    }

    /// Lets a notice wait for whoever delivers.
    mutating func queue(_ notice: Notice, to notifiers: [String], isUrgent: Bool) {
        let quiet = isUrgent ? nil : settings.quietHours?.end(after: now)
        for notifier in notifiers {
            var notice = notice
            notice.isFirst = desk.isFirst(in: notice.thread, by: notifier)
            let saysOnce = settings.notifiers.first { $0.name == notifier }?.channel.saysOnce ?? false
            guard notice.isFirst || !saysOnce else { continue }
            let id = "\(notice.thread)-\(desk.messages.count + 1)"
            write(
                "message.queued",
                [
                    "id": JSON(id), "notifier": JSON(notifier), "not_before": JSON(quiet ?? now),
                    "notice": notice.json,
                ]
            )
        }
    }
}
