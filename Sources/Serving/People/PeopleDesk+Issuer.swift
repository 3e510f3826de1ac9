import Access
import Dashboard
import Storage

/// Signing in by an issuer.
extension PeopleDesk {
    private static let cookie = "__Host-assay-start"

    func start(_ request: ServerRequest) async -> ServerResponse {
        guard let door = people.door else { return Answers.missing(isData: false) }
        guard let way = await door.start(next: ReturnPath.own(request.query["next"]), now: now) else {
            let words = "It cannot be asked now. Try again in a while."
            return Answers.problem(503, "No answer of \(door.name)", words, isData: false)
        }
        let kept = "\(Self.cookie)=\(way.browser); Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=600"
        return Answers.seeOther(way.address, headers: [Header("set-cookie", kept)])
    }

    func end(_ request: ServerRequest, _ caller: RequestCaller) async -> ServerResponse {
        guard let door = people.door else { return Answers.missing(isData: false) }
        switch await door.end(request.query, browser: request.cookie(Self.cookie), now: now) {
        case .nobody(let why):
            people.audit.note("sign_in_failed", by: door.name, at: now, ["from": caller.address, "why": why])
            return signInPage(nil, "\(door.name) did not let you in. Try again.", 401)
        case .person(let subject, let name, let next):
            do throws(StorageError) {
                guard
                    let text = try people.welcome(
                        issuer: door.issuer,
                        subject: subject,
                        name: name,
                        caller: caller.address,
                        now: now
                    )
                else { return signInPage(nil, "This account may not sign in.", 401) }
                if let old = caller.session { people.sessions.end(old.digest, now: now) }
                return Answers.seeOther(next, headers: [Self.kept(text)])
            } catch {
                return failed("\(error)")
            }
        }
    }
}
