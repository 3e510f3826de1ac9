import Core

extension DeclaredSample {
    static let findings = [
        DeclaredSample(
            "bandit",
            .findings,
            #"""
            {"results": [], "metrics": {"_totals": {"loc": 1, "SEVERITY.HIGH": 2, "CONFIDENCE.HIGH": 2, "SEVERITY.LOW": 0}, "a.py": {"loc": 1}}}
            """#,
            honest: #"""
                {"results": [], "metrics": {"_totals": {"loc": 1, "SEVERITY.HIGH": 0, "CONFIDENCE.HIGH": 0, "SEVERITY.LOW": 0}, "a.py": {"loc": 1}}}
                """#
        ),
        DeclaredSample(
            "brakeman",
            .findings,
            #"""
            {"scan_info": {"brakeman_version": "6", "security_warnings": 1}, "warnings": []}
            """#,
            honest: #"""
                {"scan_info": {"brakeman_version": "6", "security_warnings": 0}, "warnings": []}
                """#
        ),
        DeclaredSample(
            "checkov",
            .findings,
            #"""
            {"check_type": "terraform", "results": {"passed_checks": [], "failed_checks": [], "skipped_checks": []}, "summary": {"failed": 4}}
            """#,
            honest: #"""
                {"check_type": "terraform", "results": {"passed_checks": [], "failed_checks": [], "skipped_checks": []}, "summary": {"failed": 0}}
                """#
        ),
        DeclaredSample(
            "eslint-json",
            .findings,
            #"""
            [{"filePath": "a.js", "messages": [], "errorCount": 7, "warningCount": 0}]
            """#,
            honest: #"""
                [{"filePath": "a.js", "messages": [], "errorCount": 0, "warningCount": 0}]
                """#
        ),
        DeclaredSample(
            "gosec",
            .findings,
            #"""
            {"Issues": [], "Stats": {"files": 3, "nosec": 0, "found": 5}}
            """#,
            honest: #"""
                {"Issues": [], "Stats": {"files": 3, "nosec": 0, "found": 0}}
                """#
        ),
        DeclaredSample(
            "npm-audit",
            .findings,
            #"""
            {"auditReportVersion": 2, "vulnerabilities": {}, "metadata": {"vulnerabilities": {"high": 2, "total": 0}, "dependencies": {"total": 9}}}
            """#,
            honest: #"""
                {"auditReportVersion": 2, "vulnerabilities": {}, "metadata": {"vulnerabilities": {"high": 0, "total": 0}, "dependencies": {"total": 9}}}
                """#
        ),
        DeclaredSample(
            "pact-verification",
            .findings,
            #"""
            {"success": true, "providerApplicationVersion": "1", "testResults": {"tests": [{"description": "a",
            "status": "passed"}], "summary": {"failure_count": 2}}}
            """#,
            honest: #"""
                {"success": true, "providerApplicationVersion": "1", "testResults": {"tests": [{"description": "a",
                "status": "passed"}], "summary": {"failure_count": 0}}}
                """#
        ),
        DeclaredSample(
            "pylint-json",
            .findings,
            #"""
            {"messages": [], "statistics": {"messageTypeCount": {"fatal": 0, "error": 5}, "modulesLinted": 4}}
            """#,
            honest: #"""
                {"messages": [], "statistics": {"messageTypeCount": {"fatal": 0, "error": 0}, "modulesLinted": 4}}
                """#
        ),
        DeclaredSample(
            "rubocop",
            .findings,
            #"""
            {"files": [{"path": "a.rb", "offenses": []}], "summary": {"offense_count": 9, "target_file_count": 1, "inspected_file_count": 1}}
            """#,
            honest: #"""
                {"files": [{"path": "a.rb", "offenses": []}], "summary": {"offense_count": 0, "target_file_count": 1, "inspected_file_count": 1}}
                """#
        ),
        DeclaredSample(
            "sarif",
            .failedScan,
            #"""
            {"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "t"}}, "invocations": [{"executionSuccessful": true, "exitCode": 2}], "results": []}]}
            """#,
            honest: #"""
                {"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "t"}}, "invocations": [{"executionSuccessful": true, "exitCode": 0}], "results": []}]}
                """#
        ),
        DeclaredSample(
            "snyk",
            .findings,
            #"""
            {"vulnerabilities": [], "ok": true, "dependencyCount": 9, "uniqueCount": 3}
            """#,
            honest: #"""
                {"vulnerabilities": [], "ok": true, "dependencyCount": 9, "uniqueCount": 0}
                """#
        ),
        DeclaredSample(
            "snyk",
            .failedScan,
            #"""
            {"vulnerabilities": [], "ok": false, "dependencyCount": 9}
            """#,
            honest: #"""
                {"vulnerabilities": [], "ok": true, "dependencyCount": 9}
                """#
        ),
        DeclaredSample(
            "spotbugs",
            .findings,
            #"""
            <BugCollection version="4"><FindBugsSummary total_bugs="4"/></BugCollection>
            """#,
            honest: #"""
                <BugCollection version="4"><FindBugsSummary total_bugs="0"/></BugCollection>
                """#
        ),
        DeclaredSample(
            "trivy",
            .findings,
            #"""
            {"SchemaVersion": 2, "ArtifactName": "x", "Results": [{"Target": "Dockerfile", "Class": "config", "MisconfSummary": {"Successes": 2, "Failures": 3}}]}
            """#,
            honest: #"""
                {"SchemaVersion": 2, "ArtifactName": "x", "Results": [{"Target": "Dockerfile", "Class": "config", "MisconfSummary": {"Successes": 2, "Failures": 0}}]}
                """#
        ),
        DeclaredSample(
            "trufflehog",
            .findings,
            #"""
            {"level": "info-0", "ts": "x", "logger": "trufflehog", "msg": "finished scanning", "chunks": 5, "verified_secrets": 0, "unverified_secrets": 7}
            """#,
            honest: #"""
                {"level": "info-0", "ts": "x", "logger": "trufflehog", "msg": "finished scanning", "chunks": 5, "verified_secrets": 0, "unverified_secrets": 0}
                """#
        ),
    ]
}
