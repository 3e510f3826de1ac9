/// A statement by a named person or system that something no tool can measure holds.
package struct Attestation: Sendable, Hashable {
    /// The criterion that it speaks of, such as `accessibility.screen_reader`.
    package var criterion: String
    package var statement: String
    package var signer: String
    package var role: String?
    /// The commit that it is bound to; nil where it names none.
    package var commit: String?
    package var evidence: [String]
    /// Seconds since 1970.
    package var issued: Double?
    package var expires: Double?

    package init(
        criterion: String,
        statement: String,
        signer: String,
        role: String? = nil,
        commit: String? = nil,
        evidence: [String] = [],
        issued: Double? = nil,
        expires: Double? = nil
    ) {
        self.criterion = criterion
        self.statement = statement
        self.signer = signer
        self.role = role
        self.commit = commit
        self.evidence = evidence
        self.issued = issued
        self.expires = expires
    }
}
