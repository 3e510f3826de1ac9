import Core
import Scanning

/// What a project shows to others: its packages, its pages, its contracts.
extension InspectionOutput {
    static func surfaces(_ report: Report) -> [JSON.Member] {
        var members: [JSON.Member] = []
        if let packages = report.packages { members.append(.init("packages", self.packages(packages))) }
        if let pages = report.accessibility { members.append(.init("accessibility", accessibility(pages))) }
        if let contracts = report.contracts { members.append(.init("contracts", self.contracts(contracts))) }
        return members
    }

    private static func packages(_ inventory: PackageInventory) -> JSON {
        let packages = inventory.entries.filter(\.isPackage)
        return [
            "entries": JSON(inventory.entries.count), "own": JSON(inventory.entries.count(where: \.isRoot)),
            "packages": JSON(packages.count), "without_licence": JSON(packages.count { $0.licences.isEmpty }),
        ]
    }

    private static func accessibility(_ results: AccessibilityResults) -> JSON {
        var impacts: [String: Int] = [:]
        for hit in results.pages.flatMap(\.violations) { impacts[hit.impact ?? "unknown", default: 0] += 1 }
        return [
            "engine": JSON(results.engine), "pages": JSON(results.pages.count),
            "violations": JSON(results.pages.reduce(0) { $0 + $1.violations.count }),
            "nodes": JSON(results.pages.flatMap(\.violations).reduce(0) { $0 + $1.nodes }),
            "by_impact": .object(impacts.sorted { $0.key < $1.key }.map { .init($0.key, JSON($0.value)) }),
            "passes": JSON(results.pages.reduce(0) { $0 + $1.passed.count }),
            "incomplete": JSON(results.pages.reduce(0) { $0 + $1.incomplete.count }),
        ]
    }

    private static func contracts(_ results: ContractResults) -> JSON {
        [
            "contracts": JSON(
                results.contracts.map { contract in
                    [
                        "consumer": JSON(contract.consumer), "provider": JSON(contract.provider),
                        "interactions": JSON(contract.interactions.count),
                    ]
                }
            ),
            "verifications": JSON(
                results.verifications.map { verification in
                    [
                        "consumer": JSON(verification.consumer), "provider": JSON(verification.provider),
                        "provider_version": JSON(verification.providerVersion),
                        "verified": JSON(verification.verified),
                        "interactions": JSON(verification.interactions.count),
                        "failed": JSON(verification.interactions.count { $0.verified == false }),
                    ]
                }
            ),
        ]
    }
}
