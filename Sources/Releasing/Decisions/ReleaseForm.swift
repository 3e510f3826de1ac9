package import Core
import Scanning

/// The forms that a decision on a release is told in.
package enum ReleaseForm: String, Sendable, CaseIterable {
    case text, json
    /// The body that a web metric of Argo Rollouts reads: `successCondition: result.allowed == true`.
    case argo
    /// The status that Flagger's hooks look at, with its reason.
    case flagger
    /// What GitHub is answered for a deployment protection rule.
    case github

    package func text(_ decision: DeploymentDecision) -> String {
        switch self {
        case .text: return decision.text.joined(separator: "\n")
        case .json: return decision.json.text(.pretty)
        case .argo, .flagger, .github:
            let open = decision.lines.filter(\.verdict.blocks).map { "\($0.requirement): \($0.detail)" }
            let reason = open.isEmpty ? "everything that is required holds" : open.joined(separator: "; ")
            return text(environment: decision.subject.environment, verdict: decision.verdict, reason: reason)
        }
    }

    /// The same for whatever else comes to a verdict; `isPending` while it may still become another one.
    package func text(environment: String, verdict: Verdict, reason: String, isPending: Bool = false) -> String {
        let isGood = !verdict.blocks
        let json: JSON =
            switch self {
            case .text: .null
            case .json:
                ["environment": JSON(environment), "verdict": JSON(verdict.rawValue), "reason": JSON(reason)]
            case .argo:
                [
                    "allowed": JSON(isGood), "pending": JSON(isPending), "verdict": JSON(verdict.rawValue),
                    "reason": JSON(reason),
                ]
            case .flagger: ["status": JSON(isGood ? 200 : 403), "body": JSON(reason)]
            case .github:
                // Without a state it is a remark: the rule stays open.
                JSON(present: [
                    "environment_name": JSON(environment),
                    "state": isPending ? .null : JSON(isGood ? "approved" : "rejected"), "comment": JSON(reason),
                ])
            }
        return self == .text ? "\(environment): \(reason)" : json.text()
    }
}
