/// What an artifact is, whatever it is called: the digest of its bytes, as `sha256:…`.
package struct ArtifactDigest: Sendable, Hashable, CustomStringConvertible {
    package var text: String
    package var description: String { text }

    private static let lengths = ["sha256": 64, "sha384": 96, "sha512": 128]

    /// nil for anything but an algorithm that is known, and as many lowercase hexadecimal digits as it has.
    package init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let length = Self.lengths[String(parts[0])], parts[1].utf8.count == length,
            parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
        else { return nil }
        self.text = text
    }
}
