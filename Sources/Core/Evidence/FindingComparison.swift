/// The open findings of a run beside those of the run before: which are new, and which are gone.
package struct FindingComparison: Sendable, Equatable {
    /// A finding that the run before had.
    package struct Fixed: Sendable, Hashable {
        package var severity: Finding.Severity
        package var level: Finding.Level
        package var rule: String
        package var tool: String
        package var file: String?
        package var line: Int?
        package var message: String

        package init(
            severity: Finding.Severity,
            level: Finding.Level,
            rule: String,
            tool: String,
            file: String? = nil,
            line: Int? = nil,
            message: String
        ) {
            self.severity = severity
            self.level = level
            self.rule = rule
            self.tool = tool
            self.file = file
            self.line = line
            self.message = message
        }
    }

    /// Places of the new ones among the open findings of the run.
    package var new: Set<Int>
    package var fixed: [Fixed]

    package init(new: Set<Int>, fixed: [Fixed]) {
        self.new = new
        self.fixed = fixed
    }

    /// More that are gone are only counted nowhere: a tool that did not run must not fill the page.
    private static let fixedLimit = 1_000

    /// Both lists without what is suppressed; of problems that nothing tells apart, the last ones are the new ones.
    ///
    /// What a tool found before that did not run now is not fixed: nobody looked.
    package init(_ now: [MergedFinding], before: [MergedFinding], tools: Set<String>) {
        var known: [FindingIdentity: Int] = [:]
        for entry in before { known[FindingIdentity(entry.finding), default: 0] += 1 }
        new = []
        for (index, entry) in now.enumerated() {
            let identity = FindingIdentity(entry.finding)
            if let count = known[identity], count > 0 { known[identity] = count - 1 } else { new.insert(index) }
        }
        fixed = []
        for entry in before.reversed() where fixed.count < Self.fixedLimit {
            let identity = FindingIdentity(entry.finding)
            guard let count = known[identity], count > 0, !tools.isDisjoint(with: entry.tools) else { continue }
            known[identity] = count - 1
            fixed.append(Fixed(entry.finding))
        }
        fixed.reverse()
    }
}

extension FindingComparison.Fixed {
    fileprivate init(_ finding: Finding) {
        self.init(
            severity: finding.severity,
            level: finding.level,
            rule: finding.rule,
            tool: finding.tool,
            file: finding.file,
            line: finding.line,
            message: finding.message
        )
    }
}
