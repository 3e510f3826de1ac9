/// How to fix a criterion that did not pass, with the command that reproduces it.
enum Remedy {
    static func text(for verdict: CriterionVerdict, _ definition: CriterionDefinition) -> String? {
        let advice: String
        switch verdict.verdict {
        case .pass, .notApplicable, .waived: return nil
        case .fail where isMissed(verdict):
            advice = "have a step write \(definition.evidence), and name the file in its `reports:`"
        case .fail, .warn:
            advice = Self.advice[definition.path] ?? "bring \(definition.metric) to \(verdict.criterion.written)"
        case .inconclusive: advice = inconclusive(verdict)
        case .notEvaluated where definition.metric == "coverage.new_lines":
            advice =
                isAboutHistory(verdict)
                ? "fetch the whole history (`fetch-depth: 0`), or name what to compare with: `--base REF`"
                : "have a step write coverage reports that hold lines, and name the files in its `reports:`"
        case .notEvaluated where definition.attestation == .sole:
            advice = "let whoever may do so sign it with `assay attest --criterion \(definition.path)`"
        case .notEvaluated: advice = "have a step write \(definition.evidence), and name the file in its `reports:`"
        case .error: advice = "mend what the reason names"
        }
        guard let step = reproducingStep(verdict) else { return advice }
        return "\(advice); reproduce with `assay run --only \(step)`"
    }

    /// The step that wrote what the worst cell rests on.
    private static func reproducingStep(_ verdict: CriterionVerdict) -> String? {
        verdict.cells.filter { $0.judgement.verdict == verdict.verdict }
            .flatMap(\.judgement.measurements).flatMap(\.provenance).compactMap(\.step).first
    }

    private static func isAboutHistory(_ verdict: CriterionVerdict) -> Bool {
        verdict.cells.compactMap(\.judgement.reason).contains { $0.contains("fetch") || $0.contains("--base") }
    }

    private static func isMissed(_ verdict: CriterionVerdict) -> Bool {
        verdict.cells.contains { if case .missed = $0.judgement { true } else { false } }
    }

    private static func inconclusive(_ verdict: CriterionVerdict) -> String {
        let reasons = verdict.cells.compactMap(\.judgement.reason)
        if verdict.cells.contains(where: { if case .noBaseline = $0.judgement { true } else { false } }) {
            return "name summaries of earlier runs that passed: `assay run --baseline .assay/runs/*/summary.json`; "
                + "where there is none, decide that this run becomes one: `assay run --seed-baseline`"
        }
        if reasons.contains(where: { $0.contains("must hold first") }) { return "see to what must hold first" }
        if reasons.contains(where: { $0.contains("noise floor") }) {
            return "steady the load test (a longer run, a quiet machine), or tolerate more than the noise floor"
        }
        if reasons.contains(where: { $0.contains("samples") }) {
            return "let the step run longer or with more load, so that it gathers enough samples"
        }
        return "make the measurement reach what the criterion presumes"
    }

    /// What to do about a value on the wrong side, by the criterion's key.
    private static let advice: [String: String] = [
        "linting.pass_rate": "fix the findings listed",
        "code_complexity.cyclomatic_complexity": "split the functions listed",
        "code_complexity.cognitive_complexity": "flatten the functions listed",
        "duplication.threshold": "let one piece of code serve the places listed",
        "documentation.public_api_coverage": "document the symbols listed",
        "overall.threshold": "test the lines listed",
        "overall.trend": "test what the change adds: the lines listed are not covered",
        "new_code.threshold": "test the new lines listed",
        "critical_paths.threshold": "test the lines listed: they carry a critical path",
        "by_component.*": "test the lines listed",
        "api_contracts.validation": "mend the provider or the contract of the cases listed",
        "api_contracts.backwards_compatibility": "restore what was removed, or release a new major version",
        "service_communication.latency": "profile the edge listed: which call got slower?",
        "service_communication.error_rate": "read the logs of the edge listed",
        "database_operations.transaction_success": "read the database's log: which transactions were rolled back?",
        "database_operations.deadlock_rate": "let transactions take their locks in one order",
        "external_dependencies.mock_coverage": "mock what is listed, and let the tests call it nowhere else",
        "external_dependencies.fallback_tested": "mend the fallback that the failing tests exercise",
        "validation_matrix": "fix the failing tests of the cell",
        "critical_user_journeys.pass_rate": "fix the failing tests of the journey",
        "cross_browser_compatibility.pass_rate": "fix the failing tests of the cell",
        "mobile_responsiveness.pass_rate": "fix the failing tests of the cell",
        "response_times.*.p50": "profile the service: every request is affected",
        "response_times.*.p95": "profile the service: look for slow handlers, locks and retries",
        "response_times.*.p99": "look for pauses, cold starts and queues in the service",
        "throughput.sustained_rps": "find what saturates first: generator, network, CPU or a lock",
        "throughput.burst_capacity": "find what gives way first: connections, queues, memory",
        "resource_utilization.cpu_usage": "profile the service, or give it more processors",
        "resource_utilization.memory_usage": "find what holds the memory, or raise its limit",
        "scalability.horizontal_scaling": "find what the replicas share: a database, a lock, a queue",
        "scalability.auto_scaling_time": "find what a new replica waits for: a machine, an image, a warm-up",
        "dependency_scan.license_compliance":
            "replace the packages listed, or settle their licences in `license_policy`",
        "accessibility.automated_checks": "mend the elements that the rules listed name",
        "accessibility.wcag_level": "mend the elements that the rules listed name",
        "baseline_comparison.threshold": "find what made the series listed slower, or heavier, since the baseline",
        "code_security.secrets_scan": "remove the secrets listed and revoke them: history keeps them",
        "code_security.injection_vulnerabilities": "pass untrusted input as data at the places listed",
        "code_security.authentication_issues": "mend the checks at the places listed",
        "vulnerability_scan.critical": "update the packages listed",
        "vulnerability_scan.high": "update the packages listed",
        "vulnerability_scan.medium": "update the packages listed",
        "vulnerability_scan.low": "update the packages listed",
        "data_privacy.production_data":
            "take the data listed out of what tests use, and make it anew: `assay data generate`",
        "data_privacy.pii_handling":
            "mask the data listed (`assay data mask`), or make it anew (`assay data generate`)",
        "data_privacy.data_masking": "mask again, with a rule for each column listed: `assay data mask --rule`",
        "compliance.owasp_top_10": "mend the findings of the category, or suppress with a reason those that are none",
        "dependency_scan.vulnerability_check": "let a step of the pipeline run the scanner",
    ]
}
