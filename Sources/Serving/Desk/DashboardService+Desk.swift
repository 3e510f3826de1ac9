import Access
import Core
import Dashboard
import Releasing
import Reports

/// The pages of releases and incidents, and what people do on them.
extension DashboardService {
    func deskPage(
        _ address: Address,
        _ project: ServedProject,
        isData: Bool,
        _ caller: RequestCaller,
        notice: String = ""
    ) async -> ServerResponse {
        let frame = frame(caller, project.name)
        guard let desk = project.surroundings.desk else { return emptyDesk(address, isData: isData, frame) }
        let role = caller.visitor.account?.role(in: project.name)
        do throws(DeskProblem) {
            let view: View?
            switch address.page {
            case .releases:
                let facts = try await desk.releases()
                view = ReleasesPage.view(address, facts, rights: rights(role, caller), notice: notice)
            case .incident(let id):
                let facts = try await desk.incidents()
                view = IncidentPage.view(address, facts, id: id, mayAct: role.map { $0 >= .member } ?? false)
            default:
                view = IncidentsPage.view(
                    address,
                    try await desk.incidents(),
                    now: settings.now(),
                    mayAct: role.map { $0 >= .member } ?? false,
                    notice: notice
                )
            }
            guard let view else { return Answers.missing(isData: isData, frame) }
            return Answers.view(view, address, isData: isData, frame)
        } catch {
            guard error == .notSetUp else { return refused(error, isData: isData, frame) }
            return emptyDesk(address, isData: isData, frame)
        }
    }

    private func rights(_ role: Role?, _ caller: RequestCaller) -> ReleasesPage.Rights? {
        guard let role, role >= .approver, let account = caller.visitor.account else { return nil }
        return ReleasesPage.Rights(needsCode: settings.needsSecondFactor || account.secondFactor != nil)
    }

    private func emptyDesk(_ address: Address, isData: Bool, _ frame: PageFrame) -> ServerResponse {
        if case .incident = address.page { return Answers.missing(isData: isData, frame) }
        let title = address.page == .releases ? "Releases" : "Incidents"
        let lead = "The server has no configuration of this project: docs/serving.md says where it looks for one."
        return Answers.view(View(title, lead: lead), address, isData: isData, frame)
    }

    func refused(_ problem: DeskProblem, isData: Bool, _ frame: PageFrame = PageFrame()) -> ServerResponse {
        switch problem {
        case .notSetUp:
            let words = "The server has no configuration of this project."
            return Answers.problem(404, "Not found", words, isData: isData, frame)
        case .wrong(let why): return Answers.problem(400, "Not so", why, isData: isData, frame)
        case .broken(let why):
            settings.problem(why)
            let words = "What it rests on cannot be believed. The log of the server says why."
            return Answers.problem(503, "No answer", words, isData: isData, frame)
        }
    }

    /// Answering an incident, and silences.
    func changeIncidents(_ form: Query, _ project: ServedProject, _ caller: RequestCaller) async -> ServerResponse {
        let address = Address(.incidents, of: project.name)
        guard let desk = project.surroundings.desk, let account = caller.visitor.account else {
            return Answers.missing(isData: false)
        }
        let notice: String
        do throws(DeskProblem) {
            switch form["do"] {
            case "acknowledge":
                let id = form["incident"] ?? ""
                try await desk.acknowledge(id, by: account.name)
                notice = "\(account.name) looks after \(id)."
            case "silence":
                guard let subject = form["subject"], let reason = form["reason"],
                    let hours = form["hours"].flatMap({ Double($0) }), hours > 0, hours <= 168
                else { throw .wrong("A silence is of something, for 168 hours at most, and for a reason.") }
                let id = try await desk.silence(subject, hours: hours, by: account.name, because: reason)
                notice = "\(id): nobody is told of \(subject) for \(Display.count(Int(hours), "hour"))."
            case "unsilence":
                let id = form["silence"] ?? ""
                try await desk.endSilence(id, by: account.name)
                notice = "\(id) is over."
            default: throw .wrong("There is no such thing to do.")
            }
        } catch {
            return refused(error, isData: false, frame(caller, project.name))
        }
        people?.audit.note(
            "incident_\(form["do"] ?? "")",
            by: account.id,
            at: settings.now(),
            ["project": project.name, "what": notice]
        )
        return await deskPage(address, project, isData: false, caller, notice: notice)
    }

    /// A person's word on a release.
    func changeReleases(_ form: Query, _ project: ServedProject, _ caller: RequestCaller) async -> ServerResponse {
        let address = Address(.releases, of: project.name)
        guard let desk = project.surroundings.desk, let people, let account = caller.visitor.account else {
            return Answers.missing(isData: false)
        }
        let parts = (form["release"] ?? "").split(separator: " ").map(String.init)
        do throws(DeskProblem) {
            guard parts.count == 3, let word = form["word"].flatMap({ Approval.Decision(rawValue: $0) }),
                word != .unblock, let reason = form["reason"]
            else { throw .wrong("A word is on a release, and has a reason.") }
            try checkFactor(account, form["code"] ?? "", people)
            guard let key = people.keys.key(of: account) else {
                throw .wrong("You have no key yet: your account makes one.")
            }
            let question = DeploymentQuestion(environment: parts[0], artifact: parts[1], commit: parts[2])
            let decision = try await desk.say(word, on: question, because: reason, key: key)
            let notice = "\(account.name): \(word.rawValue). \(decision.text.first ?? "")"
            people.audit.note(
                "release_\(word.rawValue)",
                by: account.id,
                at: settings.now(),
                ["project": project.name, "what": "\(parts[0]) sha256:\(parts[1])"]
            )
            return await deskPage(address, project, isData: false, caller, notice: notice)
        } catch {
            return refused(error, isData: false, frame(caller, project.name))
        }
    }

    /// Whoever has a second factor shows it, and where one is needed whoever has none says nothing.
    private func checkFactor(_ account: Account, _ code: String, _ people: People) throws(DeskProblem) {
        guard account.secondFactor != nil || settings.needsSecondFactor else { return }
        guard account.secondFactor != nil else {
            throw .wrong("Approving needs a second factor here: your account sets one up.")
        }
        guard people.secondFactor.holds(account, code: code, now: settings.now()) else {
            people.audit.note("second_factor_failed", by: account.id, at: settings.now())
            throw .wrong("The code is wrong, or was used before.")
        }
    }
}
