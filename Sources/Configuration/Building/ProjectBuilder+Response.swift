import Core
import Criteria

extension ProjectBuilder {
    /// Owners that stand for whoever owns what failed.
    private static let ownersByPlace = ["component_developer", "service_owner"]

    func response(_ project: Project, partial: Bool) -> ResponseSettings {
        var settings = ResponseSettings()
        settings.notifiers = named("notifiers").compactMap { notifier($0, project, partial: partial) }
        settings.contacts = named("contacts").map { entry in
            let channels = (entry.value.items ?? [entry.value]).compactMap { told($0) }
            if channels.isEmpty { error("'\(entry.name)' has no channel", entry.key) }
            return Contact(name: entry.name, channels: channels, location: log.location(entry.key.place))
        }
        settings.rules = named("escalation_matrix").compactMap { rule($0, project) }
        if let reader = single("incident_response") { read(reader, into: &settings, project) }
        if !partial { warnOfUnreachable(settings, project) }
        return settings
    }

    /// The name of a contact or notifier, which must exist.
    func told(_ item: Reader) -> String? {
        guard let name = item.text else { return nil }
        let names = (named("contacts") + named("notifiers")).map(\.name)
        if !names.contains(name) {
            error(
                "no contact or notifier is called '\(name)'",
                item.node,
                suggestion: log.isFull ? nil : Resemblance.nearest(to: name, among: names)
            )
        }
        return name
    }

    private func rule(_ entry: Reader.Entry, _ project: Project) -> EscalationRule? {
        let reader = entry.value
        let when = reader["when"]
        var conditions = RuleConditions()
        conditions.categories = when?["category"]?.texts ?? []
        conditions.components = when?["component"]?.texts ?? []
        conditions.steps = when?["step"]?.texts ?? []
        conditions.signature = when?["signature"]?.text
        conditions.environments = when?["environment"]?.texts ?? []
        if conditions.isEmpty, !EscalationRule.knownNames.contains(entry.name) {
            error(
                "no failure is called '\(entry.name)'; a name of your own needs `when`",
                entry.key,
                suggestion: log.isFull ? nil : Resemblance.nearest(to: entry.name, among: EscalationRule.knownNames)
            )
        }
        for component in when?["component"].map({ $0.items ?? [$0] }) ?? [] {
            guard let name = component.text, !project.components.contains(where: { $0.name == name }) else { continue }
            error("no component is called '\(name)'", component.node)
        }
        let sla = reader["sla"]
        let owner = reader["owner"]?.text
        let escalate = (reader["escalate"].map { $0.items ?? [$0] } ?? []).compactMap { told($0) }
        let repeats = reader["repeat"]?.integer ?? 3
        guard let severity = reader["severity"]?.text.flatMap(Severity.init) else { return nil }
        return EscalationRule(
            name: entry.name,
            severity: severity,
            owner: owner,
            sla: sla?.text == "immediate" ? 0 : seconds(sla) ?? 3_600,
            escalate: escalate,
            repeats: repeats,
            conditions: conditions,
            location: log.location(entry.key.place)
        )
    }

    private func read(_ reader: Reader, into settings: inout ResponseSettings, _ project: Project) {
        settings.onCall = reader["on_call"].flatMap { told($0) }
        if let hours = reader["quiet_hours"], let text = hours.text {
            settings.quietHours = QuietHours(text)
            if settings.quietHours == nil { error("'\(text)' are no hours; write 22:00-07:00", hours.node) }
        }
        settings.closeAfter = reader["close_after"]?.integer ?? settings.closeAfter
        settings.recovery = recovery(reader)
        settings.link = address(reader["link"])
        settings.heartbeat = address(reader["heartbeat"])
        settings.maintenance = (reader["maintenance"]?.items ?? []).compactMap { item in
            let (environment, reason) = (item["environment"]?.text, item["reason"]?.text)
            guard let from = item["from"]?.day, let until = item["until"]?.day, let reason else { return nil }
            if until < from { error("this maintenance ends before it begins", item.node) }
            return MaintenanceWindow(environment: environment, from: from, until: until, reason: reason)
        }
    }

    private func recovery(_ reader: Reader) -> [RecoveryAction] {
        let commands = reader["recovery_commands"]
        let named = Recovery.allCases.map { ($0, commands?[$0.rawValue]?.texts ?? []) }
        let known = Dictionary(uniqueKeysWithValues: named)
        return (reader["recovery"]?.items ?? []).compactMap { item in
            guard let recovery = item.text.flatMap(Recovery.init) else { return nil }
            let command = known[recovery] ?? []
            if command.isEmpty, recovery != .rerunOnFreshWorker {
                error(
                    "'\(recovery.rawValue)' needs a command: `recovery_commands: {\(recovery.rawValue): […]}`",
                    item.node
                )
            }
            return RecoveryAction(recovery, command: command)
        }
    }

