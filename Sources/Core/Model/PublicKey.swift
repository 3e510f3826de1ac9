/// An Ed25519 public key: 32 bytes.
package struct PublicKey: Sendable, Hashable {
    package let bytes: [UInt8]

    /// nil for anything but 32 bytes.
    package init?(bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.bytes = bytes
    }

    /// Reads the 32 bytes in base64, or a PEM block `PUBLIC KEY` (SPKI, RFC 8410) as OpenSSL writes it.
    package init?(_ text: String) {
        guard text.utf8.contains(UInt8(ascii: "\n")) || text.hasPrefix("-----") else {
            guard let bytes = Base64.decode(text) else { return nil }
            self.init(bytes: bytes)
            return
        }
        guard let der = PEM.decode(text, label: "PUBLIC KEY"), der.count == 44, der.starts(with: Self.prefix) else {
            return nil
        }
        self.init(bytes: Array(der.dropFirst(Self.prefix.count)))
    }

    package var base64: String { Base64.encode(bytes) }

    /// SEQUENCE { SEQUENCE { OID 1.3.101.112 }, BIT STRING of 32 bytes }.
    private static let prefix: [UInt8] = [0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00]
}
