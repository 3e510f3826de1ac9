import Core
import Ledger
import Releasing
import Scanning
import Signing

/// Releases as the audit log holds them.
enum ReleaseEvents {
    /// What the entries say of releases; signatures are checked anew.
    static func events(_ entries: [LedgerEntry], _ check: SignatureCheck) -> [ReleaseState.Event] {
        entries.compactMap { event($0, check) }
    }

    private static func event(_ entry: LedgerEntry, _ check: SignatureCheck) -> ReleaseState.Event? {
        let body = entry.body
        let environment = body["environment"]?.string ?? ""
        let artifact = body["artifact"]?.string ?? ""
        let commit = body["commit"]?.string ?? ""
        switch entry.kind {
        case "decision":
            return .decided(
                environment: environment,
                artifact: artifact,
                commit: commit,
                allowed: body["allowed"]?.bool ?? false,
                time: entry.time
            )
        case "deployment":
            return .deployed(
                ReleaseState.Deployment(
                    environment: environment,
                    artifact: artifact,
                    commit: commit,
                    allowed: body["allowed"]?.bool ?? false,
                    succeeded: body["succeeded"]?.bool ?? false,
                    time: entry.time
                )
            )
        case "watched":
            return .watched(
                environment: environment,
                artifact: artifact,
                passed: body["passed"]?.bool ?? false,
                reason: body["reason"]?.string ?? "",
                time: entry.time
            )
        case "block":
            return .blocked(
                ReleaseState.Block(
                    id: entry.digest,
                    environment: environment,
                    person: entry.actor,
                    reason: body["reason"]?.string ?? "",
                    time: entry.time
                )
            )
        case "approval":
            guard let envelope = SignedText.envelope(body), let statement = try? JSON(parsing: envelope.payload),
                let approval = Approval(statement)
            else { return nil }
            return .approved(SignedApproval(approval, signature: check.signature(of: envelope)))
        default: return nil
        }
    }
}
