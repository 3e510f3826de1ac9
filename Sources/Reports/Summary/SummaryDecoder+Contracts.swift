import Core
import Scanning

extension SummaryDecoder {
    static func contracts(_ json: inout JSONReader) throws(ScanError) -> ContractResults {
        var results = ContractResults()
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "contracts": results.contracts = try json.list(contract)
            case "verifications": results.verifications = try json.list(verification)
            default: try json.skipValue()
            }
        }
        return results
    }

    private static func contract(_ json: inout JSONReader) throws(ScanError) -> ContractResults.Contract {
        let start = json.offset
        var consumer: String?
        var provider: String?
        var interactions: [String] = []
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "consumer": consumer = try json.readString()
            case "provider": provider = try json.readString()
            case "interactions": interactions = try json.words()
            default: try json.skipValue()
            }
        }
        return ContractResults.Contract(
            consumer: try json.required(consumer, "consumer", start),
            provider: try json.required(provider, "provider", start),
            interactions: interactions
        )
    }

    private static func verification(_ json: inout JSONReader) throws(ScanError) -> ContractResults.Verification {
        var verification = ContractResults.Verification()
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "consumer": verification.consumer = try json.readString()
            case "provider": verification.provider = try json.readString()
            case "provider_version": verification.providerVersion = try json.readString()
            case "verified": verification.verified = try json.readBool()
            case "interactions": verification.interactions = try json.list(interaction)
            default: try json.skipValue()
            }
        }
        return verification
    }

    private static func interaction(_ json: inout JSONReader) throws(ScanError) -> ContractResults.Interaction {
        let start = json.offset
        var description: String?
        var interaction = ContractResults.Interaction(description: "")
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "description": description = try json.readString()
            case "verified": interaction.verified = try json.readBool()
            case "message": interaction.message = try json.readString()
            default: try json.skipValue()
            }
        }
        interaction.description = try json.required(description, "description", start)
        return interaction
    }
}
