/// A DSSE envelope: bytes of some type with signatures over both (secure-systems-lab/dsse, version 1).
package struct Envelope: Sendable, Hashable {
    package struct Signature: Sendable, Hashable {
        /// What the signer calls the key; not signed itself, so no more than a hint.
        package var keyID: String?
        package var bytes: [UInt8]

        package init(keyID: String?, bytes: [UInt8]) {
            self.keyID = keyID
            self.bytes = bytes
        }
    }

    /// The media type of in-toto statements.
    package static let statementType = "application/vnd.in-toto+json"

    package var payloadType: String
    package var payload: [UInt8]
    /// None for a bare statement, which proves nothing.
    package var signatures: [Signature]

    package init(payloadType: String = Envelope.statementType, payload: [UInt8], signatures: [Signature] = []) {
        self.payloadType = payloadType
        self.payload = payload
        self.signatures = signatures
    }

    /// What is signed: type and payload with their lengths, so that neither can be taken for the other (PAE).
    package var signedBytes: [UInt8] {
        let type = Array(payloadType.utf8)
        return Array("DSSEv1 \(type.count) ".utf8) + type + Array(" \(payload.count) ".utf8) + payload
    }
}
