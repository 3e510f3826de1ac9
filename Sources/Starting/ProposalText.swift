import Core

extension Proposal {
    /// The configuration as it is written, comments and all.
    package var yaml: String {
        var lines = [
            "# Written by `assay init`, which found here: \(found.joined(separator: ", ")).",
            "# `assay plan` shows what each preset stands for, `assay check` what is wrong with this file.",
        ]
        lines += remarks.map { "# Not proposed: \($0)." }
        lines += [""] + pipelineLines + [""] + stepLines
        if !components.isEmpty { lines += [""] + componentLines }
        lines += gateLines
        return lines.joined(separator: "\n") + "\n"
    }

    private var pipelineLines: [String] {
        var lines = ["pipeline:", "  stages:"]
        for turn in ProposedStep.Turn.allCases {
            let names = steps.filter { $0.turn == turn }.map(\.name)
            guard !names.isEmpty else { continue }
            lines.append("    - name: \(turn.stageName)")
            if names.count > 1 { lines.append("      parallel: true # none of these needs another") }
            if turn != .build, steps.contains(where: { $0.turn.rawValue < turn.rawValue && $0.turn == .build }) {
                let before = turn == .checks ? ProposedStep.Turn.build : .checks
                lines.append("      depends_on: [\(before.stageName)]")
            }
            lines.append("      steps: [\(names.joined(separator: ", "))]")
        }
        return lines
    }

    private var stepLines: [String] {
        var lines = ["steps:"]
        for step in steps {
            lines.append("  # \(Self.comment(step.sign))")
            if let missing = step.missing { lines.append("  # \(Self.comment(missing))") }
            if let script = step.script {
                lines += ["  \(step.name):", "    kind: quality", "    run: |"]
                lines += script.split(separator: "\n").map { "      \($0)" }
                if let directory = step.directory { lines.append("    directory: \(Self.scalar(directory))") }
                continue
            }
            var keys = [("preset", step.preset ?? "")]
            if let directory = step.directory { keys.append(("directory", Self.scalar(directory))) }
            if let component = step.component { keys.append(("component", component)) }
            if !step.program.isEmpty { keys.append(("program", Self.list(step.program))) }
            if !step.arguments.isEmpty { keys.append(("arguments", Self.list(step.arguments))) }
            lines.append("  \(step.name): {\(keys.map { "\($0.0): \($0.1)" }.joined(separator: ", "))}")
        }
        return lines
    }

    private var componentLines: [String] {
        ["components:"] + components.map { "  \($0.name): \(Self.list($0.paths))" }
    }

    private var gateLines: [String] {
        var lines: [String] = []
        for gate in GateID.allCases {
            let own = criteria.filter { $0.gate == gate }
            let asked = own.filter { !$0.isLeftOut }
            let left = own.filter(\.isLeftOut).map { "# \($0.key) is not asked for: \(Self.comment($0.remark ?? ""))" }
            guard !asked.isEmpty else {
                if !left.isEmpty { lines += ["", "# \(gate.rawValue):"] + left }
                continue
            }
            if !lines.contains(where: { $0.hasPrefix("# Today's level") }) {
                lines += ["", "# Today's level: what makes it worse is red. Raise it as the project gets better."]
            } else {
                lines.append("")
            }
            lines += ["\(gate.rawValue):", "  criteria:"]
            var groups: [String] = []
            for criterion in asked where !groups.contains(criterion.path[0]) { groups.append(criterion.path[0]) }
            for group in groups {
                lines.append("    \(group):")
                for criterion in asked where criterion.path[0] == group {
                    let remark = criterion.remark.map { " # \(Self.comment($0))" } ?? ""
                    lines.append("      \(criterion.path[1]): \(Self.quoted(criterion.phrase))\(remark)")
                }
            }
            lines += left
        }
        return lines
    }

    private static func list(_ items: [String]) -> String { "[\(items.map(scalar).joined(separator: ", "))]" }

    /// A text as YAML takes it in a list, in quotes where it needs them.
    private static func scalar(_ text: String) -> String {
        let isPlain = text.unicodeScalars.allSatisfy { scalar in
            scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
                || "-_./*=+".unicodeScalars.contains(scalar)
        }
        guard isPlain, let first = text.first, first.isLetter || first.isNumber || first == "." || first == "_" else {
            return quoted(text)
        }
        return text
    }

    private static func quoted(_ text: String) -> String {
        "\"" + text.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined() + "\""
    }

    /// On one line, whatever a file's name holds.
    private static func comment(_ text: String) -> String { text.map { $0.isNewline ? " " : String($0) }.joined() }
}

extension ProposedStep.Turn {
    var stageName: String {
        switch self {
        case .build: "build"
        case .checks: "checks"
        case .gathering: "gathering"
        }
    }
}
