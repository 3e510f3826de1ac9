import Core
import Testing

@Suite("Digests of artifacts")
struct ArtifactDigestTests {
    @Test(
        "a digest is an algorithm that is known, and as many lowercase digits as it has",
        arguments: [
            ("sha256:" + String(repeating: "a", count: 64), true),
            ("sha512:" + String(repeating: "0", count: 128), true),
            ("sha256:" + String(repeating: "A", count: 64), false), ("sha256:abc", false),
            ("md5:" + String(repeating: "a", count: 32), false), ("latest", false), ("", false),
        ]
    )
    func form(text: String, isOne: Bool) { #expect((ArtifactDigest(text) != nil) == isOne) }
}
