/// Contracts between consumers and providers, and what came of checking providers against them.
package struct ContractResults: Sendable, Equatable {
    package var contracts: [Contract]
    package var verifications: [Verification]

    package init(contracts: [Contract] = [], verifications: [Verification] = []) {
        self.contracts = contracts
        self.verifications = verifications
    }

    /// What a consumer expects of a provider: nothing that has been checked.
    package struct Contract: Sendable, Hashable {
        package var consumer: String
        package var provider: String
        /// Descriptions of the interactions.
        package var interactions: [String]

        package init(consumer: String, provider: String, interactions: [String] = []) {
            self.consumer = consumer
            self.provider = provider
            self.interactions = interactions
        }
    }

    /// One check of a provider against a contract.
    package struct Verification: Sendable, Hashable {
        /// nil where the report does not name it; a label of the report may.
        package var consumer: String?
        package var provider: String?
        package var providerVersion: String?
        /// nil where the result is unknown, which is never a pass.
        package var verified: Bool?
        /// The results one by one, where the report has them.
        package var interactions: [Interaction]

        package init(
            consumer: String? = nil,
            provider: String? = nil,
            providerVersion: String? = nil,
            verified: Bool? = nil,
            interactions: [Interaction] = []
        ) {
            self.consumer = consumer
            self.provider = provider
            self.providerVersion = providerVersion
            self.verified = verified
            self.interactions = interactions
        }
    }

    package struct Interaction: Sendable, Hashable {
        package var description: String
        /// nil where the result is unknown or does not count yet.
        package var verified: Bool?
        package var message: String?

        package init(description: String, verified: Bool? = nil, message: String? = nil) {
            self.description = description
            self.verified = verified
            self.message = message
        }
    }
}
