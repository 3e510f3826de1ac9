import Core
import Criteria

extension ProjectBuilder {
    /// What the project wants to know of its tests over time.
    func insight() -> InsightSettings {
        var settings = InsightSettings()
        let dashboard = single("metrics_dashboard")
        settings.overview = dashboard?["overview"]?.texts ?? []
        settings.trends = dashboard?["trends"]?.texts ?? []
        settings.alerts = alerts(dashboard?["alerts"])
        settings.targets = targets()
        let review = single("monthly_review")
        settings.agenda = (review?["agenda"]?.entries ?? []).map { entry in
            ReviewTopic(name: entry.name, points: entry.value.texts)
        }
        settings.outcomes = review?["outcomes"]?.texts ?? []
        settings.edgeCases = (single("edge_cases")?.items ?? []).compactMap { item in
            let (file, test) = (item["where"]?.text, item["test"]?.text)
            return item["name"]?.text.map { EdgeCase(name: $0, file: file, test: test) }
        }
        settings.costs = costs()
        settings.issues = issues()
        return settings
    }

    private func issues() -> IssueFeed? {
        guard let reader = single("issues") else { return nil }
        if let file = reader.text { return IssueFeed(file: file) }
        return IssueFeed(
            file: reader["file"]?.text,
            command: (reader["command"]?.items ?? []).compactMap(\.text),
            incidents: reader["incidents"]?.text
        )
    }

    /// Tests that decide nothing for a while; one that is listed twice is a mistake.
    func quarantine() -> Quarantine {
        var seen: Set<String> = []
        let entries = (single("quarantine")?.items ?? []).compactMap { item -> Quarantine.Entry? in
            let (owner, reason, expires) = (item["owner"]?.text, item["reason"]?.text, item["expires"]?.day)
            guard let written = item["test"], let test = written.text, let owner, let reason, let expires else {
                return nil
            }
            if !seen.insert(test).inserted { error("'\(test)' is in quarantine twice", written.node) }
            let location = log.location(written.node.place)
            return Quarantine.Entry(test: test, owner: owner, reason: reason, expires: expires, location: location)
        }
        return Quarantine(entries: entries, largestShare: single("quarantine_limit")?.amount ?? Quarantine.usualShare)
    }

    private func alerts(_ reader: Reader?) -> [AlertRule] {
        var seen: Set<String> = []
        return (reader?.items ?? []).compactMap { item in
            let (severity, medianOf) = (item["severity"]?.text, item["median_of"]?.integer)
            guard let named = item["name"], let name = named.text, let condition = item["condition"]?.condition else {
                return nil
            }
            if !seen.insert(name).inserted { error("two alerts are called '\(name)'", named.node) }
            var rule = AlertRule(name: name, condition: condition, severity: severity, medianOf: medianOf ?? 1)
            rule.notify = (item["notify"].map { $0.items ?? [$0] } ?? []).compactMap { told($0) }
            return rule
        }
    }

    private func targets() -> [EffectivenessTarget] {
        let reader = single("effectiveness_metrics")
        return FileFormat.effectivenessGroups.flatMap { group in
            let entries = reader?[group.name]?.entries ?? []
            return entries.compactMap { entry -> EffectivenessTarget? in
                guard let signature = group.metrics.first(where: { $0.name == entry.name }),
                    let written = entry.value.text,
                    let phrase = try? Phrase.parse(written, for: signature),
                    let condition = try? phrase.expression(for: signature)
                else { return nil }
                return EffectivenessTarget(
                    group: group.name,
                    name: entry.name,
                    written: written,
                    condition: condition,
                    dimension: signature.dimension
                )
            }
        }
    }

    private func costs() -> [CostRate] {
        (single("costs")?.entries ?? []).compactMap { entry in
            guard let text = entry.value.text else { return nil }
            guard let rate = Double(text), rate.isFinite, rate >= 0 else {
                error("'\(text)' is no price of a minute; write a number such as 0.008", entry.value.node)
                return nil
            }
            return CostRate(step: entry.name, perMinute: rate)
        }
    }
}
