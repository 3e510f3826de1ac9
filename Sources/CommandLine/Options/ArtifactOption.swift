import Core

/// An artifact as the command line names it: `api=sha256:…`.
struct ArtifactOption: Hashable {
    var name: String
    var digest: ArtifactDigest

    /// nil for anything but a name and a digest.
    init?(_ text: String) {
        let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2, let digest = ArtifactDigest(parts[1]) else { return nil }
        name = parts[0]
        self.digest = digest
    }
}
