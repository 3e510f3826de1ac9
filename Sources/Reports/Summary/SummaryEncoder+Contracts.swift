import Core
import Scanning

extension SummaryEncoder {
    static func contracts(_ results: ContractResults, _ json: inout JSONWriter) {
        json.add("contracts", results.contracts) { contract, json in
            json.add("consumer", contract.consumer)
            json.add("provider", contract.provider)
            json.add("interactions", contract.interactions)
        }
        json.add("verifications", results.verifications) { verification, json in
            json.add("consumer", verification.consumer)
            json.add("provider", verification.provider)
            json.add("provider_version", verification.providerVersion)
            json.add("verified", verification.verified)
            json.add("interactions", verification.interactions, interaction)
        }
    }

    private static func interaction(_ interaction: ContractResults.Interaction, _ json: inout JSONWriter) {
        json.add("description", interaction.description)
        json.add("verified", interaction.verified)
        json.add("message", interaction.message)
    }
}
