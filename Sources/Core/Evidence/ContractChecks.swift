/// What is known of all contracts: each check once, and what was never checked.
struct ContractChecks {
    struct Check: Sendable {
        var name: String
        var passed: Bool
        var message: String?
        var file: String?
        var line: Int?
    }

    private(set) var checks: [Check] = []
    /// Contracts and interactions of which no result is known, in words.
    private(set) var unverified: [String] = []
    private(set) var provenance: [Provenance] = []
    /// Test cases that passed only after a failed try, and those that were skipped.
    private(set) var flaky = 0
    private(set) var skipped = 0

    init(_ evidence: Evidence) {
        add(evidence.tests.entries { test, _ in test.properties["contract"] != nil })
        let results = evidence.reports.filter { $0.contracts != nil }
        provenance += results.map(\.provenance)
        var verified: Set<[String]> = []
        var places: [String: Int] = [:]
        for report in results {
            for verification in report.contracts?.verifications ?? [] {
                let consumer = verification.consumer ?? report.labels["consumer"]
                let provider = verification.provider ?? report.labels["provider"]
                if let consumer, let provider { verified.insert([consumer, provider]) }
                let title = "\(consumer ?? "?") → \(provider ?? "?")"
                add(verification, title, &places)
            }
        }
        for contract in results.flatMap({ $0.contracts?.contracts ?? [] })
        where verified.insert([contract.consumer, contract.provider]).inserted {
            unverified.append("\(contract.consumer) → \(contract.provider)")
        }
    }

    /// Test cases with the property `contract`, each once; a skipped one has checked nothing.
    private mutating func add(_ cases: [MergedTests.Entry]) {
        flaky = cases.count(where: \.test.flaky)
        skipped = cases.count { $0.test.status == .skipped }
        for entry in cases where entry.test.status != .skipped {
            provenance.append(entry.provenance)
            checks.append(
                Check(
                    name: entry.test.title,
                    passed: entry.test.status == .passed,
                    message: entry.test.message,
                    file: entry.test.file,
                    line: entry.test.line
                )
            )
        }
    }

    /// Each interaction that the report lists, else the whole; where two results differ, the failed one holds.
    private mutating func add(
        _ verification: ContractResults.Verification,
        _ title: String,
        _ places: inout [String: Int]
    ) {
        var parts = verification.interactions
        let isExplained = parts.contains { $0.verified == verification.verified }
        if !isExplained { parts.append(ContractResults.Interaction(description: "", verified: verification.verified)) }
        for part in parts {
            let name = part.description.isEmpty ? title : "\(title): \(part.description)"
            guard let passed = part.verified else {
                if !unverified.contains(name) { unverified.append(name) }
                continue
            }
            guard let place = places[name] else {
                places[name] = checks.count
                checks.append(Check(name: name, passed: passed, message: part.message))
                continue
            }
            if !passed, checks[place].passed { checks[place] = Check(name: name, passed: false, message: part.message) }
        }
    }
}
