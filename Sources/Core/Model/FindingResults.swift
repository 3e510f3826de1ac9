/// Problems that static tools and scanners reported, and what they looked at.
package struct FindingResults: Sendable, Equatable {
    package var findings: [Finding]
    package var scans: [Scan]

    package init(findings: [Finding] = [], scans: [Scan] = []) {
        self.findings = findings
        self.scans = scans
    }
}

/// One problem at one place.
package struct Finding: Sendable, Hashable {
    /// How bad it is for security, where the tool says so.
    package enum Severity: String, Sendable, Hashable, CaseIterable {
        case critical
        case high
        case medium
        case low
        case info
        case unknown
    }

    /// SARIF's level, which lint tools share.
    package enum Level: String, Sendable, Hashable, CaseIterable {
        case error
        case warning
        case note
        case none
    }

    package var tool: String
    package var rule: String
    package var severity: Severity
    package var level: Level
    package var message: String
    package var file: String?
    package var line: Int?
    package var column: Int?
    /// Weaknesses by their CWE numbers.
    package var cwe: [Int]
    /// Tags of the rule, lower-cased, such as `security` or `secret`.
    package var tags: [String]
    package var suppressed: Bool
    /// Other names of the same vulnerability: CVE, GHSA, OSV and vendors' ids.
    package var aliases: [String]
    /// The package that a vulnerability lies in, where the tool names it.
    package var package: Package?
    /// What the tool itself, or the code at the place, tells this problem from others by; nil where there is neither.
    package var fingerprint: String?
    /// The day on which a vulnerability was made known, where the tool says it.
    package var published: CalendarDay?

    package init(
        tool: String,
        rule: String,
        severity: Severity = .unknown,
        level: Level = .warning,
        message: String = "",
        file: String? = nil,
        line: Int? = nil,
        column: Int? = nil,
        cwe: [Int] = [],
        tags: [String] = [],
        suppressed: Bool = false,
        aliases: [String] = [],
        package: Package? = nil,
        fingerprint: String? = nil,
        published: CalendarDay? = nil
    ) {
        self.tool = tool
        self.rule = rule
        self.severity = severity
        self.level = level
        self.message = message
        self.file = file
        self.line = line
        self.column = column
        self.cwe = cwe
        self.tags = tags
        self.suppressed = suppressed
        self.aliases = aliases
        self.package = package
        self.fingerprint = fingerprint
        self.published = published
    }
}

/// One execution of a tool: without a stated scope, its zero findings prove nothing.
package struct Scan: Sendable, Hashable {
    package var tool: String
    package var version: String?
    /// Files that the tool says it examined (SARIF `artifacts`); nil means that it does not say.
    package var filesExamined: Int?
    /// The names of those files, where the tool lists them: two tools may have examined the same ones.
    package var files: [String]
    /// Packages that the tool says it looked up; nil means that it does not say.
    package var packagesExamined: Int?
    /// When the database of vulnerabilities was built, in seconds since 1970; nil where the tool does not say.
    package var databaseBuilt: Double?
    /// Rules that the tool says it ran, with the CWE numbers that they look for.
    package var rules: [Rule]
    /// SARIF `executionSuccessful`; nil where it is not said.
    package var successful: Bool?
    /// What of all this the configuration says, and not the tool; nil where the tool says it all.
    package var declared: Declared?

    package struct Rule: Sendable, Hashable {
        package var id: String
        package var cwe: [Int]
        package var tags: [String]

        package init(id: String, cwe: [Int] = [], tags: [String] = []) {
            self.id = id
            self.cwe = cwe
            self.tags = tags
        }
    }

    package init(
        tool: String,
        version: String? = nil,
        filesExamined: Int? = nil,
        files: [String] = [],
        packagesExamined: Int? = nil,
        databaseBuilt: Double? = nil,
        rules: [Rule] = [],
        successful: Bool? = nil,
        declared: Declared? = nil
    ) {
        self.tool = tool
        self.version = version
        self.filesExamined = filesExamined
        self.files = files
        self.packagesExamined = packagesExamined
        self.databaseBuilt = databaseBuilt
        self.rules = rules
        self.successful = successful
        self.declared = declared
    }

    /// Whether the tool says what it looked at: without that, finding nothing proves nothing.
    package var statesScope: Bool { (filesExamined ?? 0) > 0 || (packagesExamined ?? 0) > 0 }
}
