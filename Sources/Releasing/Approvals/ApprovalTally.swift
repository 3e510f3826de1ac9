package import Core

/// Whose approvals count for a release, and what is missing.
package struct ApprovalTally: Sendable, Hashable {
    /// An approval that does not count, and why.
    package struct Refused: Sendable, Hashable {
        package var person: String
        package var reason: String
    }

    /// The different people whose approvals count.
    package private(set) var people: [String] = []
    /// Those who said no, and why.
    package private(set) var rejectedBy: [Refused] = []
    package private(set) var refused: [Refused] = []
    package let needed: Int
    /// People who could approve and have not.
    package private(set) var candidates: [String] = []

    package var isSatisfied: Bool { rejectedBy.isEmpty && people.count >= needed }

    /// Whether there are too few people left, so that nobody can ever satisfy the rule.
    package var isHopeless: Bool { people.count + candidates.count < needed }

    /// `keys`: those that the protected configuration lists; `makers`: everyone who had a hand in the change.
    package init(
        _ rule: ApprovalRule,
        for subject: ReleaseSubject,
        given: [SignedApproval],
        deciding decision: Approval.Decision = .approve,
        keys: [AttestationKey],
        makers: [Identity],
        now: Double
    ) {
        needed = rule.count
        var words: [(people: Set<String>, approval: Approval)] = []
        for signed in given.sorted(by: { $0.approval.issued < $1.approval.issued }) {
            switch Self.owner(signed, rule, subject, makers, now) {
            case .success(let key): words.append((Self.person(key), signed.approval))
            case .failure(let refusal): refused.append(refusal)
            }
        }
        // Of several words of one person the last one counts, whichever key signed it.
        var last: [(people: Set<String>, approval: Approval)] = []
        for word in words {
            last.removeAll { !$0.people.isDisjoint(with: word.people) }
            last.append(word)
        }
        for word in last {
            if word.approval.decision == decision {
                people.append(word.approval.person)
            } else if word.approval.decision == .reject {
                rejectedBy.append(Refused(person: word.approval.person, reason: word.approval.reason))
            }
        }
        let day = CalendarDay(containing: now)
        let able = keys.filter { key in
            guard rule.admits(key, environment: subject.environment), !makers.contains(where: { $0.isOwner(of: key) })
            else { return false }
            guard let day, let end = key.expires else { return true }
            return day <= end
        }
        for key in able where !last.contains(where: { !$0.people.isDisjoint(with: Self.person(key)) }) {
            if !candidates.contains(key.person) { candidates.append(key.person) }
        }
    }

    private static func owner(
        _ signed: SignedApproval,
        _ rule: ApprovalRule,
        _ subject: ReleaseSubject,
        _ makers: [Identity],
        _ now: Double
    ) -> Result<AttestationKey, Refused> {
        let approval = signed.approval
        let no = { (reason: String) in
            Result<AttestationKey, Refused>.failure(Refused(person: approval.person, reason: reason))
        }
        guard case .verified(let holders) = signed.signature else {
            return no("its signature is none of a key that is listed")
        }
        if let difference = subject.difference(from: approval.subject) { return no(difference) }
        guard approval.issued <= now + Attestation.clockTolerance else { return no("it is of the future") }
        guard approval.expires > now else { return no("it has expired") }
        guard now - approval.issued <= rule.validFor else { return no("it is older than the rule allows") }
        guard let key = holders.first(where: { $0.person == approval.person }) else {
            return no("its key is not that of \(approval.person)")
        }
        if let end = key.expires, let day = CalendarDay(containing: approval.issued), day > end {
            return no("the key had expired")
        }
        guard rule.admits(key, environment: subject.environment) else {
            return no("key \(key.name) may not approve \(subject.environment) in the role of \(key.role)")
        }
        // Whoever made the change may stop it, and may not wave it through.
        if approval.decision != .reject, let maker = makers.first(where: { $0.isOwner(of: key) }) {
            return no("\(approval.person) is the \(maker.part) of the change")
        }
        return .success(key)
    }

    private static func person(_ key: AttestationKey) -> Set<String> {
        Set(([key.person] + key.identities).flatMap(Identity.forms))
    }
}

extension ApprovalTally.Refused: Error {}
