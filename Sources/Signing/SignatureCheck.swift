package import Core
import Crypto

/// Finds out what the signatures of a statement are worth, by the keys that the configuration lists.
package struct SignatureCheck: Sendable {
    private let keys: [AttestationKey]

    package init(keys: [AttestationKey]) { self.keys = keys }

    /// The report with each of its statements checked; one whose signature does not hold makes it unusable.
    package func checked(_ report: Report) -> Report {
        guard !report.attestations.isEmpty else { return report }
        var report = report
        for index in report.attestations.indices {
            report.attestations[index].signature = signature(of: report.attestations[index].envelope)
        }
        return report
    }

    /// A name of ours under a signature that is not ours means that the envelope was changed, or worse.
    package func signature(of envelope: Envelope) -> Attestation.Signature {
        guard !envelope.signatures.isEmpty else { return .unsigned }
        let message = envelope.signedBytes
        var holders: [AttestationKey] = []
        for signature in envelope.signatures {
            let named = keys.filter { $0.name == signature.keyID }
            let candidates = signature.keyID == nil ? keys : named
            let found = candidates.filter { Self.holds(signature.bytes, message, $0.key) }
            if let claimed = named.first, found.isEmpty { return .broken(key: claimed.name) }
            holders += found.filter { !holders.contains($0) }
        }
        return holders.isEmpty ? .unknownKey(envelope.signatures.compactMap(\.keyID)) : .verified(holders)
    }

    /// Whether the key made this signature of the message.
    package static func holds(_ signature: [UInt8], _ message: [UInt8], _ key: PublicKey) -> Bool {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: key.bytes) else { return false }
        return key.isValidSignature(signature, for: message)
    }
}
