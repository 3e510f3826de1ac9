package import Core
package import Scanning
import Wire

/// What is released where, and by what it was judged: an approval is void once any of it changes.
package struct ReleaseSubject: Sendable, Hashable {
    package var environment: String
    /// SHA-256 in lowercase hexadecimal digits.
    package var artifact: String
    package var commit: String
    /// The digest of what the verdicts say.
    package var verdict: String
    /// The digest of the configuration that was judged by.
    package var gates: String

    package init(environment: String, artifact: String, commit: String, verdict: String, gates: String) {
        self.environment = environment
        self.artifact = artifact
        self.commit = commit
        self.verdict = verdict
        self.gates = gates
    }

    /// What differs between two subjects of one artifact, in words; nil where nothing does.
    func difference(from other: ReleaseSubject) -> String? {
        if environment != other.environment { return "it is for \(other.environment)" }
        if artifact != other.artifact { return "it is about another artifact" }
        if commit != other.commit { return "it is about commit \(other.commit.prefix(10))" }
        if verdict != other.verdict { return "the verdicts have changed since" }
        if gates != other.gates { return "the gates have changed since" }
        return nil
    }
}

/// A person's signed word on a release.
package struct Approval: Sendable, Hashable {
    package enum Decision: String, Sendable, Hashable, CaseIterable {
        case approve, reject, unblock
    }

    package static let predicateType = "urn:assay:approval:v1"

    package var subject: ReleaseSubject
    package var decision: Decision
    package var person: String
    package var role: String
    package var reason: String
    /// Seconds since 1970.
    package var issued: Double
    package var expires: Double
    /// Makes each one different.
    package var nonce: String

    package init(
        subject: ReleaseSubject,
        decision: Decision,
        person: String,
        role: String,
        reason: String,
        issued: Double,
        expires: Double,
        nonce: String
    ) {
        self.subject = subject
        self.decision = decision
        self.person = person
        self.role = role
        self.reason = reason
        self.issued = issued
        self.expires = expires
        self.nonce = nonce
    }

    /// The in-toto Statement that is signed.
    package var json: JSON {
        let predicate: JSON = [
            "environment": JSON(subject.environment), "decision": JSON(decision.rawValue),
            "verdictDigest": JSON(subject.verdict), "gatesDigest": JSON(subject.gates), "person": JSON(person),
            "role": JSON(role), "reason": JSON(reason), "issued": JSON(issued), "expires": JSON(expires),
            "nonce": JSON(nonce),
        ]
        return [
            "_type": JSON(Statement.type),
            "subject": [
                ["name": "artifact", "digest": ["sha256": JSON(subject.artifact)]],
                ["name": "commit", "digest": ["gitCommit": JSON(subject.commit)]],
            ],
            "predicateType": JSON(Self.predicateType), "predicate": predicate,
        ]
    }

    /// nil for anything that is no approval.
    package init?(_ statement: JSON) {
        guard statement["_type"]?.string == Statement.type,
            statement["predicateType"]?.string == Self.predicateType, let body = statement["predicate"],
            let subjects = statement["subject"]?.array, subjects.count == 2,
            let artifact = subjects[0]["digest"]?["sha256"]?.string,
            let commit = subjects[1]["digest"]?["gitCommit"]?.string,
            let environment = body["environment"]?.string,
            let decision = body["decision"]?.string.flatMap(Decision.init(rawValue:)),
            let verdict = body["verdictDigest"]?.string, let gates = body["gatesDigest"]?.string,
            let person = body["person"]?.string, let role = body["role"]?.string,
            let reason = body["reason"]?.string, let issued = body["issued"]?.double,
            let expires = body["expires"]?.double, let nonce = body["nonce"]?.string
        else { return nil }
        self.init(
            subject: ReleaseSubject(
                environment: environment,
                artifact: artifact,
                commit: commit,
                verdict: verdict,
                gates: gates
            ),
            decision: decision,
            person: person,
            role: role,
            reason: reason,
            issued: issued,
            expires: expires,
            nonce: nonce
        )
    }
}

/// An approval as it lies in the state: what it claims, and what its signature is worth.
package struct SignedApproval: Sendable, Hashable {
    package var approval: Approval
    package var signature: Attestation.Signature

    package init(_ approval: Approval, signature: Attestation.Signature) {
        self.approval = approval
        self.signature = signature
    }
}
