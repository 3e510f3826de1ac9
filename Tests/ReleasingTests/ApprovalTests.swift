import Core
import Releasing
import Scanning
import Testing

private let subject = ReleaseSubject(environment: "production", artifact: "aa", commit: "c1", verdict: "v", gates: "g")

private func key(
    _ name: String,
    person: String,
    role: String = "lead",
    criteria: [String] = ["approval.*"],
    identities: [String] = []
) -> AttestationKey {
    guard let bytes = PublicKey(bytes: [UInt8](repeating: UInt8(name.utf8.first ?? 0), count: 32)) else {
        fatalError("a key has 32 bytes")
    }
    var key = AttestationKey(
        name: name,
        key: bytes,
        person: person,
        role: role,
        criteria: criteria
    )
    key.identities = identities
    return key
}

private let ada = key("a", person: "Ada Example", identities: ["ada@example.org"])
private let second = key("b", person: "ada  example")
private let grace = key("g", person: "Grace Example", identities: ["grace-gh"])
private let other = key("o", person: "Other", role: "tester")

private func word(
    _ key: AttestationKey,
    _ decision: Approval.Decision = .approve,
    on subject: ReleaseSubject = subject,
    issued: Double = 1_000,
    expires: Double = 9_000
) -> SignedApproval {
    SignedApproval(
        Approval(
            subject: subject,
            decision: decision,
            person: key.person,
            role: key.role,
            reason: "because",
            issued: issued,
            expires: expires,
            nonce: "n\(issued)"
        ),
        signature: .verified([key])
    )
}

private func tally(
    _ given: [SignedApproval],
    count: Int = 1,
    roles: [String] = [],
    makers: [Identity] = [],
    now: Double = 2_000
) -> ApprovalTally {
    ApprovalTally(
        ApprovalRule(count: count, roles: roles, validFor: 5_000),
        for: subject,
        given: given,
        keys: [ada, second, grace, other],
        makers: makers,
        now: now
    )
}

@Suite("Approvals")
struct ApprovalTests {
    @Test("one person with two keys is one person")
    func distinct() {
        #expect(tally([word(ada)]).isSatisfied)
        #expect(!tally([word(ada), word(second)], count: 2).isSatisfied)
        #expect(tally([word(ada), word(grace)], count: 2).isSatisfied)
    }

    @Test("an approval is void once the artifact, the commit, the verdicts, the gates or the environment change")
    func bound() {
        var changed: [ReleaseSubject] = []
        for change in 0..<5 {
            var one = subject
            switch change {
            case 0: one.artifact = "bb"
            case 1: one.commit = "c2"
            case 2: one.verdict = "w"
            case 3: one.gates = "h"
            default: one.environment = "staging"
            }
            changed.append(one)
        }
        for one in changed {
            let tally = tally([word(ada, on: one)])
            #expect(!tally.isSatisfied)
            #expect(tally.refused.count == 1)
        }
    }

    @Test(
        "whoever had a hand in the change cannot approve it, by any of their names",
        arguments: [
            (ada, Identity(part: "author", name: "ADA EXAMPLE", email: "x@y")),
            (ada, Identity(part: "co-author", name: "someone", email: "Ada@Example.org")),
            (grace, Identity(part: "committer", name: "g", email: "17+grace-gh@users.noreply.github.com")),
            (grace, Identity(part: "trigger", name: "grace-gh")),
        ]
    )
    func makers(key: AttestationKey, maker: Identity) {
        let tally = tally([word(key)], makers: [maker])
        #expect(!tally.isSatisfied)
        #expect(tally.refused.first?.reason.contains(maker.part) == true)
        #expect(!tally.candidates.contains(key.person))
    }

    @Test("an author may stop the change; a rejection holds until the same person approves")
    func rejection() {
        let maker = Identity(part: "author", name: "Ada Example")
        #expect(!tally([word(grace), word(ada, .reject)], makers: [maker]).isSatisfied)
        #expect(!tally([word(ada, .reject), word(grace, issued: 1_500)]).isSatisfied)
        #expect(tally([word(ada, .reject), word(ada, issued: 1_500)]).isSatisfied)
    }

    @Test("expired, too old, of the future, unsigned, of another role: none counts, and each says why")
    func refused() {
        #expect(!tally([word(ada, expires: 1_500)]).isSatisfied)
        #expect(!tally([word(ada)], now: 8_000).isSatisfied)
        #expect(!tally([word(ada, issued: 5_000)]).isSatisfied)
        #expect(!tally([word(other)], roles: ["lead"]).isSatisfied)
        var unsigned = word(ada)
        unsigned.signature = .unsigned
        #expect(!tally([unsigned]).isSatisfied)
        var stolen = word(ada)
        stolen.signature = .verified([grace])
        #expect(!tally([stolen]).isSatisfied, "Grace's key does not speak for Ada")
    }

    @Test("a rule that nobody is left for is hopeless")
    func hopeless() {
        let makers = [
            Identity(part: "author", name: "Ada Example"), Identity(part: "committer", name: "Grace Example"),
        ]
        let tally = tally([], roles: ["lead"], makers: makers)
        #expect(tally.isHopeless)
        #expect(tally.candidates.isEmpty)
    }

    @Test("an approval reads back as it was written, and nothing else does")
    func codec() throws {
        let approval = word(ada).approval
        #expect(Approval(approval.json) == approval)
        let text = approval.json.text()
        #expect(Approval(try JSON(parsing: text.replacing("urn:assay:approval", with: "urn:other"))) == nil)
        #expect(Approval(try JSON(parsing: "{}")) == nil)
    }
}
