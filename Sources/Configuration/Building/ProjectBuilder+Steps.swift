import Core

extension ProjectBuilder {
    mutating func step(_ entry: Reader.Entry) -> Step {
        let reader = entry.value
        var step = Step(name: entry.name, action: action(reader["run"]))
        step.location = log.location(entry.key.place)
        if reader.isMapping, reader["run"] == nil, reader["preset"] == nil {
            log.error("'\(entry.name)' needs 'run' or 'preset'", at: reader.node.place)
        }
        step.shell = reader["shell"]?.text.flatMap(Step.Shell.init(rawValue:)) ?? .sh
        if case .arguments = step.action, let node = reader["shell"]?.node {
            error("'shell' is for scripts, and 'run' is an argument vector here", node)
        }
        checkCommand(reader["run"], isBash: reader["shell"]?.text == "bash")
        checkGlob(reader["reports"])
        checkGlob(reader["inputs"])
        step.kind = reader["kind"]?.text.flatMap(Kind.init(rawValue:)) ?? .unit
        step.component = reference(reader["component"], .component)
        step.environment = reference(reader["environment"], .environment)
        step.inputs = reader["inputs"]?.texts ?? []
        step.reports = reports(reader["reports"])
        step.timeout = positive(reader["timeout"], "timeout") ?? Step.defaultTimeout
        step.gracePeriod = reader["grace_period"]?.duration ?? Step.defaultGracePeriod
        step.retries = retries(reader["retries"])
        step.flakyResult = flakyResult(reader)
        step.variables = variables(reader["env"])
        step.secrets = secretNames(reader)
        step.isolation = isolation(reader)
        step.directory = reader["directory"]?.text
        step.always = reader["always"]?.boolean ?? false
        step.critical = reader["critical"]?.boolean ?? false
        step.allowFailure = reader["allow_failure"]?.boolean ?? false
        step.exitCodes = exitCodes(reader["exit_codes"])
        applyPreset(to: &step, reader)
        readKept(reader, into: &step)
        readSelection(reader, into: &step)
        work(&step, reader)
        if !step.exitCodes.findings.isEmpty, step.reports.isEmpty, let node = reader["exit_codes"]?["findings"]?.node {
            error("'findings' needs 'reports': nothing else shows what was found", node)
        }
        if step.critical, step.allowFailure, let node = reader["allow_failure"]?.node {
            error("a step whose failure is allowed cannot be critical", node)
        }
        _ = reader["description"]?.text
        return step
    }

    /// A duration that must be more than nothing.
    func positive(_ reader: Reader?, _ key: String) -> Duration? {
        guard let reader, let duration = reader.duration else { return nil }
        if duration == .zero { error("'\(key)' must be more than 0", reader.node) }
        return duration
    }

    private mutating func reference(_ reader: Reader?, _ target: Reference.Target) -> String? {
        guard let reader, let name = reader.text else { return nil }
        references.append(Reference(target: target, name: name, node: reader.node))
        return name
    }

    func action(_ reader: Reader?) -> Step.Action {
        if let items = reader?.items { return .arguments(items.compactMap(\.text)) }
        return .script(reader?.text ?? "")
    }

    private func reports(_ reader: Reader?) -> [ReportPattern] {
        guard let reader else { return [] }
        return (reader.items ?? [reader]).compactMap { item in
            if let glob = item.text { return ReportPattern(glob: glob) }
            guard let glob = item["path"]?.text else { return nil }
            var labels: [String: String] = [:]
            for label in item["labels"]?.entries ?? [] { labels[label.name] = label.value.text }
            return ReportPattern(
                glob: glob,
                format: format(item),
                labels: labels,
                target: metricTarget(item),
                scope: scope(item),
                expected: item["expect"]?.integer
            )
        }
    }

    func variables(_ reader: Reader?) -> [String: String] {
        var variables: [String: String] = [:]
        for entry in reader?.entries ?? [] {
            if !Self.isVariableName(entry.name) {
                error("'\(entry.name)' cannot be the name of a variable", entry.key)
            }
            variables[entry.name] = entry.value.text
        }
        return variables
    }

    static func isVariableName(_ name: String) -> Bool {
        guard let first = name.utf8.first, !(0x30...0x39).contains(first) else { return false }
        return name.utf8.allSatisfy(isNameByte)
    }

    /// Letters, digits and `_`.
    static func isNameByte(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            || byte == UInt8(ascii: "_")
    }
}
