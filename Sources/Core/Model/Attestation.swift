/// A statement of a person as a file brings it: what it claims, the envelope that it came in, and what its signatures are worth.
package struct Attestation: Sendable, Hashable {
    /// What became of the signatures.
    package enum Signature: Sendable, Hashable {
        /// Nobody has looked yet.
        case unchecked
        case unsigned
        /// Signed, but by none of the keys that the configuration lists; the names are the envelope's.
        case unknownKey([String])
        /// A key that is listed did not make this signature: the envelope was changed, or signed with another key.
        case broken(key: String)
        /// Made by these keys; never empty.
        case verified([AttestationKey])
    }

    package var statement: Statement
    package var envelope: Envelope
    /// Found out anew wherever gates are judged; no file can say it.
    package var signature: Signature

    package init(statement: Statement, envelope: Envelope, signature: Signature = .unchecked) {
        self.statement = statement
        self.envelope = envelope
        self.signature = signature
    }

    /// No statement holds for longer than a year: seconds.
    package static let longestValidity = 366 * 86_400.0
    /// Clocks may differ by this much, in seconds.
    package static let clockTolerance = 300.0
}
