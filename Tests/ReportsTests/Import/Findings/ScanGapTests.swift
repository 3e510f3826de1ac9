import Core
import Reports
import Testing

@Suite("What a scan could not look at")
struct ScanGapTests {
    private typealias Part = ReportMessage.Part

    private func gaps(_ text: String, _ format: String) -> [ReportMessage.Part] {
        imported(text, format: format).messages.compactMap(\.gap)
    }

    @Test(
        "a file that could not be examined is named, and no part of what was examined",
        arguments: [
            (
                "semgrep",
                #"{"results": [], "paths": {"scanned": ["a.js", "b.js"]}, "errors": [{"level": "warn", "type": "Timeout", "path": "b.js"}]}"#
            ),
            (
                "semgrep",
                #"{"results": [], "paths": {"scanned": ["a.js"], "skipped": [{"path": "b.js", "reason": "analysis_failed_parser_or_internal_error"}]}, "errors": []}"#
            ),
            (
                "bandit",
                #"{"results": [], "metrics": {"_totals": {"loc": 1}, "a.js": {"loc": 1}, "b.js": {"loc": 0}}, "errors": [{"filename": "./b.js", "reason": "syntax"}]}"#
            ),
            (
                "gosec",
                #"{"Issues": [], "Stats": {"files": 2, "nosec": 0, "found": 0}, "Golang errors": {"b.js": [{"line": 1, "error": "x"}]}}"#
            ),
            (
                "checkov",
                #"{"check_type": "t", "results": {"failed_checks": [], "passed_checks": [{"check_id": "P", "file_path": "a.js"}], "parsing_errors": ["b.js"]}, "summary": {"failed": 0}}"#
            ),
            (
                "checkstyle",
                #"<checkstyle version="9"><file name="a.js"/><file name="b.js"><exception>x</exception></file></checkstyle>"#
            ),
            (
                "sarif",
                #"{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "t"}}, "artifacts": [{"location": {"uri": "a.js"}}, {"location": {"uri": "b.js"}}], "results": [], "invocations": [{"executionSuccessful": true, "toolExecutionNotifications": [{"level": "error", "locations": [{"physicalLocation": {"artifactLocation": {"uri": "b.js"}}}]}]}]}]}"#
            ),
        ]
    )
    func files(format: String, text: String) {
        #expect(gaps(text, format).map(\.files) == [["b.js"]])
        #expect(scans(text, format).map(\.filesExamined) == [1], "\(format)")
    }

