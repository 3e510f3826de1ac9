/// A public key that the configuration trusts: whose it is, and what its owner may attest.
package struct AttestationKey: Sendable, Hashable {
    /// Its name in `attestation_keys`, which envelopes give as `keyid`.
    package var name: String
    package var key: PublicKey
    package var person: String
    package var role: String
    /// Globs of criteria, such as `compliance.*`.
    package var criteria: [String]
    /// The last day on which its signatures count; nil where it has none.
    package var expires: CalendarDay?
    /// What else its owner is known by: e-mail addresses and accounts, as commits and CI systems name them.
    package var identities: [String] = []
    package var location: SourceLocation?

    package init(
        name: String,
        key: PublicKey,
        person: String,
        role: String,
        criteria: [String],
        expires: CalendarDay? = nil,
        location: SourceLocation? = nil
    ) {
        self.name = name
        self.key = key
        self.person = person
        self.role = role
        self.criteria = criteria
        self.expires = expires
        self.location = location
    }

    /// What stands in `criteria` for the verdicts of runs.
    package static let verdicts = "verdict"

    /// What stands in `criteria` for the approval of a deployment to an environment.
    package static func approval(_ environment: String) -> String { "approval.\(environment)" }

    /// What stands in `criteria` for signing what `assay deploy` and `assay audit` decide.
    package static let decision = "decision"

    /// Whether its owner may sign the verdicts of runs.
    package var permitsVerdicts: Bool { permits([Self.verdicts]) }

    /// Whether its owner may attest the criterion, by any of its names.
    package func permits(_ names: [String]) -> Bool {
        criteria.map(Glob.init).contains { glob in names.contains(where: glob.matches) }
    }
}
