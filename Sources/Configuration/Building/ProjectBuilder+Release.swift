import Core
import Criteria

extension ProjectBuilder {
    /// The environments that software is deployed to; what they name must exist.
    func deployments(_ project: Project, partial: Bool) -> [DeploymentGate] {
        var gates = named("deployment_gates").map { entry in deployment(entry, project, partial: partial) }
        let entries = named("deployment_gates")
        for index in gates.indices {
            let names = gates.map(\.name)
            if gates[index].after == nil, gates[index].name == "production", names.contains("staging") {
                gates[index].after = "staging"
            }
            guard let after = gates[index].after else { continue }
            let node = entries[index].value["after"]?.node ?? entries[index].key
            guard let earlier = gates.first(where: { $0.name == after }) else {
                error("no environment is called '\(after)'; add it to 'deployment_gates'", node)
                continue
            }
            inherit(from: earlier, &gates[index], entries[index])
            if comesBackTo(gates[index].name, gates) { error("'\(gates[index].name)' comes after itself", node) }
        }
        for (gate, entry) in zip(gates, entries) where !partial { checkApprovals(gate, project, entry) }
        return gates
    }

    /// What an environment does not say it has of the one before; asking for less is a mistake.
    private func inherit(from earlier: DeploymentGate, _ gate: inout DeploymentGate, _ entry: Reader.Entry) {
        inherit("max_age", earlier.limits.maxAge, &gate.limits.maxAge, entry, earlier.name)
        inherit("scan_max_age", earlier.limits.scanMaxAge, &gate.limits.scanMaxAge, entry, earlier.name)
        guard earlier.needsApproval, gate.needsApproval else { return }
        guard let written = entry.value["approvals"]?["count"] else {
            gate.approvals.count = max(gate.approvals.count, earlier.approvals.count)
            return
        }
        if gate.approvals.count < earlier.approvals.count {
            error("fewer people approve than in '\(earlier.name)', which comes before", written.node)
        }
    }

    private func inherit(
        _ key: String,
        _ before: Double,
        _ own: inout Double,
        _ entry: Reader.Entry,
        _ earlier: String
    ) {
        guard let written = entry.value[key] else { return own = min(own, before) }
        if own > before { error("'\(key)' is longer than that of '\(earlier)', which comes before", written.node) }
    }

    private func comesBackTo(_ name: String, _ gates: [DeploymentGate]) -> Bool {
        var next = gates.first { $0.name == name }?.after
        for _ in gates {
            guard let current = next else { return false }
            if current == name { return true }
            next = gates.first { $0.name == current }?.after
        }
        return false
    }

    /// A rule that nobody could satisfy holds every release back, and is found out at the worst time.
    private func checkApprovals(_ gate: DeploymentGate, _ project: Project, _ entry: Reader.Entry) {
        guard gate.needsApproval else { return }
        let able = gate.approvals.people(project.attestationKeys, environment: gate.name, on: today)
        guard able.count < gate.approvals.count else { return }
        let roles =
            gate.approvals.roles.isEmpty ? "" : " in the role of \(gate.approvals.roles.joined(separator: " or "))"
        warn(
            "nobody can satisfy manual_approval of '\(gate.name)': \(gate.approvals.count) asked for, "
                + "\(able.count) in 'attestation_keys' may sign '\(AttestationKey.approval(gate.name))'\(roles)",
            entry.value["approvals"]?.node ?? entry.key
        )
    }

    private func deployment(_ entry: Reader.Entry, _ project: Project, partial: Bool) -> DeploymentGate {
        let reader = entry.value
        let usual = DeploymentLimits()
        let approvals = reader["approvals"]
        let rule = ApprovalRule()
        return DeploymentGate(
            name: entry.name,
            requirements: (reader["required_gates"]?.items ?? []).flatMap {
                requirements($0, project, partial: partial)
            },
            after: reader["after"]?.text,
            limits: DeploymentLimits(
                maxAge: seconds(reader["max_age"]) ?? usual.maxAge,
                scanMaxAge: seconds(reader["scan_max_age"]) ?? usual.scanMaxAge,
                within: seconds(reader["within"]) ?? usual.within
            ),
            approvals: ApprovalRule(
                count: approvals?["count"]?.integer ?? rule.count,
                roles: approvals?["roles"]?.texts ?? [],
                validFor: seconds(approvals?["valid_for"]) ?? rule.validFor
            ),
            triggers: (reader["rollback_triggers"]?.entries ?? []).compactMap(trigger),
            watch: reader["watch"].flatMap { watch($0, fallback: reader["fallback"]) },
            rollback: RollbackCommands(
                run: reader["rollback"]?["run"]?.texts ?? [],
                verify: reader["rollback"]?["verify"]?.texts ?? []
            ),
            location: log.location(entry.key.place)
        )
    }

    private func requirements(_ item: Reader, _ project: Project, partial: Bool) -> [DeploymentRequirement] {
        guard let name = item.text else {
            return item.entries.map { entry in
                let phrases = entry.value.items ?? [entry.value]
                if phrases.isEmpty { error("'\(entry.name)' asks nothing", entry.key) }
                return DeploymentRequirement(
                    name: entry.name,
                    asks: phrases.compactMap { ask($0, project, partial: partial) },
                    location: log.location(entry.key.place)
                )
            }
        }
        guard let known = DeploymentRequirement.known.first(where: { $0.name == name }) else {
            let names = DeploymentRequirement.known.map(\.name)
            error(
                "no required gate is called '\(name)'; a name of your own says what it asks: `\(name): [coverage_gate]`",
                item.node,
                suggestion: log.isFull ? nil : Resemblance.nearest(to: name, among: names)
            )
            return []
        }
        return [DeploymentRequirement(name: name, asks: known.asks, location: log.location(item.node.place))]
    }

