import Access
import Dashboard
import Releasing
import Scanning

/// Answers whoever deploys and asks whether an artifact may go somewhere.
///
/// A GET leaves no trace; a POST writes the decision into the audit log, which is what `assay deploy record` looks for.
struct DeploymentDoor: Sendable {
    let service: DashboardService
    let project: ServedProject
    let visitor: Visitor

    /// Who asks, for the log; nil for whoever may only look.
    private var actor: String? {
        switch visitor {
        case .asker(_, let name): "token \(name)"
        case .person(let account): account.role(in: project.name).map { $0 >= .member } ?? false ? account.name : nil
        case .anybody: "dashboard"
        case .stranger, .monitor: nil
        }
    }

    func answer(_ request: ServerRequest) async -> ServerResponse {
        guard let desk = project.surroundings.desk else { return service.refused(.notSetUp, isData: true) }
        do throws(DeskProblem) {
            let form = try form(request)
            let question = try question(request)
            let isKept = request.method == "POST"
            guard actor != nil || !isKept else {
                return Answers.problem(403, "Not yours to do", "Your role does not allow it.", isData: true)
            }
            let decision = try await desk.decide(question, actor: actor ?? "", isKept: isKept)
            // Flagger looks at the status; who reads a body finds the verdict there.
            let status = form == .flagger && !decision.isAllowed ? 403 : 200
            return ServerResponse(status, type: "application/json", Array(form.text(decision).utf8) + [0x0A])
        } catch {
            return service.refused(error, isData: true)
        }
    }

    private func form(_ request: ServerRequest) throws(DeskProblem) -> ReleaseForm {
        guard let name = request.query["format"] else { return .json }
        guard let form = ReleaseForm(rawValue: name), form != .text else {
            throw .wrong("`format` is json, argo, flagger or github.")
        }
        return form
    }

    /// From the address, else from the body: what Flagger's hooks send holds it as `metadata`.
    private func question(_ request: ServerRequest) throws(DeskProblem) -> DeploymentQuestion {
        let body = request.body.isEmpty ? nil : (try? JSON(parsing: request.body))
        let value = { (name: String) -> String? in
            request.query[name] ?? body?[name]?.string ?? body?["metadata"]?[name]?.string
        }
        guard let environment = value("environment"), let artifact = value("artifact").flatMap(Self.digest) else {
            throw .wrong("Name `environment`, and `artifact` as sha256: with 64 hexadecimal digits.")
        }
        guard let commit = value("commit"), (4...64).contains(commit.utf8.count), commit.allSatisfy(\.isHexDigit)
        else { throw .wrong("Name the `commit` that it was built from, in hexadecimal digits.") }
        return DeploymentQuestion(environment: environment, artifact: artifact, commit: commit.lowercased())
    }

    static func digest(_ text: String) -> String? {
        let hex = text.hasPrefix("sha256:") ? String(text.dropFirst(7)) : text
        return hex.utf8.count == 64 && hex.utf8.allSatisfy { Character(Unicode.Scalar($0)).isHexDigit }
            ? hex.lowercased() : nil
    }
}
