package import Core
package import Scanning
package import Signing
import Wire

/// A signed statement on how far the audit log went: whoever cuts off what came before it is found out.
package struct LedgerHead: Sendable, Hashable {
    package static let predicateType = "urn:assay:audit-head:v1"

    package var number: Int
    package var digest: String
    package var signature: Attestation.Signature

    /// The line of a head that a key signs.
    package static func line(
        _ entry: LedgerEntry,
        key: PrivateKey,
        keyID: String
    ) throws(PrivateKey.Problem) -> [UInt8] {
        let statement: JSON = [
            "_type": JSON(Statement.type),
            "subject": [["name": "audit.jsonl", "digest": ["sha256": JSON(entry.digest)]]],
            "predicateType": JSON(predicateType), "predicate": ["number": JSON(entry.number)],
        ]
        let envelope = try key.sign(Envelope(payload: statement.serialized()), keyID: keyID)
        return AttestationJSON.json(envelope).serialized()
    }

    /// nil for a line that is no head.
    package init?(line: [UInt8], check: SignatureCheck) {
        guard let envelope = SignedText.envelope(line), let statement = try? JSON(parsing: envelope.payload),
            statement["predicateType"]?.string == Self.predicateType,
            let number = statement["predicate"]?["number"]?.int,
            let digest = statement["subject"]?[0]?["digest"]?["sha256"]?.string
        else { return nil }
        self.number = number
        self.digest = digest
        signature = check.signature(of: envelope)
    }
}

/// Envelopes as they lie in the state.
package enum SignedText {
    /// nil for anything but an envelope of a statement.
    package static func envelope(_ bytes: [UInt8]) -> Envelope? {
        (try? JSON(parsing: bytes)).flatMap(envelope)
    }

    package static func envelope(_ json: JSON) -> Envelope? {
        guard let type = json["payloadType"]?.string, type == Envelope.statementType,
            let payload = json["payload"]?.string.flatMap({ Base64.decode($0) })
        else { return nil }
        var envelope = Envelope(payloadType: type, payload: payload)
        for signature in (json["signatures"]?.array ?? []).prefix(16) {
            guard let bytes = signature["sig"]?.string.flatMap({ Base64.decode($0) }) else { return nil }
            envelope.signatures.append(Envelope.Signature(keyID: signature["keyid"]?.string, bytes: bytes))
        }
        return envelope
    }
}
