import Access
import Core
import Dashboard
import Signing
import Storage

/// What a person settles of their own account: password, second factor, key.
struct AccountDesk: Sendable {
    let people: People
    let service: DashboardService
    let account: Account
    let session: Session

    private var now: Double { service.settings.now() }

    func page(_ notice: String = "", status: Int = 200) -> ServerResponse {
        // What has just been changed is shown as it is now.
        let account = people.accounts[account.id] ?? account
        var facts = AccountPage.Facts(name: account.name)
        facts.hasPassword = account.password != nil
        facts.sessions = people.sessions.count(of: account.id, now: now)
        facts.notice = notice
        facts.hasSecondFactor = account.secondFactor != nil
        facts.secret = account.secondFactor == nil ? people.secondFactor.waiting(account) : nil
        facts.publicKey = people.keys.key(of: account)?.publicKey?.base64
        let caller = RequestCaller(visitor: .person(account), session: session, address: "")
        return Answers.page(AccountPage.view(facts), .account, service.frame(caller, nil), status: status)
    }

    func change(_ form: Query) async -> ServerResponse {
        do throws(StorageError) {
            switch form["do"] {
            case nil, "password": return try await changePassword(form)
            case "factor":
                _ = people.secondFactor.begin(account)
                return page("Show it to your authenticator, and type the code that it gives.")
            case "confirm":
                guard let secret = people.secondFactor.confirm(account, code: form["code"] ?? "", now: now) else {
                    return page("The code is wrong.", status: 401)
                }
                try set(secret)
                return page("The second factor is set up: it is asked for when you sign in, and when you approve.")
            case "remove":
                guard people.secondFactor.holds(account, code: form["code"] ?? "", now: now) else {
                    return page("The code is wrong.", status: 401)
                }
                try set(nil)
                return page("The second factor is gone.")
            case "key":
                _ = try people.keys.makeKey(of: account)
                people.audit.note("approval_key_made", by: account.id, at: now)
                return page("The key is made.")
            default: return Answers.problem(400, "Not understood", "There is no such thing to do.", isData: false)
            }
        } catch {
            service.settings.problem("\(error)")
            return Answers.problem(503, "It cannot be kept", "The log of the server says why.", isData: false)
        }
    }

    private func set(_ secret: String?) throws(StorageError) {
        _ = try people.accounts.change(account.id) { known, _ in
            known.map { known in
                var changed = known
                changed.secondFactor = secret
                return changed
            }
        }
        // Whoever has signed in elsewhere without it is asked for it.
        if secret != nil { people.sessions.endAll(of: account.id, keeping: session.digest, now: now) }
        people.audit.note(secret == nil ? "second_factor_removed" : "second_factor_set_up", by: account.id, at: now)
    }

    private func changePassword(_ form: Query) async throws(StorageError) -> ServerResponse {
        let new = form["password"] ?? ""
        if let problem = PasswordRule.problem(with: new, name: account.name) { return page(problem, status: 400) }
        let done = try await people.changePassword(session, from: form["old"] ?? "", to: new, now: now)
        let words = done ? "The password is changed; you are signed out everywhere else." : "The password is wrong."
        return page(words, status: done ? 200 : 401)
    }
}
