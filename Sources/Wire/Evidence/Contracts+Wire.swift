package import Core
package import Scanning

extension ContractResults: Wired {
    package static var blank: ContractResults { ContractResults() }

    package mutating func visit(_ fields: inout some Fields) throws(ScanError) {
        try fields("contracts", &contracts)
        try fields("verifications", &verifications)
    }
}

extension ContractResults.Contract: Wired {
    package static var blank: ContractResults.Contract { ContractResults.Contract(consumer: "", provider: "") }

    package mutating func visit(_ fields: inout some Fields) throws(ScanError) {
        try fields(required: "consumer", &consumer)
        try fields(required: "provider", &provider)
        try fields("interactions", &interactions)
    }
}

extension ContractResults.Verification: Wired {
    package static var blank: ContractResults.Verification { ContractResults.Verification() }

    package mutating func visit(_ fields: inout some Fields) throws(ScanError) {
        try fields("consumer", &consumer)
        try fields("provider", &provider)
        try fields("provider_version", &providerVersion)
        try fields("verified", &verified)
        try fields("interactions", &interactions)
    }
}

extension ContractResults.Interaction: Wired {
    package static var blank: ContractResults.Interaction { ContractResults.Interaction(description: "") }

    package mutating func visit(_ fields: inout some Fields) throws(ScanError) {
        try fields(required: "description", &description)
        try fields("verified", &verified)
        try fields("message", &message)
    }
}
