/// Decides whether a statement whose signatures have been looked at is in force.
package struct AttestationCheck: Sendable {
    private let surroundings: Surroundings
    private let file: String

    /// `file` is what reasons call the statement.
    package init(surroundings: Surroundings, file: String) {
        self.surroundings = surroundings
        self.file = file
    }

    /// `names` are all names of the criterion; a key that may attest any of them will do.
    package func check(_ attestation: Attestation, _ names: [String]) -> AttestationAnswer {
        let statement = attestation.statement
        switch attestation.signature {
        case .unchecked: return refused("its signature has not been checked")
        case .unsigned: return refused("it is not signed")
        case .unknownKey(let keys):
            let which = keys.isEmpty ? "an unnamed key" : "key \(keys.joined(separator: ", "))"
            return refused("it is signed with \(which), which `attestation_keys` does not list")
        case .broken(let key): return refused("its signature by key \(key) does not hold")
        case .verified(let keys):
            if let reason = moment(statement) ?? subject(statement) { return refused(reason) }
            var reasons: [String] = []
            for key in keys {
                guard let reason = self.reason(key, statement, names) else {
                    return .inForce(AttestedStatement(statement, by: key, file: file))
                }
                reasons.append(reason)
            }
            return refused(reasons.first ?? "it is not signed")
        }
    }

    private func refused(_ reason: String) -> AttestationAnswer {
        .notInForce(reason: "the statement in \(file) is not in force: \(reason)")
    }

    /// Why the key's owner may not say this; nil where they may.
    private func reason(_ key: AttestationKey, _ statement: Statement, _ names: [String]) -> String? {
        if let last = key.expires, surroundings.now >= last.end { return "key \(key.name) expired on \(last)" }
        if !key.permits(names) { return "key \(key.name) may not attest \(statement.criterion)" }
        if statement.signer != key.person {
            return "it names \(statement.signer) as its signer, and key \(key.name) is that of \(key.person)"
        }
        if let role = statement.role, role != key.role {
            return "it claims the role \(role), and key \(key.name) has the role \(key.role)"
        }
        return nil
    }

    private func moment(_ statement: Statement) -> String? {
        let now = surroundings.now
        if now >= statement.expires {
            return "it expired; its last day was \(AttestedStatement.lastDay(statement.expires))"
        }
        if statement.issued > now + Attestation.clockTolerance {
            return "it is not valid before \(CalendarDay(containing: statement.issued)?.description ?? "a day to come")"
        }
        if statement.expires - statement.issued > Attestation.longestValidity { return "it holds for more than a year" }
        return nil
    }

    /// A statement about commits is about this one, and the tree is that commit's; every file must be as it was besides.
    private func subject(_ statement: Statement) -> String? {
        let commits = statement.subjects.compactMap(\.commit)
        if !commits.isEmpty {
            guard let judged = surroundings.commit else { return "which commit is judged is not known" }
            guard commits.contains(judged) else {
                let which = commits.map { $0.prefix(10) }.joined(separator: ", ")
                return "it is about commit \(which), and \(judged.prefix(10)) is judged"
            }
            if surroundings.isClean == false {
                return "it is about commit \(judged.prefix(10)), and files here have changed since: "
                    + "commit or undo that first"
            }
        }
        for subject in statement.subjects where subject.commit == nil {
            guard let digest = subject.digests["sha256"] else {
                return "it gives no digest of \(subject.name) that is known"
            }
            guard let present = surroundings.artifacts[subject.name] else {
                return "there is no file \(subject.name) here"
            }
            if present != digest { return "\(subject.name) is not the file that it is about" }
        }
        return statement.subjects.isEmpty ? "it names nothing that it is about" : nil
    }
}

extension AttestedStatement {
    fileprivate init(_ statement: Statement, by key: AttestationKey, file: String) {
        self.init(
            file: file,
            key: key.name,
            signer: key.person,
            role: key.role,
            text: statement.text,
            evidence: statement.evidence,
            issued: statement.issued,
            expires: statement.expires
        )
    }
}
