/// Which criteria judge what reports list: what a step's exit code leaves to the gates, some gate must look at.
struct JudgedFindings {
    private let gates: [Gate]

    init(gates: [Gate]) { self.gates = gates }

    /// What the reports of one step list that is wrong: how much of it there is, and what no criterion looks at.
    struct Listed {
        /// Failed tests, open findings, and everything else that a gate can measure.
        var count = 0
        /// Words for what is listed and judged by nothing, each once.
        var unjudged: [String] = []

        fileprivate mutating func add(_ more: Int, _ words: String, judged: Bool) {
            guard more > 0 else { return }
            count += more
            if !judged, !unjudged.contains(words) { unjudged.append(words) }
        }
    }

    func listed(in reports: [Report]) -> Listed {
        var listed = Listed()
        for report in reports {
            if let tests = report.tests {
                // A failed test fails the run without any gate; one in quarantine is what was found, and decides nothing.
                listed.add(tests.tally.failed + tests.tally.errors + tests.excused, "failed tests", judged: true)
            }
            if let findings = report.findings { add(findings, of: report, to: &listed) }
            if let packages = report.packages {
                listed.add(packages.entries.count, "packages", judged: asks(.licenses))
            }
            listed.add(report.contracts == nil ? 0 : 1, "contracts", judged: asks(.integration, "api_contracts."))
            listed.add(report.accessibility == nil ? 0 : 1, "accessibility", judged: asks(.e2e, "accessibility."))
            for measurement in report.measurements {
                let isJudged = criteria.contains { $0.criterion.metric == measurement.metric }
                listed.add(1, "values of \(measurement.metric)", judged: isJudged)
            }
            let isLoadJudged = asks(.performance, "") || asks(.integration, "service_communication.")
            listed.add(report.performance.count, "load-test results", judged: isLoadJudged)
        }
        return listed
    }

    /// A finding that feeds two categories is judged where one of them is.
    private func add(_ findings: FindingResults, of report: Report, to listed: inout Listed) {
        var tools = ToolCategories(report, findings)
        let judged = Set(ScanCategory.allCases.filter(asks))
        for index in findings.findings.indices where !findings.findings[index].suppressed {
            let (isLint, other) = tools.fed(by: findings.findings[index].tool, at: index)
            let isJudged = isLint && judged.contains(.lint) || other.map(judged.contains) == true
            listed.add(1, (other ?? .lint).findingWords, judged: isJudged)
        }
    }

    /// Whether a criterion looks at findings of the category.
    func asks(_ category: ScanCategory) -> Bool { category.judges.contains { asks($0.gate, $0.path) } }

    private func asks(_ gate: GateID, _ path: String) -> Bool {
        criteria.contains { $0.gate == gate && $0.criterion.path.hasPrefix(path) }
    }

    /// All that are judged: what is declared not applicable looks at nothing.
    private var criteria: [(gate: GateID, criterion: Criterion)] {
        gates.flatMap { gate in gate.criteria.map { (gate.id, $0) } }.filter { $1.qualifiers.notApplicable == nil }
    }
}

extension ScanCategory {
    /// The criteria that look at findings of this category, by the beginnings of their key paths.
    package var judges: [(gate: GateID, path: String)] {
        switch self {
        case .lint: [(.codeQuality, "linting.")]
        case .sast:
            [
                (.security, "code_security.injection_vulnerabilities"),
                (.security, "code_security.authentication_issues"),
                (.security, "compliance.owasp_top_10"),
            ]
        case .secrets: [(.security, "code_security.secrets_scan")]
        case .vulnerabilities: [(.security, "vulnerability_scan."), (.security, "compliance.owasp_top_10")]
        case .licenses: [(.security, "dependency_scan.license_compliance")]
        case .privacy: [(.security, "data_privacy.")]
        }
    }

    /// What is found, in words.
    var findingWords: String {
        switch self {
        case .lint: "linter's findings"
        case .sast: "weaknesses in code"
        case .secrets: "secrets"
        case .vulnerabilities: "vulnerabilities"
        case .licenses: "licences"
        case .privacy: "personal data"
        }
    }
}
