/// What a scanner looks for: it decides which criteria its findings feed.
package enum ScanCategory: String, Sendable, Hashable, CaseIterable {
    case lint
    case sast
    case secrets
    case vulnerabilities

    /// The label `category` decides; else the kind of rules that the scan ran.
    static func of(_ report: Report) -> Set<ScanCategory> {
        if let label = report.labels["category"], let category = ScanCategory(rawValue: label) { return [category] }
        guard let results = report.findings else { return [] }
        var found: Set<ScanCategory> = []
        for scan in results.scans {
            let tags = Set(scan.rules.flatMap(\.tags))
            if secretScanners.contains(scan.tool.lowercased()) || tags.contains("secret") || tags.contains("secrets") {
                found.insert(.secrets)
            }
            if scan.rules.contains(where: { isAdvisory($0.id) }) || tags.contains("vulnerability")
                || vulnerabilityScanners.contains(scan.tool.lowercased())
            {
                found.insert(.vulnerabilities)
            }
            if scan.rules.contains(where: { !$0.cwe.isEmpty }) || tags.contains("security") { found.insert(.sast) }
        }
        return found.isEmpty ? [.lint] : found
    }

    private static let secretScanners: Set<String> = ["gitleaks", "trufflehog", "detect-secrets"]
    private static let vulnerabilityScanners: Set<String> = ["trivy", "grype", "osv-scanner", "snyk"]

    private static func isAdvisory(_ rule: String) -> Bool {
        rule.hasPrefix("CVE-") || rule.hasPrefix("GHSA-") || rule.hasPrefix("OSV-")
    }
}
