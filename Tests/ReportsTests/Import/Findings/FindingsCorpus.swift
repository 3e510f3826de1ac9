import Core
import Reports
import Scanning
import Testing

/// How the figures that were counted by other means compare to the findings of each format.
enum FindingsCorpus {
    /// Where the figures have the number of findings, and how many there are of each word for their gravity.
    struct Figures {
        var count: String
        var words: String?
        /// Whether the words are severities; else they are levels.
        var areSeverities = false
        /// Where the figures have the number of files examined.
        var examined: String?
    }

    static let figures: [String: Figures] = [
        "checkstyle": Figures(count: "issues", words: "by_severity"),
        "eslint-json": Figures(count: "messages", examined: "files"),
        // Its four lists are counted apart, see below.
        "trivy": Figures(count: "vulnerabilities"),
        "grype": Figures(count: "matches", words: "by_severity", areSeverities: true),
        "osv-scanner": Figures(count: "vulnerabilities"),
        "semgrep": Figures(count: "results", words: "by_severity"),
        "bandit": Figures(count: "results", words: "by_severity", areSeverities: true),
        "npm-audit": Figures(count: "entries", words: "entries_by_severity", areSeverities: true),
        "pip-audit": Figures(count: "vulns"),
        "gitlab-security": Figures(count: "vulnerabilities", words: "by_severity", areSeverities: true),
        "codeclimate-json": Figures(count: "issues", words: "by"),
        // Its priorities are not SpotBugs': 3 is a warning; covered by its own test.
        "pmd": Figures(count: "issues"),
        "spotbugs": Figures(count: "issues", words: "by_priority"),
        "pylint-json": Figures(count: "issues", words: "by"),
        // By rule in the figures: ruff has no levels.
        "ruff-json": Figures(count: "issues"),
        // By linter in the figures.
        "golangci-json": Figures(count: "issues"),
        "rubocop": Figures(count: "offenses", words: "by_severity"),
        "shellcheck-json": Figures(count: "issues", words: "by"),
        "hadolint-json": Figures(count: "issues", words: "by"),
        "cppcheck": Figures(count: "issues", words: "by_severity"),
        "tslint": Figures(count: "issues", words: "by"),
        "android-lint": Figures(count: "issues", words: "by_severity"),
        "brakeman": Figures(count: "warnings", words: "by_confidence"),
        "gosec": Figures(count: "issues", words: "by_severity", areSeverities: true, examined: "files"),
        "checkov": Figures(count: "failed"),
        // Entries in the figures, problems of a package here: the same in these files.
        "snyk": Figures(count: "vulnerabilities", words: "by_severity", areSeverities: true),
        "dependency-check-json": Figures(
            count: "vulnerabilities",
            words: "by_severity",
            areSeverities: true,
            examined: "dependencies"
        ),
        "dependency-check-xml": Figures(
            count: "vulnerabilities",
            words: "by_severity",
            areSeverities: true,
            examined: "dependencies"
        ),
        "zap-xml": Figures(count: "alert_types", words: "by_riskcode", areSeverities: true),
        "nuclei": Figures(count: "findings", words: "by_severity", areSeverities: true),
        "burp-xml": Figures(count: "issues", words: "by_severity", areSeverities: true),
    ]

    static let formats = Set(figures.keys)

    static let severities: [String: Finding.Severity] = [
        "critical": .critical, "high": .high, "medium": .medium, "moderate": .medium, "low": .low, "info": .info,
        "information": .info, "null": .unknown, "3": .high, "2": .medium, "1": .low, "0": .info,
    ]

    static let levels: [String: Finding.Level] = [
        "error": .error, "warning": .warning, "info": .note, "style": .note, "convention": .note, "minor": .note,
        "1": .error, "2": .warning, "3": .note, "high": .error, "weak": .note, "medium": .warning,
    ]

    static func check(_ row: Corpus.Row, _ report: Report) throws {
        let figures = try #require(Self.figures[row.format])
        let results = try #require(report.findings)
        let open = results.findings.filter { !$0.suppressed }
        if row.format == "trivy" {
            checkTrivy(row, open)
            return
        }
        #expect(open.count == row.figures[figures.count]?.int)
        if let key = figures.examined {
            #expect(
                results.scans.compactMap(\.filesExamined).reduce(0, +)
                    == (row.figures["stats"] ?? row.figures)[key]?.int
            )
        }
        guard let key = figures.words, let words = row.figures[key]?.object else { return }
        if figures.areSeverities {
            var expected: [Finding.Severity: Int] = [:]
            for word in words {
                expected[try #require(severities[word.key.lowercased()]), default: 0] += word.value.int ?? 0
            }
            #expect(Dictionary(grouping: open, by: \.severity).mapValues(\.count) == expected)
        } else {
            var expected: [Finding.Level: Int] = [:]
            for word in words {
                expected[try #require(levels[word.key.lowercased()]), default: 0] += word.value.int ?? 0
            }
            #expect(Dictionary(grouping: open, by: \.level).mapValues(\.count) == expected)
        }
    }

    private static func checkTrivy(_ row: Corpus.Row, _ findings: [Finding]) {
        func counts(_ tag: String, prefix: String = "") -> [String: Int] {
            Dictionary(grouping: findings.filter { $0.tags.contains(tag) }) {
                prefix + $0.severity.rawValue.uppercased()
            }.mapValues(\.count)
        }
        func expected(_ key: String) -> [String: Int] {
            Dictionary(
                uniqueKeysWithValues: (row.figures[key]?.object ?? []).map { ($0.key, $0.value.int ?? 0) }
            )
        }
        #expect(counts("vulnerability") == expected("by_severity"))
        #expect(counts("misconfiguration", prefix: "FAIL:") == expected("misconfigurations"))
        #expect(counts("secret") == expected("secrets"))
        #expect(counts("license") == expected("licenses"))
    }

    /// JSON lines that end behind one of them are complete: nothing in the format says how many were meant.
    static func endsBehindARecord(_ row: Corpus.Row, _ bytes: ArraySlice<UInt8>) -> Bool {
        row.format == "nuclei" && (bytes.last == 0x0A || bytes.last == 0x7D)
    }
}
