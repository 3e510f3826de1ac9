import Core
import Execution
import Glibc
import Judging
import Ledger
import Releasing
import Scanning
import Signing
import Storage

/// A private key, and whose it is.
typealias ReleaseSigner = (key: PrivateKey, owner: AttestationKey)

/// A project as its releases need it: the gates that hold, the audit log, and who may do what.
struct ReleaseSession {
    let folder: ProjectFolder
    let source: ProjectSource
    let held: HeldGates
    let ledger: Ledger
    let now: Double
    /// Told what somebody may want to know.
    let remark: @Sendable (String) -> Void

    init(_ place: ReleasePlace) throws {
        try self.init(config: place.config, state: place.state) { Console.error("note: \($0)") }
    }

    /// By the configuration of the project.
    ///
    /// `state`: the folder of the audit log; nil for that of the project.
    init(
        config: String?,
        state: String? = nil,
        remark: @escaping @Sendable (String) -> Void
    ) throws {
        folder = try ProjectFolder.load(config, notes: false, warnings: false)
        source = folder.source()
        held = ProtectedGates.apply(to: folder.own, source: source)
        for banner in held.banners { remark(banner) }
        ledger = Ledger(folder: Self.place(state, root: folder.root))
        now = SystemClock().wallTime()
        self.remark = remark
    }

    static func place(_ state: String?, root: String) -> String {
        guard let state else { return "\(root)/.assay/audit" }
        return state.hasPrefix("/") ? state : "\(ProjectFolder.here)/\(state)"
    }

    var check: SignatureCheck { SignatureCheck(keys: held.project.attestationKeys) }

    /// The gate of an environment; one that is not configured is a mistake.
    func gate(_ name: String) throws -> DeploymentGate {
        if let gate = held.project.deployments.first(where: { $0.name == name }) { return gate }
        let names = held.project.deployments.map(\.name)
        let known = names.isEmpty ? "; `deployment_gates` names none" : "; one of: \(names.joined(separator: ", "))"
        throw CommandFailure(.usage, "no environment is called '\(name)'\(known)")
    }

    /// The state that the audit log tells; a damaged log decides nothing.
    func state(_ entries: [LedgerEntry]) -> ReleaseState {
        let watched = Set(held.project.deployments.filter { $0.watch != nil && !$0.triggers.isEmpty }.map(\.name))
        var state = ReleaseState(ReleaseEvents.events(entries, check), watched: watched)
        state.lift(isLifted)
        return state
    }

    /// Whether enough people have signed that a block is over.
    private func isLifted(_ block: ReleaseState.Block, _ given: [SignedApproval]) -> Bool {
        guard let first = given.first else { return false }
        return lifting(block, given, commit: first.approval.subject.commit, makers: []).isSatisfied
    }

    func lifting(
        _ block: ReleaseState.Block,
        _ given: [SignedApproval],
        commit: String,
        makers: [Identity]
    ) -> ApprovalTally {
        var rule = held.project.deployments.first { $0.name == block.environment }?.approvals ?? ApprovalRule()
        // A block that was lifted does not come back by itself.
        rule.validFor = .infinity
        return ApprovalTally(
            rule,
            for: ReleaseSubject(
                environment: block.environment,
                artifact: block.id,
                commit: commit,
                verdict: "",
                gates: ""
            ),
            given: given,
            deciding: .unblock,
            keys: held.project.attestationKeys,
            makers: makers,
            now: now
        )
    }

    /// The digest of all files of the configuration.
    var gatesDigest: String {
        let paths = folder.files.map { $0.hasPrefix("/") ? $0 : "\(folder.root)/\($0)" }
        let digests = ([folder.file] + paths).map { StatementFiles.digest(of: $0) ?? "-" }
        return Array(digests.joined(separator: "\n").utf8).withUnsafeBytes { Digest.sha256($0) }
    }

    func entries() throws -> [LedgerEntry] {
        do throws(StorageError) { return try ledger.read() } catch {
            throw CommandFailure(.infrastructure, "\(error); nothing is decided on it")
        }
    }

    @discardableResult
    func append(_ draft: LedgerDraft) throws -> LedgerEntry {
        do throws(StorageError) {
            guard let entry = try ledger.append({ _ in [draft] }).first else {
                throw StorageError(path: ledger.path, message: "nothing was written")
            }
            return entry
        } catch {
            throw CommandFailure(.infrastructure, "\(error)")
        }
    }

    // MARK: People

    /// The key in a file, and whose it is.
    func signer(_ path: String, for permission: String) throws -> ReleaseSigner {
        try signer(try KeyFile(path: path, root: folder.root).read(), for: permission)
    }

    /// A key with whose it is.
    func signer(_ key: PrivateKey, for permission: String) throws -> ReleaseSigner {
        guard let publicKey = key.publicKey,
            let owner = held.project.attestationKeys.first(where: { $0.key == publicKey })
        else { throw CommandFailure(.usage, "\(folder.file) does not list this key in `attestation_keys`") }
        guard owner.permits([permission]) else {
            throw CommandFailure(.usage, "key \(owner.name) may not sign '\(permission)': add it to its criteria")
        }
        return (key, owner)
    }

    func sign(_ statement: JSON, _ signer: (key: PrivateKey, owner: AttestationKey)) throws -> Envelope {
        do throws(PrivateKey.Problem) {
            return try signer.key.sign(Envelope(payload: statement.serialized()), keyID: signer.owner.name)
        } catch {
            throw CommandFailure(.infrastructure, error.reason)
        }
    }

    /// Signs how far the log goes.
    func signHead(_ signer: (key: PrivateKey, owner: AttestationKey)) throws {
        guard let last = try entries().last else { return }
        do {
            try ledger.append(head: try LedgerHead.line(last, key: signer.key, keyID: signer.owner.name))
        } catch {
            throw CommandFailure(.infrastructure, "the head of the audit log cannot be signed: \(error)")
        }
    }

    /// Everyone who had a hand in what is released, and who started this.
    func makers(
        of commit: String,
        in environment: String,
        _ state: ReleaseState,
        triggers: [String]
    ) throws -> [Identity] {
        let git = GitMakers(directory: folder.root, environment: source.environment)
        guard let makers = git.makers(of: commit, since: state.current(in: environment)?.commit) else {
            throw CommandFailure(
                .infrastructure,
                "git does not tell who made commit \(commit.prefix(10)) and what came since the last release: "
                    + "fetch the whole history"
            )
        }
        let names = [
            "GITHUB_ACTOR", "GITHUB_TRIGGERING_ACTOR", "GITLAB_USER_LOGIN", "GITLAB_USER_EMAIL", "BUILD_USER_ID",
        ]
        let actors = names.compactMap { source.environment[$0] }.filter { !$0.isEmpty }
        return makers.map { Identity(part: $0.part, name: $0.name, email: $0.email) }
            + (triggers + actors).map { Identity(part: "trigger", name: $0) }
    }
}
