import Core

/// What a project shows to others: its packages, its pages, its contracts.
extension InspectText {
    static func surfaces(_ report: Report) -> [String] {
        var lines: [String] = []
        if let entries = report.packages?.entries {
            let packages = entries.filter(\.isPackage)
            let bare = packages.count { $0.licences.isEmpty }
            lines.append("  packages: \(packages.count) of \(entries.count) entries, \(bare) without a licence")
        }
        for page in report.accessibility?.pages ?? [] {
            lines.append(
                "  page: \(page.url): \(page.violations.count) rules violated, \(page.incomplete.count) to review, "
                    + "\(page.passed.count) passed"
            )
        }
        for contract in report.contracts?.contracts ?? [] {
            let count = contract.interactions.count
            lines.append("  contract: \(contract.consumer) → \(contract.provider), \(count) interactions")
        }
        for verification in report.contracts?.verifications ?? [] {
            let parties = "\(verification.consumer ?? "?") → \(verification.provider ?? "?")"
            let result = verification.verified.map { $0 ? "verified" : "failed" } ?? "unknown"
            lines.append("  verification: \(parties): \(result), \(verification.interactions.count) interactions")
        }
        return lines
    }
}
