import Core
import Criteria
import Testing

@Suite("Criteria of the security gate")
struct SecurityCriteriaTests {
    private static let day = 86_400.0

    private func judge(
        _ path: String,
        _ phrase: String,
        _ reports: [Report],
        words: [String: String] = [:],
        now: Double = 0
    )
        throws -> CriterionVerdict
    {
        let criterion = try Given.criterion(.security, path, phrase, words: words)
        let evidence = Evidence(reports: reports, project: Project(), surroundings: Surroundings(now: now))
        return Judge(evidence: evidence).judge(criterion, of: .security)
    }

    private func vulnerabilities(_ severities: [Finding.Severity], files: Int? = 1, built: Double? = nil) -> Report {
        var report = Given.scan(
            "grype",
            files: files,
            rules: [Scan.Rule(id: "grype", tags: ["vulnerability"])],
            findings: severities.enumerated().map { number, severity in
                Finding(tool: "grype", rule: "CVE-2024-\(number)", severity: severity, tags: ["vulnerability"])
            }
        )
        report.findings?.scans[0].databaseBuilt = built
        return report
    }

    @Test(
        "vulnerabilities count by severity, unknown ones as high; no scope, no proof",
        arguments: [
            ("critical", "0", [], 1, Verdict.pass), ("critical", "0", [.critical], 1, .fail),
            ("high", "0", [.unknown], 1, .fail), ("critical", "0", [.unknown], 1, .pass),
            ("medium", "< 5", [.medium, .medium], 1, .pass), ("medium", "< 2", [.medium, .medium], nil, .fail),
            ("low", "< 5", [], nil, .notEvaluated),
        ] as [(String, String, [Finding.Severity], Int?, Verdict)]
    )
    func severities(
        severity: String,
        phrase: String,
        found: [Finding.Severity],
        files: Int?,
        expected: Verdict
    ) throws {
        let verdict = try judge("vulnerability_scan.\(severity)", phrase, [vulnerabilities(found, files: files)])
        #expect(verdict.verdict == expected)
    }

    @Test(
        "an old database is remarked on; beyond the limit, or dated in the future, it shows nothing but what it found",
        arguments: [
            (0.5, nil, [], Verdict.pass, false), (2, nil, [], .pass, true), (8, nil, [], .notEvaluated, false),
            (8, "864000", [], .pass, true), (2, "86400", [], .notEvaluated, false),
            (8, nil, [.critical], .fail, true), (-0.5, nil, [], .pass, false), (-400, nil, [], .notEvaluated, false),
            (-400, nil, [.critical], .fail, false),
        ] as [(Double, String?, [Finding.Severity], Verdict, Bool)]
    )
    func databaseAge(days: Double, limit: String?, found: [Finding.Severity], expected: Verdict, noted: Bool) throws {
        let now = 1_000 * Self.day
        let report = vulnerabilities(found, built: now - days * Self.day)
        let words = limit.map { ["max_db_age": $0] } ?? [:]
        let verdict = try judge("vulnerability_scan.critical", "0", [report], words: words, now: now)
        #expect(verdict.verdict == expected)
        let notes = verdict.cells[0].judgement.measurements.flatMap(\.notes)
        #expect(notes.contains { $0.contains("database of grype") } == noted)
    }

    @Test("one recent scan makes up for the old database of another")
    func freshest() throws {
        let now = 1_000 * Self.day
        let reports = [vulnerabilities([], built: 0), vulnerabilities([], built: now)]
        #expect(try judge("vulnerability_scan.critical", "0", reports, now: now).verdict == .pass)
    }

    @Test("the automated check names the step that scanned; a scan without scope is none")
    func automated() throws {
        var report = vulnerabilities([])
        report.step = "dependency-scan"
        let verdict = try judge("dependency_scan.vulnerability_check", "automated", [report])
        #expect(verdict.verdict == .pass)
        #expect(verdict.cells[0].judgement.measurements[0].notes.contains { $0.contains("dependency-scan") })
        // A figure is no scan, and does not make up for one; one that denies it counts.
        let metric = Given.metric("dependency_scan.vulnerability_check", 1, .boolean, step: "dependency-scan")
        #expect(try judge("dependency_scan.vulnerability_check", "automated", [metric]).verdict == .notEvaluated)
        #expect(try judge("dependency_scan.vulnerability_check", "automated", [metric, report]).verdict == .pass)
        let denied = Given.metric("dependency_scan.vulnerability_check", 0, .boolean)
        #expect(try judge("dependency_scan.vulnerability_check", "automated", [denied, report]).verdict == .fail)
        var silent = vulnerabilities([], files: nil)
        silent.step = "dependency-scan"
        #expect(try judge("dependency_scan.vulnerability_check", "automated", [silent]).verdict == .notEvaluated)
    }