    private func ask(_ item: Reader, _ project: Project, partial: Bool) -> DeploymentRequirement.Ask? {
        guard let text = item.text else { return nil }
        guard let ask = DeploymentRequirement.ask(text) else {
            error(
                "'\(text)' is no gate, criterion, kind of tests (unit_tests) or step (steps.NAME)",
                item.node
            )
            return nil
        }
        if case .step(let name) = ask, !partial, project.pipeline.steps[name] == nil {
            error("no step is called '\(name)'", item.node)
        }
        return ask
    }

    private func trigger(_ entry: Reader.Entry) -> RollbackTrigger? {
        guard let metric = RollbackTrigger.Metric(rawValue: entry.name), let written = entry.value.text,
            let phrase = try? Phrase.parse(written, for: Self.signature(metric))
        else { return nil }
        if metric == .burnRate { return objective(phrase, written, entry) }
        guard case .comparison(_, let comparison, let right, _) = phrase,
            let limit = Self.limit(right, of: Self.signature(metric).dimension)
        else {
            error(
                "'\(written)' is no trigger: write a comparison such as \"> 5%\" or \"> 2x_baseline\"",
                entry.value.node
            )
            return nil
        }
        let needsBelow = metric == .availability
        let sense: [ComparisonOperator] = needsBelow ? [.less, .atMost] : [.greater, .atLeast]
        guard sense.contains(comparison) else {
            error(
                "a rollback on \(metric.rawValue) is asked for \(needsBelow ? "below" : "above") a limit",
                entry.value.node
            )
            return nil
        }
        return RollbackTrigger(
            metric: metric,
            written: written,
            comparison: comparison,
            limit: limit,
            location: log.location(entry.key.place)
        )
    }

    /// The share of requests that shall succeed, which leaves some that need not.
    private func objective(_ phrase: Phrase, _ written: String, _ entry: Reader.Entry) -> RollbackTrigger? {
        guard case .literal(let share) = phrase, share.value > 0, share.value < 1 else {
            error("'\(written)' is no objective: write a share below 100 %, such as \"99.5%\"", entry.value.node)
            return nil
        }
        return RollbackTrigger(
            metric: .burnRate,
            written: written,
            comparison: .atLeast,
            limit: .amount(share.value),
            location: log.location(entry.key.place)
        )
    }

    private static func signature(_ metric: RollbackTrigger.Metric) -> MetricSignature {
        switch metric {
        case .errorRate: MetricSignature(name: metric.rawValue, dimension: .ratio, direction: .atMost)
        case .responseTime: MetricSignature(name: metric.rawValue, dimension: .duration, direction: .atMost)
        case .availability, .burnRate: MetricSignature(name: metric.rawValue, dimension: .ratio, direction: .atLeast)
        }
    }

    /// An amount, or a multiple of the baseline: what the condition comes to where the baseline is one and two.
    private static func limit(_ right: Criteria.Expression, of dimension: Dimension) -> RollbackTrigger.Limit? {
        let at = { (baseline: Double) -> Double? in
            let value = right.evaluate { reference in
                reference.moment == .baseline ? .quantity(baseline, dimension) : .unknown(reason: nil)
            }
            guard case .quantity(let number, _) = value else { return nil }
            return number
        }
        guard let one = at(1), let two = at(2) else { return nil }
        if right.references.isEmpty { return .amount(one) }
        return one > 0 && two == 2 * one ? .timesBaseline(one) : nil
    }

    private func watch(_ reader: Reader, fallback: Reader?) -> WatchSettings? {
        let sources: [WatchSettings.Source] = [
            reader["prometheus"]?.text.map { .prometheus($0) }, reader["probe"]?.text.map { .probe($0) },
            reader["file"]?.text.map { .file($0) }, reader["command"].map { .command($0.texts) },
        ].compactMap(\.self)
        guard sources.count == 1, let source = sources.first else {
            error("'watch' needs one of 'prometheus', 'probe', 'file' and 'command'", reader.node)
            return nil
        }
        var settings = WatchSettings(source: source)
        for entry in reader["queries"]?.entries ?? [] { settings.queries[entry.name] = entry.value.text }
        settings.scrapeInterval = seconds(reader["scrape_interval"]) ?? settings.scrapeInterval
        settings.interval = seconds(reader["interval"]) ?? settings.interval
        settings.window = seconds(reader["window"]) ?? settings.window
        settings.windows = reader["windows"]?.integer ?? settings.windows
        settings.warmup = seconds(reader["warmup"]) ?? settings.warmup
        settings.duration = seconds(reader["duration"]) ?? settings.duration
        settings.minimumTraffic = reader["minimum_traffic"]?.integer
        if let time = seconds(fallback?["response_time"]) { settings.fallback[.responseTime] = time }
        return settings
    }

    func seconds(_ reader: Reader?) -> Double? { reader?.duration?.inSeconds }
}
