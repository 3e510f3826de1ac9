/// What a person says: an in-toto Statement with Assay's predicate.
package struct Statement: Sendable, Hashable {
    /// What it speaks of: a commit, or a file with its digest.
    package struct Subject: Sendable, Hashable {
        package var name: String
        /// Lowercase hexadecimal digits, by algorithm: `gitCommit`, `sha1`, `sha256`.
        package var digests: [String: String]

        package init(name: String, digests: [String: String]) {
            self.name = name
            self.digests = digests
        }

        /// The commit that it names; nil where it is a file.
        package var commit: String? { digests["gitCommit"] ?? digests["sha1"] }
    }

    package static let type = "https://in-toto.io/Statement/v1"
    package static let predicateType = "urn:assay:attestation:v1"

    /// The criterion that it speaks of, such as `accessibility.screen_reader`.
    package var criterion: String
    /// Narrows it to one cell of the criterion, such as `category: A04:2021`.
    package var labels: Labels
    package var text: String
    package var signer: String
    package var role: String?
    package var subjects: [Subject]
    package var evidence: [String]
    /// Seconds since 1970.
    package var issued: Double
    /// The first moment at which it holds no more, in seconds since 1970.
    package var expires: Double

    package init(
        criterion: String,
        labels: Labels = [:],
        text: String,
        signer: String,
        role: String? = nil,
        subjects: [Subject],
        evidence: [String] = [],
        issued: Double,
        expires: Double
    ) {
        self.criterion = criterion
        self.labels = labels
        self.text = text
        self.signer = signer
        self.role = role
        self.subjects = subjects
        self.evidence = evidence
        self.issued = issued
        self.expires = expires
    }
}
