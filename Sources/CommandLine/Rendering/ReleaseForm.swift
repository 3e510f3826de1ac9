import ArgumentParser
import Core
import Releasing
import Scanning

/// The forms that a decision on a release is told in.
enum ReleaseForm: String, ExpressibleByArgument, CaseIterable {
    case text, json
    /// The body that a web metric of Argo Rollouts reads: `successCondition: result.allowed == true`.
    case argo
    /// The status that Flagger's hooks look at, with its reason.
    case flagger
    /// What GitHub is answered for a deployment protection rule.
    case github

    func text(_ decision: DeploymentDecision) -> String {
        switch self {
        case .text: decision.text.joined(separator: "\n")
        case .json: decision.json.text(.pretty)
        case .argo: Self.argo(decision).text()
        case .flagger: Self.flagger(decision).text()
        case .github: Self.github(decision).text()
        }
    }

    private static func reason(_ decision: DeploymentDecision) -> String {
        let open = decision.lines.filter(\.verdict.blocks).map { "\($0.requirement): \($0.detail)" }
        return open.isEmpty ? "everything that is required holds" : open.joined(separator: "; ")
    }

    private static func argo(_ decision: DeploymentDecision) -> JSON {
        [
            "allowed": JSON(decision.isAllowed), "verdict": JSON(decision.verdict.rawValue),
            "reason": JSON(reason(decision)),
        ]
    }

    private static func flagger(_ decision: DeploymentDecision) -> JSON {
        ["status": JSON(decision.isAllowed ? 200 : 403), "body": JSON(reason(decision))]
    }

    private static func github(_ decision: DeploymentDecision) -> JSON {
        [
            "environment_name": JSON(decision.subject.environment),
            "state": JSON(decision.isAllowed ? "approved" : "rejected"), "comment": JSON(reason(decision)),
        ]
    }
}
