/// A problem that a scanner or a linter found in a run, known again in other runs by its identity.
package struct HistoricFinding: Sendable, Hashable {
    package var tool: String
    package var rule: String
    /// Empty where the tool names none.
    package var file: String
    /// The package that a vulnerability lies in; empty for none.
    package var package: String
    package var severity: Finding.Severity
    package var level: Finding.Level
    package var message: String
    /// The same for the same problem in every run, whatever lines it has moved to; never 0.
    package var identity: UInt64
    /// How many the run has that nothing tells apart.
    package var count: Int

    /// Of a message the beginning is kept.
    private static let messageLimit = 200

    package init(
        tool: String,
        rule: String,
        file: String = "",
        package: String = "",
        severity: Finding.Severity = .unknown,
        level: Finding.Level = .warning,
        message: String = "",
        identity: UInt64,
        count: Int = 1
    ) {
        self.tool = tool
        self.rule = rule
        self.file = file
        self.package = package
        self.severity = severity
        self.level = level
        self.message = String(message.prefix(Self.messageLimit))
        self.identity = max(1, identity)
        self.count = max(1, count)
    }

    init(_ finding: Finding) {
        self.init(
            tool: finding.tool,
            rule: finding.rule,
            file: finding.file ?? "",
            package: finding.package?.key.name ?? "",
            severity: finding.severity,
            level: finding.level,
            message: finding.message,
            identity: Self.identity(of: finding)
        )
    }

    /// A vulnerability is one by its package and its best known name; all else by rule, file, and the tool's mark or the
    /// message without numbers.
    private static func identity(of finding: Finding) -> UInt64 {
        var identity = TestIdentity()
        if let package = finding.package {
            let names = ([finding.rule] + finding.aliases).map { $0.uppercased() }
            identity.add(names.filter { $0.hasPrefix("CVE-") }.min() ?? names.min())
            identity.add(package.key.name)
        } else {
            identity.add(finding.tool)
            identity.add(finding.rule)
            identity.add(finding.file)
            identity.add(finding.fingerprint ?? finding.message.filter { !$0.isWhitespace && !$0.isNumber })
        }
        return identity.value
    }

    /// As people name it: `CVE-2026-1 in openssl`, `E501 in src/a.py`.
    package var title: String {
        let place = package.isEmpty ? file : package
        return place.isEmpty ? rule : "\(rule) in \(place)"
    }

    /// How bad it is, in a word: the severity where the tool tells one, else the level.
    package var weight: String { severity == .unknown ? level.rawValue : severity.rawValue }

    /// Worst first, then by name.
    package static func precedes(_ left: HistoricFinding, _ right: HistoricFinding) -> Bool {
        if left.severity != right.severity {
            return Finding.Severity.worse(left.severity, right.severity) == left.severity
        }
        if left.level != right.level { return Finding.Level.worse(left.level, right.level) == left.level }
        return (left.title, left.identity) < (right.title, right.identity)
    }
}

extension HistoricRecord {
    /// More problems than these are not kept one by one: the worst are.
    private static let findingLimit = 20_000

    /// The open problems of some reports, each identity once, worst first, and the tools that looked.
    mutating func takeFindings(of reports: [Report]) {
        var places: [UInt64: Int] = [:]
        var tools: Set<String> = []
        for results in reports.compactMap(\.findings) {
            tools.formUnion(results.scans.filter { $0.successful ?? true }.map(\.tool))
            for finding in results.findings where !finding.suppressed {
                tools.insert(finding.tool)
                let own = HistoricFinding(finding)
                if let place = places[own.identity] {
                    findings[place].count += 1
                } else {
                    places[own.identity] = findings.count
                    findings.append(own)
                }
            }
        }
        scanners = tools.sorted()
        findings.sort(by: HistoricFinding.precedes)
        if findings.count > Self.findingLimit { findings.removeLast(findings.count - Self.findingLimit) }
    }
}
