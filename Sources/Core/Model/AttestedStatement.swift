/// A statement that is in force: signed by a trusted key that may, about this commit or artifact, and not expired.
package struct AttestedStatement: Sendable, Hashable {
    /// The file that it came in.
    package var file: String
    /// The key's name in the configuration.
    package var key: String
    package var signer: String
    package var role: String
    package var text: String
    package var evidence: [String]
    /// Seconds since 1970.
    package var issued: Double
    /// The first moment at which it holds no more, in seconds since 1970.
    package var expires: Double

    package init(
        file: String,
        key: String,
        signer: String,
        role: String,
        text: String,
        evidence: [String] = [],
        issued: Double,
        expires: Double
    ) {
        self.file = file
        self.key = key
        self.signer = signer
        self.role = role
        self.text = text
        self.evidence = evidence
        self.issued = issued
        self.expires = expires
    }

    /// `Ada Example (accessibility lead), key ada, until 2026-12-31`.
    package var byWhom: String { "\(signer) (\(role)), key \(key), until \(Self.lastDay(expires))" }

    /// The last day on which something that ends at this moment still holds.
    package static func lastDay(_ end: Double) -> String {
        CalendarDay(containing: end - 1)?.description ?? "an unknown day"
    }
}
