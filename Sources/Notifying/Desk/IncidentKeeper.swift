package import Core
package import Ledger
package import Responding
import Scanning
package import Storage

/// Looks after the incidents of one state folder: what a command and a server call alike.
///
/// Everything is written under the audit log's lock, from all that is known by then: two at once never do the same twice.
package struct IncidentKeeper: Sendable {
    package let ledger: Ledger
    private let project: Project
    private let sources: IncidentSources
    /// Seconds since 1970.
    private let clock: @Sendable () -> Double

    package init(
        _ ledger: Ledger,
        project: Project,
        sources: IncidentSources,
        clock: @escaping @Sendable () -> Double
    ) {
        self.ledger = ledger
        self.project = project
        self.sources = sources
        self.clock = clock
    }

    package func desk() throws(StorageError) -> IncidentDesk { IncidentDesk(try ledger.read()) }

    /// Opens, closes and escalates what is due, and lets messages wait; lines for people.
    ///
    /// `dryRun` writes nothing.
    @discardableResult
    package func tick(_ runs: EndedRuns, dryRun: Bool = false) throws(StorageError) -> [String] {
        try write(dryRun: dryRun) { tick in
            tick.take(runs)
            tick.takeWatches()
            tick.runTimers()
        }
    }

    /// Somebody looks after it; why it cannot be, nil for nothing.
    package func acknowledge(_ id: String, by person: String) throws(StorageError) -> String? {
        try change(id) { tick, incident in
            tick.apply(.acknowledged(by: person, at: tick.now), to: incident.id, by: person)
            return nil
        }
    }

    /// Closes an incident by a run in which what failed has passed since; why it cannot be, nil for nothing.
    package func resolve(_ id: String, by person: String, with run: RunSummary) throws(StorageError) -> String? {
        let found = RunFailures(run, components: project.components)
        let name = run.context?.id ?? ""
        return try change(id) { tick, incident in
            let isNewer = (run.context?.started ?? 0) > incident.lastFailure - 1
            let isRepair = run.context?.isRepair ?? false
            guard incident.environment == nil, found.passed.contains(incident.step), isNewer, !isRepair else {
                return "run \(name) shows no pass of \(incident.step) since it failed: \(incident.id) stays open"
            }
            for _ in 0..<max(1, incident.policy.closeAfter - incident.passes) {
                tick.apply(.passed(at: tick.now), to: incident.id, by: person)
            }
            let isOpen = tick.desk.incident(incident.id)?.isOpen ?? false
            return isOpen ? "\(incident.id) is flapping: it closes once it has been well for an hour" : nil
        }
    }

    /// Incidents that wait for a repair, each with its name.
    package func repairs() throws(StorageError) -> [(incident: Incident, repair: RecoveryAction)] {
        let now = clock()
        return try desk().incidents.compactMap { incident in
            guard incident.status == .triggered, let until = incident.recoveringUntil, now < until,
                let action = project.response.recovery.first
            else { return nil }
            return (incident, action)
        }
    }

    /// What became of a repair.
    package func note(_ repair: Recovery, of id: String, worked: Bool) throws(StorageError) {
        _ = try change(id) { tick, incident in
            let event: Incident.Event =
                worked ? .recovered(with: repair.rawValue, at: tick.now) : .notRecovered(at: tick.now)
            tick.apply(event, to: incident.id)
            return nil
        }
    }

    /// Lets a notice wait for contacts or notifiers, such as an alert of a server.
    package func announce(_ notice: Notice, to names: [String]) throws(StorageError) {
        try write(dryRun: false) { tick in
            let channels = names.flatMap { tick.settings.channels(of: $0) }.unique
            tick.queue(notice, to: channels, isUrgent: notice.severity == .critical)
        }
    }

    /// Nobody is told of an alert, an incident or of anything for so many seconds; the id of the silence.
    package func silence(
        _ subject: String,
        for seconds: Double,
        by person: String,
        because reason: String
    ) throws(StorageError) -> String {
        var id = ""
        try write(dryRun: false) { tick in
            id = "SIL-\(tick.desk.silences.count + 1)"
            let silence = Silence(
                id: id,
                subject: subject,
                person: person,
                reason: reason,
                begun: tick.now,
                until: tick.now + seconds
            )
            tick.write("silence", by: person, SilenceCodec.body(silence))
        }
        return id
    }

    /// Ends a silence before its time; false where none of that id is in force.
    package func endSilence(_ id: String, by person: String) throws(StorageError) -> Bool {
        var isDone = false
        try write(dryRun: false) { tick in
            isDone = tick.desk.silences.contains { $0.id.lowercased() == id.lowercased() && $0.isInForce(at: tick.now) }
            if isDone { tick.write("silence.ended", by: person, ["id": JSON(id.uppercased())]) }
        }
        return isDone
    }

    private func change(
        _ id: String,
        _ change: (inout IncidentTick, Incident) -> String?
    ) throws(StorageError) -> String? {
        var problem: String?
        try write(dryRun: false) { tick in
            guard let incident = tick.desk.incident(id) else { return problem = "no incident is called '\(id)'" }
            guard incident.isOpen else { return problem = "\(incident.id) is resolved already" }
            problem = change(&tick, incident)
        }
        return problem
    }

    @discardableResult
    private func write(dryRun: Bool, _ change: (inout IncidentTick) -> Void) throws(StorageError) -> [String] {
        var lines: [String] = []
        func make(_ entries: [LedgerEntry]) -> [LedgerDraft] {
            var tick = IncidentTick(IncidentDesk(entries), project: project, sources: sources, now: clock())
            change(&tick)
            lines = tick.lines
            return tick.drafts
        }
        if dryRun { _ = make(try ledger.read()) } else { try ledger.append { entries in make(entries) } }
        return lines
    }
}