    @Test(
        "what could not be parsed is a finding, and hides whatever else the file holds",
        arguments: [
            ("eslint-json", #"[{"filePath": "b.js", "messages": [{"fatal": true, "severity": 2, "message": "x"}]}]"#),
            (
                "ruff-json",
                #"[{"code": null, "message": "SyntaxError", "filename": "b.js", "location": {"row": 1}, "end_location": {}}]"#
            ),
            (
                "pylint-json",
                #"[{"symbol": "syntax-error", "message-id": "E0001", "message": "x", "path": "b.js", "type": "error"}]"#
            ),
            (
                "rubocop",
                #"{"files": [{"path": "b.js", "offenses": [{"cop_name": "Lint/Syntax", "message": "x", "severity": "fatal"}]}], "summary": {"offense_count": 1}}"#
            ),
            (
                "shellcheck-json",
                #"[{"file": "b.js", "line": 1, "level": "error", "code": 1073, "message": "x", "endLine": 1}]"#
            ),
            (
                "golangci-json",
                #"{"Issues": [{"FromLinter": "typecheck", "Text": "x", "Pos": {"Filename": "b.js"}}], "Report": {}}"#
            ),
            (
                "cppcheck",
                #"<results version="2"><cppcheck version="2"/><errors><error id="syntaxError" severity="error" msg="x"><location file="b.js" line="1"/></error></errors></results>"#
            ),
        ]
    )
    func broken(format: String, text: String) {
        #expect(gaps(text, format).map(\.files) == [["b.js"]], "\(format)")
        #expect(imported(text, format: format).findings?.findings.map(\.level) == [.error])
    }

    @Test(
        "a scan that is not whole says so",
        arguments: [
            (
                "semgrep",
                #"{"results": [], "paths": {"scanned": ["a"]}, "errors": [{"level": "error", "message": "died"}]}"#
            ),
            (
                "semgrep",
                #"{"results": [], "paths": {"scanned": ["a"]}, "errors": [], "skipped_rules": [{"rule_id": "js.sqli"}]}"#
            ),
            (
                "brakeman",
                #"{"scan_info": {"brakeman_version": "6"}, "warnings": [], "errors": [{"error": "x", "location": "y"}]}"#
            ),
            ("pip-audit", #"[{"name": "a", "version": "1", "vulns": []}, {"name": "b", "skip_reason": "x"}]"#),
            (
                "grype",
                #"{"matches": [], "descriptor": {"name": "grype", "db": {"status": {"built": "yesterday"}}}}"#
            ),
            ("grype", #"{"matches": [], "descriptor": {"name": "grype", "db": {"status": {"valid": false}}}}"#),
            (
                "dependency-check-json",
                #"{"reportSchema": "1", "dependencies": [{"fileName": "a"}], "scanInfo": {"analysisExceptions": [{"exception": {"message": "no NVD"}}]}}"#
            ),
            (
                "dependency-check-xml",
                "<analysis><scanInfo><dataSource><name>NVD CVE</name><timestamp>12/08/2015 15:32</timestamp></dataSource></scanInfo><dependencies/></analysis>"
            ),
            (
                "trivy",
                #"{"SchemaVersion": 2, "ArtifactName": "x", "Metadata": {"OS": {"Family": "alpine", "Name": "3.8", "EOSL": true}}, "Results": [{"Target": "x", "Class": "os-pkgs"}]}"#
            ),
            (
                "gitlab-security",
                #"{"version": "15", "vulnerabilities": [], "scan": {"scanner": {"name": "S"}, "status": "success", "messages": [{"level": "fatal", "value": "x"}]}}"#
            ),
            ("pmd", #"<pmd version="7"><configerror rule="R" msg="x"/></pmd>"#),
            ("spotbugs", #"<BugCollection version="4"><Errors errors="1"/></BugCollection>"#),
            (
                "trufflehog",
                #"{"level": "error", "ts": "x", "logger": "trufflehog", "msg": "encountered errors during scan"}"#
            ),
            (
                "rubocop",
                #"{"files": [{"path": "a", "offenses": []}], "summary": {"offense_count": 0, "target_file_count": 4, "inspected_file_count": 1}}"#
            ),
            (
                "sarif",
                #"{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "t"}}, "results": null}]}"#
            ),
            (
                "cyclonedx-json",
                #"{"bomFormat": "CycloneDX", "specVersion": "1.5", "components": [{"name": "a"}], "compositions": [{"aggregate": "incomplete"}]}"#
            ),
        ]
    )
    func wholes(format: String, text: String) {
        #expect(gaps(text, format).map(\.files) == [[]], "\(format) \(imported(text, format: format).messages)")
    }

    @Test(
        "what a tool was told to leave out leaves no gap",
        arguments: [
            (
                "semgrep",
                #"{"results": [], "paths": {"scanned": ["a"], "skipped": [{"path": "b", "reason": "too_big"}, {"path": "c", "reason": "semgrepignore_patterns_match"}]}, "errors": [{"level": "info"}]}"#
            ),
            (
                "eslint-json",
                #"[{"filePath": "a", "messages": []}, {"filePath": "b", "messages": [{"severity": 1, "message": "File ignored because of a matching ignore pattern."}], "warningCount": 1}]"#
            ),
            (
                "trivy",
                #"{"SchemaVersion": 2, "ArtifactName": "x", "Metadata": {"OS": {"EOSL": true}}, "Results": [{"Target": "go.mod", "Class": "lang-pkgs"}]}"#
            ),
        ]
    )
    func leftOut(format: String, text: String) {
        #expect(gaps(text, format).isEmpty)
        #expect(scans(text, format).map(\.filesExamined) == [1])
        #expect(imported(text, format: format).findings?.findings.isEmpty == true)
    }

    @Test(
        "what the tool was told to ignore is a suppressed finding, what its source has withdrawn is none",
        arguments: [
            (
                "trivy", true,
                #"{"SchemaVersion": 2, "ArtifactName": "x", "Results": [{"Target": "l", "Class": "lang-pkgs", "ExperimentalModifiedFindings": [{"Type": "vulnerability", "Status": "ignored", "Finding": {"VulnerabilityID": "CVE-1", "Severity": "CRITICAL"}}]}]}"#
            ),
            (
                "snyk", true,
                #"{"ok": true, "dependencyCount": 3, "vulnerabilities": [], "filtered": {"ignore": [{"id": "S", "title": "t", "severity": "high"}]}}"#
            ),
            (
                "osv-scanner", false,
                #"{"results": [{"source": {"path": "l"}, "packages": [{"vulnerabilities": [{"id": "GHSA-1", "withdrawn": "2026-01-02T00:00:00Z"}]}]}]}"#
            ),
            (
                "github-dependabot", false,
                #"[{"number": 1, "state": "open", "dependency": {}, "security_advisory": {"ghsa_id": "G", "withdrawn_at": "2026-01-02T00:00:00Z"}}]"#
            ),
        ]
    )
    func ignored(format: String, isListed: Bool, text: String) {
        #expect(imported(text, format: format).findings?.findings.map(\.suppressed) == (isListed ? [true] : []))
    }

    @Test(
        "a source in which no package was recognised was not scanned",
        arguments: [
            (
                "trivy",
                #"{"SchemaVersion": 2, "ArtifactName": "x", "Results": [{"Target": "x", "Class": "os-pkgs", "Packages": []}]}"#
            ),
            ("osv-scanner", #"{"results": [{"source": {"path": "l"}, "packages": []}]}"#),
            (
                "gitlab-security",
                #"{"version": "15", "vulnerabilities": [], "dependency_files": [{"path": "l", "dependencies": []}], "scan": {"type": "dependency_scanning", "status": "success"}}"#
            ),
            ("pip-audit", #"{"dependencies": [], "fixes": []}"#),
        ]
    )
    func empty(format: String, text: String) {
        #expect(imported(text).format == format)
        #expect(scans(text, format).map(\.statesScope) == [false])
    }
}
