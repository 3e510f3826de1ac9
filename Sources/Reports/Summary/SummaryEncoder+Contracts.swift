import Core
import Scanning

extension SummaryEncoder {
    static func contracts(_ results: ContractResults) -> JSON {
        var fields = SummaryFields()
        fields.add("contracts", results.contracts) { contract in
            var fields = SummaryFields()
            fields.add("consumer", contract.consumer)
            fields.add("provider", contract.provider)
            fields.add("interactions", contract.interactions)
            return fields.json
        }
        fields.add("verifications", results.verifications) { verification in
            var fields = SummaryFields()
            fields.add("consumer", verification.consumer)
            fields.add("provider", verification.provider)
            fields.add("provider_version", verification.providerVersion)
            if let verified = verification.verified { fields.add("verified", JSON.bool(verified)) }
            fields.add("interactions", verification.interactions, interaction)
            return fields.json
        }
        return fields.json
    }

    private static func interaction(_ interaction: ContractResults.Interaction) -> JSON {
        var fields = SummaryFields()
        fields.add("description", interaction.description)
        if let verified = interaction.verified { fields.add("verified", JSON.bool(verified)) }
        fields.add("message", interaction.message)
        return fields.json
    }
}