    private func address(_ reader: Reader?) -> String? {
        guard let reader, let text = reader.text else { return nil }
        if !text.hasPrefix("https://"), !text.hasPrefix("http://") {
            error("'\(text)' is no address; write https://…", reader.node)
        }
        return text
    }

    /// An incident whose owner nobody can reach is nobody's.
    private func warnOfUnreachable(_ settings: ResponseSettings, _ project: Project) {
        guard let entry = top["escalation_matrix"]?.first, !log.hasErrors else { return }
        let names = Set((settings.contacts.map(\.name)) + settings.notifiers.map(\.name))
        let owners = settings.rules.compactMap(\.owner).filter { !Self.ownersByPlace.contains($0) }
        let byPlace = settings.rules.contains { $0.owner.map(Self.ownersByPlace.contains) ?? false }
        let components = byPlace ? project.components.compactMap(\.owner) : []
        let unreachable = (owners + components).unique.filter { !names.contains($0) }
        guard !unreachable.isEmpty else { return }
        warn("nobody can tell \(unreachable.joined(separator: ", ")): add them to 'contacts'", entry.key)
    }

    // MARK: Notifiers

    private func notifier(_ entry: Reader.Entry, _ project: Project, partial: Bool) -> Notifier? {
        let reader = entry.value
        let channels = [
            slack(reader), teams(reader), pagerduty(reader), github(reader), webhook(reader), email(reader),
        ].compactMap(\.self)
        guard channels.count == 1, let channel = channels.first else {
            error("'\(entry.name)' needs one of slack, teams, email, pagerduty, github and webhook", entry.key)
            return nil
        }
        let fallback = reader["fallback"]?.text
        if let fallback, fallback == entry.name || !named("notifiers").contains(where: { $0.name == fallback }) {
            error("no other notifier is called '\(fallback)'", reader["fallback"]?.node ?? entry.key)
        }
        if !partial { checkSecrets(reader, project) }
        return Notifier(
            name: entry.name,
            channel: channel,
            allowsPrivate: reader["allow_private"]?.boolean ?? false,
            fallback: fallback,
            location: log.location(entry.key.place)
        )
    }

    private func slack(_ reader: Reader) -> Notifier.Channel? { reader["slack"]?.text.map { .slack($0) } }

    private func teams(_ reader: Reader) -> Notifier.Channel? { reader["teams"]?.text.map { .teams($0) } }

    private func pagerduty(_ reader: Reader) -> Notifier.Channel? {
        guard let key = reader["pagerduty"]?.text else { return nil }
        return .pagerduty(key: key, address: reader["api"]?.text)
    }

    private func github(_ reader: Reader) -> Notifier.Channel? {
        guard let written = reader["github"], let repository = written.text else { return nil }
        if repository.split(separator: "/").count != 2 { error("'\(repository)' is not owner/name", written.node) }
        let token = reader["token"]?.text
        if token == nil { error("an issue needs a 'token'", written.node) }
        return .github(repository: repository, token: token ?? "", address: reader["api"]?.text)
    }

    private func webhook(_ reader: Reader) -> Notifier.Channel? {
        guard let address = reader["webhook"]?.text else { return nil }
        return .webhook(address, secret: reader["secret"]?.text)
    }

    private func email(_ reader: Reader) -> Notifier.Channel? {
        guard let mail = reader["email"] else { return nil }
        let security = mail["security"]?.text.flatMap(Notifier.Mail.Security.init) ?? .starttls
        return .email(
            Notifier.Mail(
                server: mail["server"]?.text ?? "",
                from: mail["from"]?.text ?? "",
                to: mail["to"]?.texts ?? [],
                user: mail["user"]?.text,
                password: mail["password"]?.text,
                security: security
            )
        )
    }

    /// Secrets that a notifier names in braces must be there.
    private func checkSecrets(_ reader: Reader, _ project: Project) {
        let prefix = "secrets."
        let known = Set(project.secrets.map(\.name))
        let values = reader.entries.map(\.value) + (reader["email"]?.entries.map(\.value) ?? [])
        for value in values where !value.isMapping {
            for name in value.text.map(Substitution.names) ?? [] where name.hasPrefix(prefix) {
                let secret = String(name.dropFirst(prefix.count))
                if !known.contains(secret) { error("no secret is called '\(secret)'; add it to 'secrets'", value.node) }
            }
        }
    }
}
