package import Core
package import Scanning

/// Statements and envelopes as JSON: the mirror image of their readers.
package enum AttestationJSON {
    /// A DSSE envelope.
    package static func json(_ envelope: Envelope) -> JSON {
        let signatures = envelope.signatures.map { signature in
            JSON(present: ["keyid": JSON(signature.keyID), "sig": JSON(Base64.encode(signature.bytes))])
        }
        return [
            "payloadType": JSON(envelope.payloadType), "payload": JSON(Base64.encode(envelope.payload)),
            "signatures": .array(signatures),
        ]
    }

    /// An in-toto Statement.
    package static func json(_ statement: Statement) -> JSON {
        let predicate = JSON(present: [
            "criterion": JSON(statement.criterion), "labels": labels(statement.labels),
            "statement": JSON(statement.text), "signer": JSON(statement.signer),
            "role": JSON(statement.role),
            "evidence": statement.evidence.isEmpty ? .null : JSON(statement.evidence.map { JSON($0) }),
            "issued": JSON(moment(statement.issued)), "expires": JSON(moment(statement.expires)),
        ])
        return [
            "_type": JSON(Statement.type), "subject": .array(statement.subjects.map(subject)),
            "predicateType": JSON(Statement.predicateType), "predicate": predicate,
        ]
    }

    /// What a file claims, for `assay inspect`: nothing in it has been checked.
    package static func inspection(_ attestation: Attestation) -> JSON {
        [
            "statement": json(attestation.statement), "signatures": JSON(attestation.envelope.signatures.count),
            "keys": .array(attestation.envelope.signatures.compactMap { $0.keyID }.map { JSON($0) }),
        ]
    }

    private static func subject(_ subject: Statement.Subject) -> JSON {
        JSON(present: ["name": JSON(subject.name), "digest": labels(subject.digests)])
    }

    /// Null where there are none.
    private static func labels(_ labels: [String: String]) -> JSON {
        let members = labels.sorted { $0.key < $1.key }.map { JSON.Member($0.key, JSON($0.value)) }
        return members.isEmpty ? .null : .object(members)
    }

    /// `2026-12-31T23:59:59Z`; whole seconds.
    package static func moment(_ seconds: Double) -> String? {
        guard let day = CalendarDay(containing: seconds) else { return nil }
        let rest = Int(seconds - day.start)
        let two = CalendarDay.two
        return "\(day)T\(two(rest / 3_600)):\(two(rest / 60 % 60)):\(two(rest % 60))Z"
    }
}
