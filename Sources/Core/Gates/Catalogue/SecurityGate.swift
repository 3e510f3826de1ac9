import Criteria

extension Catalogue {
    /// Gate 6: what scanners find, and what auditors sign.
    static let security: [CriterionDefinition] =
        [vulnerabilities("critical"), vulnerabilities("high"), vulnerabilities("medium"), vulnerabilities("low")] + [
            CriterionDefinition(
                .security,
                "dependency_scan.outdated_threshold",
                metric: "dependency_scan.outdated",
                .duration,
                .atMost,
                basis: .derived,
                evidence: "the metric `dependency_scan.outdated` (age of the oldest pending release)",
                missing: "nothing stated, as without a network: not evaluated"
            ),
            CriterionDefinition(
                .security,
                "dependency_scan.vulnerability_check",
                metric: "dependency_scan.vulnerability_check",
                .boolean,
                .exactly,
                wordMeaning: .init(.atLeast, 1),
                basis: .derived,
                evidence:
                    "a scan for known vulnerabilities that a step of this run wrote, and that says what it looked at; a metric alone is none",
                missing: "a report that no step wrote: fail; one that does not say what it scanned: not evaluated",
                measure: Measures.automatedScan
            ),
            CriterionDefinition(
                .security,
                "dependency_scan.license_compliance",
                metric: "dependency_scan.license_violations",
                .count,
                .atMost,
                wordMeaning: .init(.atMost, 0),
                attestation: .alternative,
                basis: .derived,
                evidence:
                    "packages of CycloneDX, SPDX, pip-licenses or license-checker against `license_policy`, or the metric `dependency_scan.license_violations`",
                missing: "no policy, or no package listed: not evaluated; a package without a licence: fail",
                measure: Measures.licenseViolations
            ),
            CriterionDefinition(
                .security,
                "code_security.secrets_scan",
                metric: "code_security.secrets",
                .count,
                .atMost,
                countsFindings: true,
                evidence: "a secret scanner's report that states its scope, or the metric `code_security.secrets`",
                missing: "a scan that does not say what it examined, or is not complete: not evaluated",
                measure: Measures.secrets
            ),
            CriterionDefinition(
                .security,
                "code_security.injection_vulnerabilities",
                metric: "code_security.injection",
                .count,
                .atMost,
                countsFindings: true,
                evidence: "a scan whose rules look for injection (CWE-74 and all below it, such as 78, 79, 89, 94)",
                missing: "no rule of that class ran, or the scan is not complete: not evaluated",
                measure: Measures.injections
            ),
            CriterionDefinition(
                .security,
                "code_security.authentication_issues",
                metric: "code_security.authentication",
                .count,
                .atMost,
                countsFindings: true,
                evidence:
                    "a scan whose rules look for broken authentication (CWE-287 and all below it, such as 306, 522, 798; 384, 613)",
                missing:
                    "no rule of that class ran, or the scan is not complete: not evaluated; one from outside without a login: inconclusive",
                measure: Measures.authenticationIssues
            ),
            CriterionDefinition(
                .security,
                "compliance.owasp_top_10",
                metric: "compliance.owasp_top_10",
                .boolean,
                .exactly,
                parameters: [.init("owasp_level", .word(["error", "warning", "note"]))],
                cellSource: .init(labels: ["category"]) { _, _ in OWASPTopTen.categories.map { ["category": $0.code] }
                },
                wordMeaning: .init(.atLeast, 1),
                attestation: .alternative,
                countsFindings: true,
                basis: .derived,
                evidence:
                    "rules of each category (CWE, 2021 edition) that ran and left nothing open, or a signed statement on it",
                missing: "a category without rules that ran or a statement: not evaluated, whatever was not found",
                measure: Measures.owaspCategory
            ),
            attested("compliance.pci_dss", "a signed attestation with the digest of the assessor's document"),
            attested("compliance.gdpr", "a signed attestation of the impact assessment and the record of processing"),
        ] + dataPrivacy

    private static func vulnerabilities(_ severity: String) -> CriterionDefinition {
        CriterionDefinition(
            .security,
            "vulnerability_scan.\(severity)",
            metric: MetricID("vulnerability_scan.\(severity)"),
            .count,
            .atMost,
            parameters: [.init("max_db_age", .duration)],
            countsFindings: true,
            evidence:
                "a vulnerability scanner's report that states its scope, or the metric `vulnerability_scan.\(severity)`",
            missing:
                "no finding in a scan that does not say what it examined, is not complete, or has a database older than `max_db_age`: not evaluated",
            measure: Measures.vulnerabilities
        )
    }

    private static func attested(_ path: String, _ evidence: String) -> CriterionDefinition {
        CriterionDefinition(
            .security,
            path,
            metric: MetricID(path),
            .boolean,
            .exactly,
            attestation: .sole,
            basis: .attested,
            evidence: evidence,
            missing: "no signed statement in force: not evaluated"
        )
    }
}
