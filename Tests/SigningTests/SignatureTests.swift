import Core
import Signing
import Testing

/// Signatures against the vectors of their specifications, and against every change of a bit.
@Suite("Signatures")
struct SignatureTests {
    @Test(
        "keys and signatures are those of RFC 8032, section 7.1",
        arguments: [
            (
                "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
                "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
                "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
            ),
            (
                "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
                "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
                "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
            ),
        ]
    )
    func vectors(_ seed: String, _ publicKey: String, _ message: String, _ signature: String) throws {
        let key = try PrivateKey(seed: bytes(seed))
        let own = try #require(key.publicKey)
        #expect(own.bytes == bytes(publicKey))
        #expect(SignatureCheck.holds(bytes(signature), bytes(message), own))
        #expect(!SignatureCheck.holds(bytes(signature), bytes(message) + [0], own))
    }

    @Test("what is signed is the PAE of the DSSE specification")
    func preAuthenticationEncoding() {
        let envelope = Envelope(payloadType: "http://example.com/HelloWorld", payload: Array("hello world".utf8))
        #expect(
            String(decoding: envelope.signedBytes, as: UTF8.self)
                == "DSSEv1 29 http://example.com/HelloWorld 11 hello world"
        )
        #expect(Envelope(payloadType: "", payload: []).signedBytes == Array("DSSEv1 0  0 ".utf8))
        let accented = Envelope(payloadType: "é", payload: [0xFF])
        #expect(accented.signedBytes == Array("DSSEv1 2 é 1 ".utf8) + [0xFF])
    }

    @Test("a key made by OpenSSL is read, and its public half is the one OpenSSL writes")
    func openSSL() throws {
        let key = try PrivateKey(
            pem: """
                -----BEGIN PRIVATE KEY-----
                MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g
                -----END PRIVATE KEY-----
                """
        )
        let spki = """
            -----BEGIN PUBLIC KEY-----
            MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=
            -----END PUBLIC KEY-----
            """
        #expect(key.publicKey == PublicKey(spki))
        #expect(try PrivateKey(pem: key.pem).publicKey == key.publicKey)
        #expect(PublicKey(try #require(key.publicKey).base64) == key.publicKey)
    }

    @Test(
        "what is no key is refused, without a word of what it holds",
        arguments: [
            "", "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----", "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n",
            "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----",
            "-----BEGIN ENCRYPTED PRIVATE KEY-----\nc2VjcmV0\n-----END ENCRYPTED PRIVATE KEY-----",
        ]
    )
    func noKey(_ text: String) {
        #expect(throws: PrivateKey.Problem.self) { try PrivateKey(pem: text) }
        do { _ = try PrivateKey(pem: text) } catch { #expect(!error.reason.contains("secret")) }
        #expect(PublicKey(text) == nil)
    }

    @Test("two new keys are never the same")
    func chance() { #expect(PrivateKey().publicKey != PrivateKey().publicKey) }

    @Test(
        "SHA-256 is that of FIPS 180-4",
        arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        ]
    )
    func digest(_ text: String, _ expected: String) {
        #expect(Array(text.utf8).withUnsafeBytes { Digest.sha256($0) } == expected)
    }

    private func bytes(_ hex: String) -> [UInt8] {
        let digits = Array(hex)
        return stride(from: 0, to: digits.count, by: 2).compactMap { UInt8(String(digits[$0...($0 + 1)]), radix: 16) }
    }
}
