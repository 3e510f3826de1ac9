package import Core
package import Scanning

/// Statements and envelopes as JSON: the mirror image of their readers.
package enum AttestationJSON {
    /// A DSSE envelope.
    package static func json(_ envelope: Envelope) -> JSON {
        let signatures = envelope.signatures.map { signature in
            var fields = SummaryFields()
            fields.add("keyid", signature.keyID)
            fields.add("sig", Base64.encode(signature.bytes))
            return fields.json
        }
        return [
            "payloadType": JSON(envelope.payloadType), "payload": JSON(Base64.encode(envelope.payload)),
            "signatures": .array(signatures),
        ]
    }

    /// An in-toto Statement.
    package static func json(_ statement: Statement) -> JSON {
        var predicate = SummaryFields()
        predicate.add("criterion", statement.criterion)
        predicate.add("labels", statement.labels)
        predicate.add("statement", statement.text)
        predicate.add("signer", statement.signer)
        predicate.add("role", statement.role)
        predicate.add("evidence", statement.evidence)
        predicate.add("issued", moment(statement.issued))
        predicate.add("expires", moment(statement.expires))
        return [
            "_type": JSON(Statement.type), "subject": .array(statement.subjects.map(subject)),
            "predicateType": JSON(Statement.predicateType), "predicate": predicate.json,
        ]
    }

    /// What a file claims, for `assay inspect`: nothing in it has been checked.
    static func inspection(_ attestation: Attestation) -> JSON {
        [
            "statement": json(attestation.statement), "signatures": JSON(attestation.envelope.signatures.count),
            "keys": .array(attestation.envelope.signatures.compactMap { $0.keyID }.map { JSON($0) }),
        ]
    }

    private static func subject(_ subject: Statement.Subject) -> JSON {
        var fields = SummaryFields()
        fields.add("name", subject.name)
        fields.add("digest", subject.digests)
        return fields.json
    }

    /// `2026-12-31T23:59:59Z`; whole seconds.
    static func moment(_ seconds: Double) -> String? {
        guard let day = CalendarDay(containing: seconds) else { return nil }
        let rest = Int(seconds - day.start)
        let two = CalendarDay.two
        return "\(day)T\(two(rest / 3_600)):\(two(rest / 60 % 60)):\(two(rest % 60))Z"
    }
}
