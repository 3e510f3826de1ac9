extension Plan {
    /// A text that two plans share only where they run the same steps in the same way and order.
    package var identity: String {
        var lines: [String] = []
        for stage in stages {
            lines.append("stage \(stage.name) \(stage.parallel) \(stage.order) \(stage.waitsFor)")
            for planned in steps[stage.steps] { lines.append(Self.line(planned)) }
        }
        return lines.joined(separator: "\n")
    }

    private static func line(_ planned: PlannedStep) -> String {
        let step = planned.step
        let variables = step.variables.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        let promises = step.reports.map { "\($0.glob) \($0.format ?? "")" }
        let parts: [String] = [
            step.name, "\(step.action)", step.shell.rawValue, step.kind.rawValue, step.directory ?? "",
            "\(variables)", "\(promises)", "\(step.retries.count)", "\(step.exitCodes.findings.sorted())",
            planned.skipReason ?? "",
        ]
        return parts.map { "\($0.utf8.count):\($0)" }.joined(separator: " ")
    }
}
