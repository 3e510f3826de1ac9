import Access
import Dashboard
import Ledger
import Storage

/// Signing in and out, and the pages of those who run the server.
struct PeopleDesk: Sendable {
    let people: People
    let service: DashboardService

    var now: Double { service.settings.now() }

    // MARK: Pages

    /// `address`: of the server's own.
    func page(_ address: Address, isData: Bool, _ caller: RequestCaller) async -> ServerResponse {
        let frame = service.frame(caller, nil)
        switch address.page {
        case .signIn:
            if caller.session != nil { return Answers.seeOther(ReturnPath.own(address.query["next"])) }
            return signInPage(address.query["next"], "", 200)
        case .first:
            guard people.firstCode != nil else { return Answers.missing(isData: false, frame) }
            return Answers.page(SignInPage.first(notice: ""), .first, frame)
        case .account:
            guard let session = caller.session, let account = caller.visitor.account else { break }
            return AccountDesk(people: people, service: service, account: account, session: session).page()
        case .people: return peoplePage(address, isData: isData, "", frame)
        case .audit:
            do throws(StorageError) {
                let entries = try people.audit.entries().map { entry in
                    AuditPage.Entry(
                        number: entry.number,
                        time: entry.time,
                        kind: entry.kind,
                        actor: entry.actor,
                        facts: entry.body,
                        digest: entry.digest
                    )
                }
                return Answers.view(AuditPage.view(address, entries), address, isData: isData, frame)
            } catch {
                service.settings.problem("\(error)")
                let words = "It is not what was written. The log of the server says where."
                return Answers.problem(503, "The audit log cannot be believed", words, isData: isData, frame)
            }
        default: break
        }
        return Answers.missing(isData: isData, frame)
    }

    func signInPage(_ next: String?, _ notice: String, _ status: Int) -> ServerResponse {
        let view = SignInPage.view(next: ReturnPath.own(next), notice: notice, issuer: people.door?.name)
        var frame = PageFrame()
        frame.isDemo = service.settings.isDemo
        return Answers.page(view, .signIn, frame, status: status)
    }

    private func peoplePage(_ address: Address, isData: Bool, _ notice: String, _ frame: PageFrame) -> ServerResponse {
        let known = people.accounts.all.map { account in
            PeoplePage.Person(
                id: account.id,
                name: account.name,
                isServerAdmin: account.isServerAdmin,
                isDisabled: account.isDisabled,
                roles: account.roles.sorted { $0.key < $1.key }.map { ($0.key, $0.value.rawValue) }
            )
        }
        let projects = service.projects.all.map(\.name)
        let view = PeoplePage.view(known, projects: projects, roles: Role.allCases.map(\.rawValue), notice: notice)
        return Answers.view(view, address, isData: isData, frame)
    }

    // MARK: What is done

    func answer(_ request: ServerRequest, _ kind: Endpoint.Kind, _ caller: RequestCaller) async -> ServerResponse {
        let form = request.form
        switch kind {
        case .signIn: return await signIn(form, caller)
        case .startSignIn: return await start(request)
        case .endSignIn: return await end(request, caller)
        case .makeFirst: return await makeFirst(form, caller)
        case .signOut:
            guard let session = caller.session else { break }
            if form["all"] != nil { people.sessions.endAll(of: session.account, now: now) }
            people.signOut(session, now: now)
            return Answers.seeOther(
                "/sign-in",
                headers: [Self.cleared, Header("clear-site-data", "\"cache\", \"storage\"")]
            )
        case .changeAccount:
            guard let session = caller.session, let account = caller.visitor.account else { break }
            let desk = AccountDesk(people: people, service: service, account: account, session: session)
            return await desk.change(form)
        case .changePeople:
            guard let admin = caller.visitor.account else { break }
            return await change(form, admin, caller)
        default: break
        }
        return Answers.missing(isData: false)
    }

    private static let wrong = "Name, password or code is wrong."

