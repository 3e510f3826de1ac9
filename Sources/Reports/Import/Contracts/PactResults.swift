import Core
import Scanning

/// The ways in which Pact's tools write the result of a verification; what is not said to be true is not verified.
enum PactResults {
    /// A result of a Pact Broker, or what is sent to one.
    static func broker(_ document: JSON) -> ContractResults.Verification {
        let tests = document.records("testResults.tests").map { test in
            ContractResults.Interaction(
                description: test.text("testDescription") ?? test.text("description") ?? "unnamed",
                verified: test.at("success")?.bool ?? verified(test.text("status"))
            )
        }
        let examples = document.records("testResults.examples").map { example in
            ContractResults.Interaction(
                description: example.text("fullDescription") ?? example.text("full_description")
                    ?? example.text("description") ?? "unnamed",
                verified: verified(example.text("status"))
            )
        }
        return verification(
            ContractResults.Verification(
                provider: document.text("providerName"),
                providerVersion: document.text("providerApplicationVersion"),
                verified: document.at("success")?.bool,
                interactions: tests + examples
            )
        )
    }

    /// RSpec's word for how an example ended; one that is pending, or unknown, shows nothing.
    private static func verified(_ status: String?) -> Bool? {
        switch status?.lowercased() {
        case "passed": true
        case "failed": false
        default: nil
        }
    }

    /// A row of a broker's matrix; one without a result has never been verified.
    static func matrixRow(_ row: JSON) -> ContractResults.Verification {
        ContractResults.Verification(
            consumer: row.text("consumer.name"),
            provider: row.text("provider.name"),
            providerVersion: row.text("provider.version.number"),
            verified: row.at("verificationResult.success")?.bool
        )
    }

    /// One consumer's contract in a report of pact-jvm.
    static func execution(_ execution: JSON, _ provider: String?) -> ContractResults.Verification {
        let isPending = execution.at("pending")?.bool ?? false
        let interactions = execution.records("interactions").map { record in
            let result = record.text("verification.result")
            let failed = isPending ? nil : Optional(false)
            return ContractResults.Interaction(
                description: record.text("interaction.description") ?? "unnamed",
                verified: result == "OK" ? true : result == nil ? nil : failed,
                message: record.text("verification.message")
            )
        }
        // `result` is written only where the contract could not be loaded.
        let broken = execution.text("result.state")
        return verification(
            ContractResults.Verification(
                consumer: execution.text("consumer.name"),
                provider: provider,
                verified: broken != nil ? false : interactions.isEmpty ? nil : true,
                interactions: interactions
            )
        )
    }

    /// pact_verifier_cli lists what failed only; without any output nothing was verified at all.
    static func commandLine(_ document: JSON) -> ContractResults.Verification {
        func list(_ key: String, _ verified: Bool?) -> [ContractResults.Interaction] {
            document.records(key).map { record in
                ContractResults.Interaction(
                    description: record.text("interaction") ?? "unnamed",
                    verified: verified,
                    message: record.text("mismatch.message")
                )
            }
        }
        let isIdle = document.at("output")?.array?.isEmpty ?? false
        let interactions = list("errors", false) + list("pendingErrors", nil)
        let said = document.at("result")?.bool
        return verification(
            ContractResults.Verification(
                verified: said == true && isIdle && interactions.isEmpty ? nil : said,
                interactions: interactions
            )
        )
    }

    /// The whole is worth what its parts are: one that failed fails it, one that is unknown leaves it unknown.
    private static func verification(_ verification: ContractResults.Verification) -> ContractResults.Verification {
        var verification = verification
        if verification.interactions.contains(where: { $0.verified == false }) { verification.verified = false }
        if verification.verified == true, verification.interactions.contains(where: { $0.verified == nil }) {
            verification.verified = nil
        }
        return verification
    }
}
