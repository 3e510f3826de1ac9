import Access
internal import NIOPosix
package import Storage
import Synchronization

/// Who may use the server: accounts, sessions, and the log of what they did.
package final class People: Sendable {
    /// Names of those who are asked for as `name` for a sign-in that fails: ten tries a minute from one address, twenty in a
    /// quarter of an hour for one name.
    private static let triesFromOne = 10
    private static let triesForOne = 20

    let accounts: AccountFile
    let sessions: SessionFile
    package let audit: AuditLog
    let secondFactor = SecondFactor()
    let keys: ApprovalKeys
    /// Whoever else vouches for people; nil for nobody.
    let door: PersonDoor?
    private let cost: PasswordHash
    /// One at a time: hashing takes memory, and whoever tries many passwords waits.
    private let thread = NIOThreadPool(numberOfThreads: 1)
    private let fromOne = Mutex(RateLimit(most: People.triesFromOne))
    private let forOne = Mutex(RateLimit(most: People.triesForOne, seconds: 900))
    /// With it, once, the first administrator is made.
    private let code: Mutex<String?>

    /// Those of the folder, or nobody yet.
    ///
    /// `folder`: of the server's own files. `problem`: told what goes wrong, for the log of the server alone.
    package init(
        folder: String,
        cost: PasswordHash = .usual,
        door: PersonDoor? = nil,
        problem: @escaping @Sendable (String) -> Void
    ) throws(StorageError) {
        accounts = try AccountFile("\(folder)/people.json")
        sessions = SessionFile("\(folder)/sessions", problem: problem)
        audit = AuditLog(folder: "\(folder)/audit", problem: problem)
        keys = ApprovalKeys(folder: "\(folder)/keys")
        self.cost = cost
        self.door = door
        code = Mutex(accounts.hasAdministrator ? nil : Secret.make(bytes: 16))
        thread.start()
    }

    func close() async { try? await thread.shutdownGracefully() }

    /// To be told to whoever started the server, and to nobody else; nil once there is an administrator.
    package var firstCode: String? { code.withLock { $0 } }

    // MARK: Sessions

    /// Who holds this cookie, and with which session.
    func visitor(_ cookie: String?, now: Double) -> (account: Account, session: Session)? {
        guard let cookie, let session = sessions.use(cookie, now: now), let account = accounts[session.account],
            !account.isDisabled
        else { return nil }
        return (account, session)
    }

    enum SignIn: Sendable {
        /// The text that the browser keeps.
        case done(String)
        case wrong
        /// Seconds to wait.
        case tooOften(Double)
    }

    /// Whether somebody may sign in.
    ///
    /// `code`: of the second factor; empty for none. `caller`: the address that the try comes from.
    func signIn(
        _ name: String,
        _ password: String,
        code: String = "",
        caller: String,
        now: Double
    ) async -> SignIn {
        let wait = fromOne.withLock { $0.wait(caller, now: now) } ?? forOne.withLock { $0.wait(name, now: now) }
        if let wait { return .tooOften(wait) }
        let account = accounts[name].flatMap { $0.password == nil ? nil : $0 }
        // A name that nobody has takes as long as a wrong password.
        let kept = account?.password ?? decoy
        let holds = await hashed { PasswordHash.holds(password, kept) } ?? false
        // Without its code a right password is a wrong try like any other, and is told alike.
        guard holds, let account, !account.isDisabled,
            account.secondFactor == nil || secondFactor.holds(account, code: code, now: now)
        else {
            _ = fromOne.withLock { $0.count(caller, now: now) }
            _ = forOne.withLock { $0.count(name, now: now) }
            audit.note("sign_in_failed", by: name, at: now, ["from": caller])
            return .wrong
        }
        audit.note("sign_in", by: account.id, at: now, ["from": caller])
        return .done(sessions.open(account.id, now: now))
    }

    private var decoy: String {
        "scrypt$\(cost.logRounds)$8$\(cost.parallelism)$00000000000000000000000000000000$"
            + String(repeating: "0", count: 64)
    }

    func signOut(_ session: Session, now: Double) {
        sessions.end(session.digest, now: now)
        audit.note("sign_out", by: session.account, at: now)
    }

    private func hashed<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value? {
        try? await thread.runIfActive { body() }
    }

    // MARK: Accounts

    /// Makes the first administrator and signs them in; nil where the code is wrong.
    func makeFirst(_ given: String, _ name: String, _ password: String, caller: String, now: Double) async -> String? {
        guard fromOne.withLock({ $0.count("first " + caller, now: now) }) == nil,
            let kept = await hashed({ [cost] in cost.make(password) }) ?? nil
        else { return nil }
        let isRight = code.withLock { code in
            guard let own = code, Secret.isEqual(own, given) else { return false }
            code = nil
            return true
        }
        guard isRight else {
            audit.note("first_administrator_refused", by: name, at: now, ["from": caller])
            return nil
        }
        var account = Account(id: name, name: name, password: kept)
        account.isServerAdmin = true
        guard (try? accounts.change(name, { _, _ in account })) == true else { return nil }
        audit.note("first_administrator", by: name, at: now, ["from": caller])
        return sessions.open(name, now: now)
    }

    /// A new password for whoever knows the old one, false for others; every other session of theirs ends.
    func changePassword(
        _ session: Session,
        from old: String,
        to new: String,
        now: Double
    ) async throws(StorageError)
        -> Bool
    {
        guard let account = accounts[session.account], let kept = account.password,
            forOne.withLock({ $0.count("change " + account.id, now: now) }) == nil,
            await hashed({ PasswordHash.holds(old, kept) }) == true,
            let fresh = await hashed({ [cost] in cost.make(new) }) ?? nil
        else { return false }
        guard try accounts.change(account.id, { known, _ in known.map { Self.with(fresh, $0) } }) else { return false }
        sessions.endAll(of: account.id, keeping: session.digest, now: now)
        audit.note("password_changed", by: account.id, at: now)
        return true
    }

    private static func with(_ password: String, _ account: Account) -> Account {
        var account = account
        account.password = password
        return account
    }

    /// A new account with a password that it is told; false where there is one of that name.
    func add(_ name: String, password: String, by admin: Account, now: Double) async throws(StorageError) -> Bool {
        guard let kept = await hashed({ [cost] in cost.make(password) }) ?? nil else { return false }
        let made = try accounts.change(name) { known, _ in
            known == nil ? Account(id: name, name: name, password: kept) : nil
        }
        if made { audit.note("account_made", by: admin.id, at: now, ["account": name]) }
        return made
    }

    /// Lets an account in or not, and lets it run the server or not; false where nobody would run it any more.
    func set(
        _ id: String,
        isDisabled: Bool,
        isServerAdmin: Bool,
        by admin: Account,
        now: Double
    ) throws(StorageError) -> Bool {
        let changed = try accounts.change(id) { known, all in
            guard var account = known else { return nil }
            account.isDisabled = isDisabled
            account.isServerAdmin = isServerAdmin
            let others = all.values.contains { $0.id != id && $0.isServerAdmin && !$0.isDisabled }
            return others || isServerAdmin && !isDisabled ? account : nil
        }
        guard changed else { return false }
        if isDisabled { sessions.endAll(of: id, now: now) }
        audit.note(
            "account_changed",
            by: admin.id,
            at: now,
            ["account": id, "disabled": "\(isDisabled)", "server_admin": "\(isServerAdmin)"]
        )
        return true
    }

    /// `role`: nil for none.
    func set(
        _ id: String,
        _ role: Role?,
        in project: String,
        by admin: Account,
        now: Double
    ) throws(StorageError)
        -> Bool
    {
        let changed = try accounts.change(id) { known, _ in
            guard var account = known else { return nil }
            account.roles[project] = role
            return account
        }
        if changed {
            audit.note(
                "role_changed",
                by: admin.id,
                at: now,
                ["account": id, "project": project, "role": role?.rawValue ?? "none"]
            )
        }
        return changed
    }

    /// Whoever an issuer vouches for, made where they come for the first time, with no role anywhere.
    func welcome(
        issuer: String,
        subject: String,
        name: String,
        caller: String,
        now: Double
    ) throws(StorageError)
        -> String?
    {
        let id = "\(issuer)#\(subject)"
        let made = try accounts.change(id) { known, _ in
            known == nil ? Account(id: id, name: String(name.prefix(64))) : nil
        }
        if made { audit.note("account_made", by: id, at: now, ["account": id]) }
        guard let account = accounts[id], !account.isDisabled else { return nil }
        audit.note("sign_in", by: id, at: now, ["from": caller])
        return sessions.open(id, now: now)
    }
}