    private func signIn(_ form: Query, _ caller: RequestCaller) async -> ServerResponse {
        let (name, password) = (form["name"] ?? "", form["password"] ?? "")
        guard password.utf8.count <= PasswordRule.longest, name.utf8.count <= 200 else {
            return signInPage(form["next"], Self.wrong, 401)
        }
        let code = form["code"] ?? ""
        switch await people.signIn(name, password, code: code, caller: caller.address, now: now) {
        case .done(let text):
            // What was signed in here before is another session, and ends.
            if let old = caller.session { people.sessions.end(old.digest, now: now) }
            return Answers.seeOther(ReturnPath.own(form["next"]), headers: [Self.kept(text)])
        case .wrong: return signInPage(form["next"], Self.wrong, 401)
        case .tooOften(let wait):
            var answer = signInPage(form["next"], "Too many tries. Wait a while.", 429)
            answer.headers.append(Header("retry-after", "\(Int(wait.rounded(.up)))"))
            return answer
        }
    }

    private func makeFirst(_ form: Query, _ caller: RequestCaller) async -> ServerResponse {
        let (name, password) = (form["name"] ?? "", form["password"] ?? "")
        guard people.firstCode != nil else { return Answers.missing(isData: false) }
        let problem = Account.problem(withName: name) ?? PasswordRule.problem(with: password, name: name)
        if let problem { return Answers.page(SignInPage.first(notice: problem), .first, PageFrame(), status: 400) }
        guard
            let text = await people.makeFirst(form["code"] ?? "", name, password, caller: caller.address, now: now)
        else {
            return Answers.page(SignInPage.first(notice: "The code is wrong."), .first, PageFrame(), status: 401)
        }
        return Answers.seeOther("/", headers: [Self.kept(text)])
    }

    private func change(_ form: Query, _ admin: Account, _ caller: RequestCaller) async -> ServerResponse {
        let notice: String
        do throws(StorageError) {
            switch form["do"] {
            case "add": notice = try await add(form, admin)
            case "role":
                let role = form["role"].flatMap { Role(rawValue: $0) }
                guard let id = form["account"], let project = form["project"], service.projects[project] != nil,
                    role != nil || form["role"] == "none"
                else {
                    return Answers.problem(400, "Not understood", "Account, project or role is missing.", isData: false)
                }
                notice =
                    try people.set(id, role, in: project, by: admin, now: now) ? "Set." : "There is no such account."
            case "access":
                guard let id = form["account"], let access = form["access"] else { fallthrough }
                let done = try people.set(
                    id,
                    isDisabled: access == "not sign in",
                    isServerAdmin: access == "run the server",
                    by: admin,
                    now: now
                )
                notice = done ? "Set." : "Somebody has to run the server."
            default: return Answers.problem(400, "Not understood", "There is no such thing to do.", isData: false)
            }
        } catch {
            return failed("\(error)")
        }
        return peoplePage(Address(.people), isData: false, notice, service.frame(caller, nil))
    }

    private func add(_ form: Query, _ admin: Account) async throws(StorageError) -> String {
        let (name, password) = (form["account"] ?? "", form["password"] ?? "")
        let problem = Account.problem(withName: name) ?? PasswordRule.problem(with: password, name: name)
        if let problem { return problem }
        let done = try await people.add(name, password: password, by: admin, now: now)
        return done ? "\(name) may sign in." : "There is an account of that name."
    }

    func failed(_ why: String) -> ServerResponse {
        service.settings.problem(why)
        return Answers.problem(503, "It cannot be kept", "The log of the server says why.", isData: false)
    }

    // MARK: Cookies

    static func kept(_ text: String) -> Header {
        Header(
            "set-cookie",
            "\(DashboardService.cookie)=\(text); Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=\(Int(Session.longest))"
        )
    }

    private static let cleared = Header(
        "set-cookie",
        "\(DashboardService.cookie)=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0"
    )
}
