package import Core
import Crypto

/// An Ed25519 key that signs statements; what is secret in it leaves only as the PEM text of `pem`.
package struct PrivateKey: Sendable {
    /// Why a text is no key that can sign.
    package struct Problem: Error, Sendable, Hashable {
        /// A lowercase fragment that says what is wrong, never what the text holds.
        package var reason: String
    }

    private let key: Curve25519.Signing.PrivateKey

    /// A new key from the system's source of chance.
    package init() { key = Curve25519.Signing.PrivateKey() }

    /// Reads a PEM block `PRIVATE KEY` (PKCS#8, RFC 8410), as `openssl genpkey -algorithm ed25519` writes it.
    package init(pem: String) throws(Problem) {
        guard let der = PEM.decode(pem, label: Self.label) else {
            throw Problem(reason: "holds no PEM block of a private key")
        }
        guard der.count == 48, der.starts(with: Self.prefix) else {
            throw Problem(reason: "is not an Ed25519 key in PKCS#8 form, without a passphrase")
        }
        try self.init(seed: Array(der.dropFirst(Self.prefix.count)))
    }

    /// The 32 bytes that RFC 8032 calls the private key.
    package init(seed: [UInt8]) throws(Problem) {
        do { key = try Curve25519.Signing.PrivateKey(rawRepresentation: seed) } catch {
            throw Problem(reason: "is not an Ed25519 key")
        }
    }

    /// For a file that only its owner may read.
    package var pem: String { PEM.encode(Self.prefix + Array(key.rawRepresentation), label: Self.label) }

    /// nil only if the library gave a key of another length.
    package var publicKey: PublicKey? { PublicKey(bytes: Array(key.publicKey.rawRepresentation)) }

    /// Signs what an envelope holds, and adds the signature under the key's name in the configuration.
    package func sign(_ envelope: Envelope, keyID: String) throws(Problem) -> Envelope {
        var signed = envelope
        do {
            let signature = try key.signature(for: envelope.signedBytes)
            signed.signatures.append(Envelope.Signature(keyID: keyID, bytes: Array(signature)))
        } catch {
            throw Problem(reason: "cannot sign")
        }
        return signed
    }

    private static let label = "PRIVATE KEY"
    /// SEQUENCE { 0, SEQUENCE { OID 1.3.101.112 }, OCTET STRING { OCTET STRING of 32 bytes } }.
    private static let prefix: [UInt8] = [
        0x30, 0x2E, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
    ]
}
