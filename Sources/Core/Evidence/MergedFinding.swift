/// One problem, however many tools and reports name it.
package struct MergedFinding: Sendable, Equatable {
    /// The first that was reported, with the worst severity and level of all, and all weaknesses, tags and aliases.
    package private(set) var finding: Finding
    /// Every tool that reports it, in the order of the reports.
    package private(set) var tools: [String]

    init(_ finding: Finding) {
        self.finding = finding
        tools = [finding.tool]
    }

    /// What is open in one report is open, whatever another suppresses.
    mutating func add(_ other: Finding) {
        if !tools.contains(other.tool) { tools.append(other.tool) }
        finding.severity = Finding.Severity.worse(finding.severity, other.severity)
        finding.level = Finding.Level.worse(finding.level, other.level)
        finding.suppressed = finding.suppressed && other.suppressed
        if finding.message.isEmpty { finding.message = other.message }
        if finding.package == nil { finding.package = other.package }
        if finding.file == nil { (finding.file, finding.line) = (other.file, other.line) }
        Self.unite(&finding.cwe, other.cwe)
        Self.unite(&finding.tags, other.tags)
        Self.unite(&finding.aliases, other.rule == finding.rule ? other.aliases : [other.rule] + other.aliases)
    }

    private static func unite<Element: Equatable>(_ all: inout [Element], _ more: [Element]) {
        for element in more where !all.contains(element) { all.append(element) }
    }

    /// The problem as an offender that names every tool which found it.
    var offender: Offender {
        let named = tools.count > 1 ? " (\(tools.joined(separator: ", ")))" : ""
        return Offender(name: name, file: finding.file, line: finding.line, detail: finding.message + named)
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
    static func merged(_ findings: some Sequence<Finding>) -> [MergedFinding] {
        var merged: [MergedFinding] = []
        var places: [FindingKey: Int] = [:]
        for finding in findings {
            let key = FindingKey(finding)
            if let place = places[key] {
                merged[place].add(finding)
            } else {
                places[key] = merged.count
                merged.append(MergedFinding(finding))
            }
        }
        return merged
    }
}

/// What tells one problem in code from another.
struct FindingKey: Hashable {
    private let rule: String
    private let file: String?
    private let line: Int?
    private let column: Int?
    /// Bytes, as going through characters would cost more than all the rest of a judgement.
    private let text: [UInt8]

    init(_ finding: Finding) {
        rule = finding.rule
        file = finding.file
        line = finding.line
        column = finding.column
        if let fingerprint = finding.fingerprint {
            text = Array(fingerprint.utf8)
        } else {
            // Where the place is known, numbers in the message are counts and columns, which tools state differently.
            let keepsDigits = finding.line == nil
            text = finding.message.utf8.filter { $0 > 0x20 && (keepsDigits || !(0x30...0x39).contains($0)) }
        }
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
