/// One problem, however many tools and reports name it.
package struct MergedFinding: Sendable, Equatable {
    /// The first that was reported, with the worst severity and level of all, and all weaknesses, tags and aliases.
    package private(set) var finding: Finding
    /// The tools that report it besides the first.
    private var others: [String] = []
    /// Further files that it lies in: two lock files may name one package.
    private var otherFiles: [String] = []

    init(_ finding: Finding) { self.finding = finding }

    /// Every tool that reports it, in the order of the reports.
    package var tools: [String] { [finding.tool] + others }

    /// What is open in one report is open, whatever another suppresses.
    mutating func add(_ other: Finding) {
        if other.tool != finding.tool, !others.contains(other.tool) { others.append(other.tool) }
        finding.severity = Finding.Severity.worse(finding.severity, other.severity)
        finding.level = Finding.Level.worse(finding.level, other.level)
        finding.suppressed = finding.suppressed && other.suppressed
        if finding.message.isEmpty { finding.message = other.message }
        finding.published = [finding.published, other.published].compactMap(\.self).min()
        if finding.package == nil { finding.package = other.package }
        if finding.package?.fixed == nil { finding.package?.fixed = other.package?.fixed }
        if finding.file == nil { (finding.file, finding.line) = (other.file, other.line) }
        if let file = other.file, file != finding.file, otherFiles.count < 10, !otherFiles.contains(file) {
            otherFiles.append(file)
        }
        Self.unite(&finding.cwe, other.cwe)
        Self.unite(&finding.tags, other.tags)
        Self.unite(&finding.aliases, other.rule == finding.rule ? other.aliases : [other.rule] + other.aliases)
    }

    private static func unite<Element: Equatable>(_ all: inout [Element], _ more: [Element]) {
        for element in more where !all.contains(element) { all.append(element) }
    }

    /// The problem as an offender that names every tool which found it.
    package var offender: Offender {
        let named = tools.count > 1 ? " (\(tools.joined(separator: ", ")))" : ""
        let places = otherFiles.isEmpty ? "" : "; also in \(otherFiles.joined(separator: ", "))"
        return Offender(name: name, file: finding.file, line: finding.line, detail: finding.message + named + places)
    }

    /// A vulnerability is best known by its CVE.
    private var name: String {
        guard AliasClasses.isAdvisory(finding.rule), !finding.rule.hasPrefix("CVE-") else { return finding.rule }
        let cve = finding.aliases.first { $0.uppercased().hasPrefix("CVE-") }
        return cve.map { "\($0) (\(finding.rule))" } ?? finding.rule
    }

    /// All problems of some reports, each once.
    package static func all(in reports: [Report]) -> [MergedFinding] {
        let all = reports.flatMap { $0.findings?.findings ?? [] }
        let vulnerabilities = all.filter(isVulnerability)
        guard !vulnerabilities.isEmpty else { return merged(all) }
        return VulnerabilityMerger.merged(vulnerabilities) + merged(all.filter { !isVulnerability($0) })
    }

    private static func isVulnerability(_ finding: Finding) -> Bool {
        ScanCategory.marked(id: finding.rule, tags: finding.tags, cwe: finding.cwe) == .vulnerabilities
    }

    /// Each problem once: by rule, place, and the tool's fingerprint or else its message.
    static func merged(_ findings: [Finding]) -> [MergedFinding] {
        var merger = FindingMerger()
        for index in findings.indices { merger.add(findings, at: index) }
        return merger.take()
    }
}

extension Finding.Severity {
    /// The worse of two; what is unknown is no worse than what is known.
    static func worse(_ left: Self, _ right: Self) -> Self {
        allCases.first { $0 == left || $0 == right } ?? .unknown
    }
}

extension Finding.Level {
    static func worse(_ left: Self, _ right: Self) -> Self { allCases.first { $0 == left || $0 == right } ?? .none }

    /// Whether this level is at least as bad as another.
    func reaches(_ limit: Self) -> Bool { Self.worse(self, limit) == self }
}
