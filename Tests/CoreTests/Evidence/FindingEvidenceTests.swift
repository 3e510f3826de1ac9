import Core
import Testing

@Suite("Findings of several tools as one")
struct FindingEvidenceTests {
    private func evidence(_ reports: [Report]) -> Evidence { Evidence(reports: reports, project: Project()) }

    private func report(_ tool: String, _ findings: [Finding], files: Int? = 3) -> Report {
        Given.scan(tool, files: files, rules: [Scan.Rule(id: tool, tags: ["vulnerability"])], findings: findings)
    }

    private func vulnerability(
        _ tool: String,
        _ rule: String,
        aliases: [String] = [],
        package: Finding.Package? = nil,
        file: String? = nil,
        severity: Finding.Severity = .high
    ) -> Finding {
        Finding(
            tool: tool,
            rule: rule,
            severity: severity,
            message: "flaw",
            file: file,
            tags: ["vulnerability"],
            aliases: aliases,
            package: package
        )
    }

    private static let lodash = Finding.Package(name: "lodash", version: "4.17.4")

    @Test(
        "two tools name one package in their own ways, and it is one",
        arguments: [
            (Finding.Package(name: "lodash", version: "4.17.4"), "pkg:npm/lodash@4.17.4", 1),
            (.init(name: "@angular/core", version: "1.0"), "pkg:npm/%40angular/core@1.0", 1),
            (.init(name: "org.apache:log4j-core", version: "2.14"), "pkg:maven/org.apache/log4j-core@2.14?type=jar", 1),
            (.init(name: "openssl", version: "1.1"), "pkg:deb/debian/openssl@1.1?arch=amd64", 1),
            (
                .init(name: "github.com/gogo/protobuf", version: "1.3.1"), "pkg:golang/github.com/gogo/protobuf@v1.3.1",
                1
            ),
            (.init(name: "Flask_Login", version: "0.1"), "pkg:pypi/flask-login@0.1", 1),
            (.init(name: "lodash", version: "4.17.5"), "pkg:npm/lodash@4.17.4", 2),
            (.init(name: "lodash.merge", version: "4.17.4"), "pkg:npm/lodash@4.17.4", 2),
            (.init(name: "lodash"), "pkg:npm/lodash@4.17.4", 1),
        ]
    )
    func packages(named: Finding.Package, url: String, expected: Int) throws {
        let first = vulnerability("snyk", "CVE-2024-1", package: named)
        let second = vulnerability("grype", "CVE-2024-1", package: .init(name: "x", url: url))
        let scanned = try #require(
            evidence([report("snyk", [first]), report("grype", [second])]).scans[.vulnerabilities]
        )
        #expect(scanned.findings.count == expected)
    }

    @Test("a vulnerability of one package in two lock files is one problem that names both")
    func twoLockFiles() throws {
        var files = ["a.lock", "b.lock"].map { file in
            var finding = vulnerability("trivy", "CVE-2024-1", package: Self.lodash)
            finding.file = file
            return finding
        }
        files.append(files[0])
        let scanned = try #require(evidence([report("trivy", files)]).scans[.vulnerabilities])
        #expect(scanned.findings.count == 1)
        #expect(scanned.findings.first?.offender.detail?.hasSuffix("; also in b.lock") == true)
    }

    @Test("names that are reported together are one vulnerability, also over several reports")
    func aliases() throws {
        let reports = [
            report("npm audit", [vulnerability("npm audit", "GHSA-aaaa", package: .init(name: "lodash"))]),
            report(
                "osv-scanner",
                [vulnerability("osv-scanner", "GHSA-aaaa", aliases: ["CVE-2024-1"], package: Self.lodash)]
            ),
            report("trivy", [vulnerability("trivy", "CVE-2024-1", package: Self.lodash, severity: .critical)]),
        ]
        let scanned = try #require(evidence(reports).scans[.vulnerabilities])
        #expect(scanned.findings.count == 1)
        let one = try #require(scanned.findings.first)
        #expect(one.finding.severity == .critical)
        #expect(Set(one.tools) == ["npm audit", "osv-scanner", "trivy"])
    }

    @Test("an advisory of a distribution that covers two CVEs does not make them one")
    func distributionAdvisory() throws {
        let findings = ["CVE-2024-1", "CVE-2024-2"].map {
            vulnerability("trivy", $0, aliases: ["RHSA-2024:1"], package: Self.lodash)
        }
        #expect(try #require(evidence([report("trivy", findings)]).scans[.vulnerabilities]).findings.count == 2)
        let both = vulnerability("snyk", "SNYK-1", aliases: ["CVE-2024-1", "CVE-2024-2"], package: Self.lodash)
        let all = evidence([report("trivy", findings), report("snyk", [both])])
        #expect(try #require(all.scans[.vulnerabilities]).findings.count == 2)
    }

    @Test(
        "the worst severity that a tool knows counts; unknown only where none knows it",
        arguments: [
            ([Finding.Severity.low, .critical], Finding.Severity.critical), ([.unknown, .low], .low),
            ([.unknown, .unknown], .unknown), ([.medium, .unknown], .medium),
        ]
    )
    func severity(of severities: [Finding.Severity], expected: Finding.Severity) throws {
        let reports = severities.enumerated().map { number, severity in
            report(
                "tool \(number)",
                [vulnerability("tool \(number)", "CVE-1-1", package: Self.lodash, severity: severity)]
            )
        }
        #expect(
            try #require(evidence(reports).scans[.vulnerabilities]).findings.map(\.finding.severity) == [expected]
        )
    }

    @Test("what one tool suppresses and another leaves open is open")
    func suppression() throws {
        var suppressed = vulnerability("trivy", "CVE-1-1", package: Self.lodash)
        suppressed.suppressed = true
        let open = vulnerability("grype", "CVE-1-1", package: Self.lodash)
        let both = try #require(
            evidence([report("trivy", [suppressed]), report("grype", [open])]).scans[.vulnerabilities]
        )
        #expect(both.open().count == 1)
        let one = try #require(evidence([report("trivy", [suppressed])]).scans[.vulnerabilities])
        #expect(one.open().isEmpty)
    }

    private static let changes: [(change: @Sendable (inout Finding) -> Void, problems: Int)] = [
        ({ $0.message = "line too  long (121 > 120)" }, 1), ({ $0.rule = "E502" }, 2), ({ $0.line = 8 }, 2),
        ({ $0.file = "b.py" }, 2), ({ $0.message = "other" }, 2), ({ $0.fingerprint = "f" }, 2),
        ({ $0.tool = "flake8" }, 1),
    ]

    @Test(
        "a problem in code is told by rule, place and fingerprint, else by its message without numbers and spaces",
        arguments: changes.indices
    )
    func fingerprints(number: Int) {
        let (change, expected) = Self.changes[number]
        let first = Finding(tool: "ruff", rule: "E501", message: "line too long (130 > 120)", file: "a.py", line: 7)
        var second = first
        change(&second)
        let reports = [
            Given.scan("ruff", files: 2, rules: [], findings: [first]),
            Given.scan("flake8", files: 2, rules: [], findings: [second]),
        ]
        let expectedTools = expected == 1 && second.tool != first.tool ? 2 : 1
        let scanned = evidence(reports).scans[.lint]
        #expect(scanned?.findings.count == expected)
        #expect(scanned?.findings.first?.tools.count == expectedTools)
    }

    @Test("findings of a mixed report feed the criteria of their own kind")
    func categories() throws {
        var mixed = Report(path: "trivy.sarif", format: "sarif")
        mixed.findings = FindingResults(
            findings: [
                Finding(tool: "Trivy", rule: "CVE-1-1", severity: .critical, tags: ["vulnerability", "security"]),
                Finding(tool: "Trivy", rule: "aws-key", severity: .critical, tags: ["secret", "security"]),
                Finding(tool: "Trivy", rule: "DS002", severity: .critical, tags: ["misconfiguration", "security"]),
                Finding(tool: "Trivy", rule: "GPL-3.0", severity: .critical, tags: ["license"]),
            ],
            scans: [Scan(tool: "Trivy", filesExamined: 9)]
        )
        let evidence = evidence([mixed])
        for (category, rule) in [
            (ScanCategory.vulnerabilities, "CVE-1-1"), (.secrets, "aws-key"), (.sast, "DS002"), (.licenses, "GPL-3.0"),
        ] {
            #expect(evidence.scans[category]?.findings.map(\.finding.rule) == [rule])
        }
        #expect(evidence.scans[.lint] == nil)
        mixed.labels = ["category": "lint"]
        #expect(self.evidence([mixed]).scans[.lint]?.findings.count == 4)
        #expect(self.evidence([mixed]).scans[.secrets] == nil)
    }

    @Test("a linter with a few rules on security stays a linter; a scanner with unmarked rules does not become one")
    func linters() {
        let rules = [Scan.Rule(id: "E501"), Scan.Rule(id: "S608", cwe: [89])]
        let ruff = evidence([Given.scan("ruff", files: 2, rules: rules)])
        #expect(ruff.scans[.lint] != nil && ruff.scans[.sast] != nil)
        let security = evidence([Given.scan("ruff", files: 2, rules: [rules[1]])])
        #expect(security.scans[.lint] == nil && security.scans[.sast] != nil)
        let scanner = evidence([Given.scan("acme-scan", files: 2, rules: rules)])
        #expect(scanner.scans[.lint] == nil && scanner.scans[.sast] != nil)
    }
}
