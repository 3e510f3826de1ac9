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
        suppressed: Bool = false
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
    }
}

/// One execution of a tool: without a stated scope, its zero findings prove nothing.
package struct Scan: Sendable, Hashable {
    package var tool: String
    package var version: String?
    /// Files that the tool says it examined (SARIF `artifacts`); nil means that it does not say.
    package var filesExamined: Int?
    /// Rules that the tool says it ran, with the CWE numbers that they look for.
    package var rules: [Rule]
    /// SARIF `executionSuccessful`; nil where it is not said.
    package var successful: Bool?

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
        rules: [Rule] = [],
        successful: Bool? = nil
    ) {
        self.tool = tool
        self.version = version
        self.filesExamined = filesExamined
        self.rules = rules
        self.successful = successful
    }
}
