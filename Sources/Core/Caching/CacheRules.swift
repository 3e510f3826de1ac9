/// Whose results may be kept, and which results: green is measured, and what cannot be measured once for all is
/// measured every time.
package enum CacheRules {
    /// Why the result of a step must not be kept, whatever it comes to; nil where it may be.
    package static func objection(to step: Step) -> String? {
        if step.kind == .performance {
            return "a performance step measures the moment: its figures are no facts of the inputs"
        }
        if step.hasServices { return "what its services hold is no input" }
        if step.namesSecrets { return "it gets secrets, which belong in no cache" }
        if step.inputs.isEmpty { return "it has no `inputs`: nothing says when it must run again" }
        if let scanner = externalScanner(step) {
            return "the verdict of \(scanner) rests on a database that changes while the inputs do not"
        }
        return nil
    }

    /// Why what a step came to in an earlier run says nothing of another one, although it would touch the same files; nil where
    /// it does.
    package static func carryingObjection(to step: Step) -> String? {
        if step.kind == .performance { return "a performance step measures the moment" }
        return externalScanner(step).map {
            "the verdict of \($0) rests on a database that changes while the files do not"
        }
    }

    /// Why what a step has come to is not kept; nil where it is.
    ///
    /// `reports` are those that it wrote.
    package static func objection(
        to outcome: StepOutcome,
        attempts: [AttemptRecord],
        reports: [Report]
    ) -> String? {
        switch outcome {
        case .passed(let tries) where tries > 1: return "it is flaky"
        case .passed: break
        case .found, .failed, .skipped, .cancelled: return "it did not pass"
        }
        guard attempts.count == 1, let attempt = attempts.first, attempt.outcome == .passed else {
            return "it is flaky"
        }
        if attempt.leaked > 0 { return "it left processes behind" }
        for report in reports {
            if report.status == .error { return "its report \(report.path) is no evidence" }
            if let tests = report.tests {
                if tests.tally.failed + tests.tally.errors > 0 { return "tests of \(report.path) failed" }
                if tests.tally.flaky > 0 || tests.cases.contains(where: \.flaky) {
                    return "tests of \(report.path) are flaky"
                }
            }
            if !report.performance.isEmpty { return "\(report.path) holds figures of the moment" }
            if let tool = report.tool, ScanCategory.known(tool: tool) == .vulnerabilities {
                return "the verdict of \(tool) rests on a database that changes while the inputs do not"
            }
        }
        return nil
    }

    /// Commands besides the known scanners, by their first words.
    private static let audits: [[String]] = [
        ["npm", "audit"], ["pnpm", "audit"], ["yarn", "audit"], ["yarn", "npm", "audit"], ["cargo", "audit"],
        ["cargo", "deny"], ["bundle", "audit"], ["bundle-audit"], ["bundler-audit"], ["composer", "audit"],
        ["govulncheck"], ["safety"], ["nuclei"], ["dependency-check"], ["dependency-check.sh"], ["depscan"], ["retire"],
        ["audit-ci"], ["clamscan"], ["freshclam"], ["zap-baseline.py"], ["zap-full-scan.py"],
    ]

    /// What stands before the program that is meant.
    private static let wrappers: Set<String> = [
        "sudo", "env", "time", "exec", "command", "nice", "npx", "uvx", "pipx", "uv", "poetry", "run", "pnpx", "bunx",
        "then",
        "do", "if", "!", "docker", "podman", "python", "python3",
    ]

    /// The scanner that a step starts and whose verdict rests on more than its inputs; nil where there is none.
    static func externalScanner(_ step: Step) -> String? {
        let commands: [[String]]
        switch step.action {
        case .arguments(let vector): commands = [vector] + vector.filter { $0.contains(" ") }.flatMap(Self.commands)
        case .script(let script): commands = Self.commands(of: script)
        case .evaluate: return nil
        }
        return commands.lazy.compactMap(scanner).first
    }

    /// The commands of a script, roughly: what stands in quotes is taken for a command too.
    private static func commands(of script: String) -> [[String]] {
        script.split { $0.isNewline || "|&;()`".contains($0) }.map { command in
            command.split { $0.isWhitespace || "\"'".contains($0) }.map(String.init)
        }
    }

    private static func scanner(_ command: [String]) -> String? {
        var words = command[...]
        while let word = words.first {
            let isSetting = word.contains("=") && !word.hasPrefix("-")
            guard wrappers.contains(word) || word.hasPrefix("-") || isSetting, words.count > 1 else { break }
            words.removeFirst()
        }
        guard let first = words.first else { return nil }
        // `/usr/bin/grype`, and the image `aquasec/trivy:latest`.
        let name = String(first.split(separator: "/").last?.split(separator: ":").first ?? "")
        let names = [name] + words.dropFirst()
        if let tool = KnownTool.named(name), tool.name == name, tool.category == .vulnerabilities { return name }
        for audit in audits where names.starts(with: audit) { return audit.joined(separator: " ") }
        if name == "semgrep" || name == "opengrep", words.contains(where: isRemoteRuleset) { return name }
        return nil
    }

    /// Rules that are fetched anew for every scan.
    private static func isRemoteRuleset(_ word: String) -> Bool {
        let value = word.split(separator: "=").last.map(String.init) ?? word
        return value == "auto" || value.hasPrefix("p/") || value.hasPrefix("r/") || value.hasPrefix("http")
    }
}