    @Test(
        "a scan for secrets needs a scope, and says whether history was scanned where that is known",
        arguments: [(nil, [:], Verdict.notEvaluated), (12, ["scope": "history"], .pass), (12, [:], .pass)]
            as [(Int?, Labels, Verdict)]
    )
    func secrets(files: Int?, labels: Labels, expected: Verdict) throws {
        var report = Given.scan("gitleaks", files: files, rules: [])
        report.labels = labels
        let verdict = try judge("code_security.secrets_scan", "no findings", [report])
        #expect(verdict.verdict == expected)
        let notes = verdict.cells[0].judgement.measurements.flatMap(\.notes)
        if expected == .pass { #expect(notes == [labels.isEmpty ? notes[0] : "scanned: history"]) }
    }

    @Test("findings without a weakness are listed as unclassified, and decide nothing")
    func unclassified() throws {
        let report = Given.scan(
            "semgrep",
            files: 4,
            rules: [Scan.Rule(id: "sql", cwe: [89])],
            findings: [Finding(tool: "semgrep", rule: "odd", file: "a.py", tags: ["security"])]
        )
        let verdict = try judge("code_security.injection_vulnerabilities", "0", [report])
        #expect(verdict.verdict == .pass)
        #expect(
            verdict.cells[0].judgement.measurements[0].notes.contains {
                $0.contains("unclassified") && $0.contains("odd")
            }
        )
    }

    @Test("the files of a scan that does not look for the class do not stand in for its own")
    func scopeOfTheClass() throws {
        let able = Given.scan("semgrep", files: nil, rules: [Scan.Rule(id: "sql", cwe: [89])])
        let other = Given.scan("bandit", files: 40, rules: [Scan.Rule(id: "assert", cwe: [703])])
        #expect(try judge("code_security.injection_vulnerabilities", "0", [able, other]).verdict == .notEvaluated)
    }

    @Test("a scan from outside that was not logged in says nothing of authentication")
    func login() throws {
        var report = Given.scan("ZAP", files: 30, rules: [Scan.Rule(id: "session", cwe: [384])])
        let path = "code_security.authentication_issues"
        #expect(try judge(path, "0", [report]).verdict == .inconclusive)
        report.labels = ["authenticated": "true"]
        #expect(try judge(path, "0", [report]).verdict == .pass)
    }
}

@Suite("OWASP Top 10")
struct OWASPTopTenTests {
    private func judge(_ reports: [Report], level: String? = nil) throws -> [String: Judgement] {
        let words = level.map { ["owasp_level": $0] } ?? [:]
        let criterion = try Given.criterion(.security, "compliance.owasp_top_10", "addressed", words: words)
        let verdict = Given.judge(criterion, .security, reports)
        return Dictionary(uniqueKeysWithValues: verdict.cells.map { ($0.labels["category"] ?? "", $0.judgement) })
    }

    @Test("there are ten categories, and without evidence none of them is addressed, each saying what would show it")
    func nothing() throws {
        let cells = try judge([])
        #expect(cells.count == 10)
        for (code, judgement) in cells {
            #expect(judgement.verdict == .notEvaluated)
            #expect(judgement.reason?.contains(code) == true && judgement.reason?.contains("signed statement") == true)
        }
    }

    @Test("zero findings address a category only where a rule of it ran on something")
    func rules() throws {
        let sql = Scan.Rule(id: "sql", cwe: [89])
        #expect(try judge([Given.scan("codeql", files: 9, rules: [sql])])["A03:2021"]?.verdict == .pass)
        #expect(try judge([Given.scan("codeql", files: 9, rules: [sql])])["A01:2021"]?.verdict == .notEvaluated)
        #expect(try judge([Given.scan("codeql", files: nil, rules: [sql])])["A03:2021"]?.verdict == .notEvaluated)
        let silent = Given.scan("codeql", files: 9, rules: [Scan.Rule(id: "x", tags: ["security"])])
        #expect(try judge([silent])["A03:2021"]?.verdict == .notEvaluated)
    }

    @Test(
        "an open finding at or above the level fails its category, and no other",
        arguments: [
            (Finding.Level.error, nil, Verdict.fail), (.warning, nil, .fail), (.note, nil, .pass),
            (.warning, "error", .pass), (.note, "note", .fail),
        ] as [(Finding.Level, String?, Verdict)]
    )
    func findings(level: Finding.Level, limit: String?, expected: Verdict) throws {
        let rules = [Scan.Rule(id: "ssrf", cwe: [918]), Scan.Rule(id: "hash", cwe: [327])]
        let finding = Finding(tool: "codeql", rule: "ssrf", level: level, file: "a.py", cwe: [918])
        let cells = try judge([Given.scan("codeql", files: 9, rules: rules, findings: [finding])], level: limit)
        #expect(cells["A10:2021"]?.verdict == expected)
        #expect(cells["A02:2021"]?.verdict == .pass)
    }

    @Test("vulnerable components are what a scan of the packages finds")
    func components() throws {
        let rule = Scan.Rule(id: "trivy", tags: ["vulnerability"])
        #expect(try judge([Given.scan("trivy", files: 1, rules: [rule])])["A06:2021"]?.verdict == .pass)
        let finding = Finding(tool: "trivy", rule: "CVE-1-1", severity: .high, level: .error, cwe: [79])
        let cells = try judge([Given.scan("trivy", files: 1, rules: [rule], findings: [finding])])
        #expect(cells["A06:2021"]?.verdict == .fail)
        // The weakness behind it is the component's, not one of the project's own code.
        #expect(cells["A03:2021"]?.verdict == .notEvaluated)
    }
}
