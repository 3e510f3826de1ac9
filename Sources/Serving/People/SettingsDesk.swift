import Access
import Dashboard
import Storage

/// What a project's administrators settle.
struct SettingsDesk: Sendable {
    let project: ServedProject
    let ingest: Ingest
    let people: People?

    /// So many tokens hold at once: one can be replaced by another without a gap.
    private static let mostTokens = 2

    func view(_ address: Address, now: Double, fresh: String? = nil, notice: String = "") -> View {
        var facts = SettingsPage.Facts()
        facts.tokens = ingest.tokens.valid(of: project.name, now: now).map { token in
            SettingsPage.Token(
                id: token.id,
                use: token.use.rawValue,
                expires: token.expires,
                used: ingest.uses.last(token.id) ?? token.used
            )
        }
        facts.members = (people?.accounts.all ?? []).compactMap { account in
            account.roles[project.name].map { (account.name, $0.rawValue) }
        }
        facts.jobs = project.trust.jobs.map { [$0.host.rawValue, $0.issuer, $0.repository, $0.owner ?? ""] }
        facts.issuers = ingest.door.jobs?.issuers ?? []
        facts.used = ingest.room.used(project)
        facts.quota = ingest.room.quota
        facts.fresh = fresh
        facts.notice = notice
        return SettingsPage.view(address, facts)
    }

    func change(_ form: Query, by admin: Account, _ frame: PageFrame, now: Double) async -> ServerResponse {
        let address = Address(.settings, of: project.name)
        do throws(StorageError) {
            switch form["do"] {
            case "token":
                let use = form["use"].flatMap { ProjectToken.Use(rawValue: $0) } ?? .send
                let own = ingest.tokens.valid(of: project.name, now: now).filter { $0.use == use }
                guard own.count < Self.mostTokens else {
                    return answer(address, frame, now, notice: "Two such tokens hold already: revoke one first.")
                }
                let days = form["days"].flatMap { Int($0) } ?? 90
                let made = ProjectToken.make(project: project.name, use: use, now: now, days: max(1, days))
                try ingest.tokens.add(made.token, now: now)
                note("token_made", admin, now, made.token.id)
                return answer(address, frame, now, fresh: made.text)
            case "revoke":
                guard let id = form["token"], try ingest.tokens.remove(id, of: project.name, now: now) else {
                    return answer(address, frame, now, notice: "There is no such token.")
                }
                note("token_revoked", admin, now, id)
                return answer(address, frame, now, notice: "The token holds no more.")
            case "trust":
                guard let jobs = jobs(form) else {
                    return answer(address, frame, now, notice: "Numbers name a repository and its owner.")
                }
                try project.trust.add(jobs)
                note("jobs_trusted", admin, now, jobs.line)
                return answer(address, frame, now, notice: "Its jobs may send runs.")
            default: return Answers.problem(400, "Not understood", "There is no such thing to do.", isData: false)
            }
        } catch {
            return Answers.problem(503, "It cannot be kept", "\(error.message)", isData: false)
        }
    }

    private func note(_ kind: String, _ admin: Account, _ now: Double, _ what: String) {
        people?.audit.note(kind, by: admin.id, at: now, ["project": project.name, "what": what])
    }

    private func answer(
        _ address: Address,
        _ frame: PageFrame,
        _ now: Double,
        fresh: String? = nil,
        notice: String = ""
    ) -> ServerResponse {
        Answers.view(view(address, now: now, fresh: fresh, notice: notice), address, isData: false, frame)
    }

    private func jobs(_ form: Query) -> TrustedJobs? {
        guard let host = form["host"].flatMap({ TrustedJobs.Host(rawValue: $0) }), let issuer = form["issuer"],
            ingest.door.jobs?.issuers.contains(issuer) == true, let repository = form["repository"],
            Self.isNumber(repository), form["owner"].map(Self.isNumber) ?? true
        else { return nil }
        return TrustedJobs(host, issuer: issuer, repository: repository, owner: form["owner"])
    }

    private static func isNumber(_ text: String) -> Bool {
        (1...20).contains(text.utf8.count) && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
}
