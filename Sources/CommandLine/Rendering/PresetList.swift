import Core
import Scanning

/// Presets for people and for programs: command, reports, scope, exit codes.
enum PresetList {
    typealias Entry = (preset: Preset, tool: KnownTool)

    /// By kind of step; in full, with everything that a preset stands for.
    static func lines(_ entries: [Entry], isFull: Bool) -> [String] {
        if isFull { return entries.flatMap(full) }
        let width = entries.map(\.preset.name.count).max() ?? 0
        var lines: [String] = []
        for kind in Kind.allCases {
            let own = entries.filter { $0.preset.kind == kind }
            guard !own.isEmpty else { continue }
            lines += (lines.isEmpty ? [] : [""]) + ["\(kind.rawValue):"]
            lines += own.map { entry in
                let name = entry.preset.name + String(repeating: " ", count: width - entry.preset.name.count)
                return "  \(name)  \(entry.preset.summary)"
            }
        }
        return lines + ["", "`assay list presets NAME` shows what one stands for; a step takes it by `preset: NAME`"]
    }

    private static func full(_ entry: Entry) -> [String] {
        let step = sample(entry)
        return ["\(entry.preset.name): \(entry.preset.summary)", "  kind: \(step.kind.rawValue)"]
            + command(step).map { "  \($0)" } + details(step).map { "  \($0)" }
            + ["  program: \(entry.preset.program.joined(separator: " ")) (\(entry.preset.install))"]
    }

    /// The command as it is run: all of it, a line of a script a line.
    static func command(_ step: Step) -> [String] {
        switch step.action {
        case .arguments(let words): ["run: " + words.map(\.shellQuoted).joined(separator: " ")]
        case .script(let text):
            ["run (\(step.shell.rawValue)):"]
                + text.split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)" }
        case .evaluate: []
        }
    }

    /// What a step promises, and what its exit codes mean.
    static func details(_ step: Step) -> [String] {
        var lines = step.reports.map { report in
            let format = report.format.map { " (\($0))" } ?? ""
            let examined =
                report.scope.examined.isEmpty ? "" : ", examined: \(report.scope.examined.joined(separator: ", "))"
            let rules = report.scope.rules == .usual ? ", rules: default" : ""
            let labels = report.labels.sorted { $0.key < $1.key }.map { ", \($0.key): \($0.value)" }.joined()
            return "report: \(report.glob)\(format)\(examined)\(rules)\(labels)"
        }
        let findings = step.exitCodes.findings.sorted().map(String.init).joined(separator: ", ")
        let clean = step.exitCodes.clean.sorted().map(String.init).joined(separator: ", ")
        lines.append("exit codes: clean \(clean)" + (findings.isEmpty ? "" : "; findings \(findings)"))
        lines += step.variables.sorted { $0.key < $1.key }.map { "env: \($0.key)=\($0.value)" }
        return lines
    }

    static func value(_ entry: Entry) -> JSON {
        let (preset, tool) = entry
        let step = sample(entry)
        return .object([
            .init("name", .string(preset.name)),
            .init("summary", .string(preset.summary)),
            .init("kind", .string(preset.kind.rawValue)),
            .init("tool", .string(tool.name)),
            .init("program", .array(preset.program.map { .string($0) })),
            .init("command", .array(command(step).map { .string($0) })),
            .init("reports", .array(step.reports.map(report))),
            .init("exit_codes", codes(step.exitCodes)),
            .init("takes_paths", .bool(preset.takesPaths)),
            .init("takes_arguments", .bool(preset.takesArguments)),
            .init("install", .string(preset.install)),
        ])
    }

    private static func report(_ pattern: ReportPattern) -> JSON {
        .object([
            .init("path", .string(pattern.glob)),
            .init("format", pattern.format.map { .string($0) } ?? .null),
            .init("examined", .array(pattern.scope.examined.map { .string($0) })),
            .init(
                "labels",
                .object(pattern.labels.sorted { $0.key < $1.key }.map { .init($0.key, .string($0.value)) })
            ),
        ])
    }

    private static func codes(_ codes: ExitCodes) -> JSON {
        let numbers = { (codes: Set<Int32>) in JSON.array(codes.sorted().map { .integer(Int64($0)) }) }
        return .object([.init("clean", numbers(codes.clean)), .init("findings", numbers(codes.findings))])
    }

    /// The preset as a step of its name has it that says nothing else.
    private static func sample(_ entry: Entry) -> Step {
        let use = PresetUse(entry.preset, step: entry.preset.name)
        var step = Step(
            name: entry.preset.name,
            action: use.action,
            kind: entry.preset.kind,
            reports: use.reports,
            variables: use.variables,
            exitCodes: entry.tool.exitCodes(of: entry.preset)
        )
        step.shell = use.shell
        return step
    }
}
