import Core

/// The commit that a change started from, and the files as they were there.
package struct GitBase: Sendable {
    /// What came of looking for it.
    package enum Search: Sendable {
        case found(GitBase)
        /// The checked-out commit is on the protected branch: nothing has been committed on top of it.
        case onBranch(GitBase)
        case unknown(Unknown)
    }

    /// Why there is no base.
    package struct Unknown: Sendable, Hashable {
        /// What is missing, and what to do.
        package var reason: String
        /// Whether there should be one: a CI system names a target, or history is cut off, or git refuses.
        package var isDue: Bool
        /// Whether there is a history that may hold other gates, which nobody can see.
        package var isHidden = false
    }

    /// The protected branch, as git names it: `origin/main`.
    package let branch: String
    package let commit: String
    private let directory: String
    private let environment: [String: String]

    /// Names that a main branch usually has.
    private static let usual = ["main", "master", "trunk"]

    private init(branch: String, commit: String, directory: String, environment: [String: String]) {
        self.branch = branch
        self.commit = commit
        self.directory = directory
        self.environment = environment
    }

    /// The merge base of the checked-out commit with the protected branch.
    ///
    /// The protected branch is the one that the CI system names as the target, else the remote's default branch, else one
    /// of the usual names; where there is none of these, `named`, which a person gave.
    package static func search(directory: String, environment: [String: String], named: String? = nil) -> Search {
        let facts = CIFacts(environment)
        let due = facts.target != nil
        switch GitAccess(directory: directory, environment: environment) {
        case .works: break
        case .noGit:
            let isHidden = GitAccess.isMarked(directory)
            return .unknown(Unknown(reason: "there is no program `git` here", isDue: due, isHidden: isHidden))
        case .noRepository: return .unknown(Unknown(reason: "\(directory) is in no git repository", isDue: due))
        case .refused(let reason), .hangs(let reason): return .unknown(Unknown(reason: reason, isDue: true))
        }
        let git = GitCommand(directory: directory, environment: environment)
        guard let head = git.line(["rev-parse", "--verify", "--quiet", "HEAD^{commit}"]) else {
            return .unknown(Unknown(reason: "\(directory) is no git repository with a commit in it", isDue: due))
        }
        let likely = Self.likely(facts, git)
        let candidates = likely + (facts.target == nil ? [named].compactMap(\.self) : [])
        let make = { GitBase(branch: $0, commit: $1, directory: directory, environment: environment) }
        guard let branch = candidates.first(where: { git.commit($0) != nil }) else {
            let current = facts.branch ?? git.line(["symbolic-ref", "--quiet", "--short", "HEAD"])
            if let current, facts.target == nil, usual.contains(current) || current == facts.defaultBranch {
                return .onBranch(make(current, head))
            }
            return .unknown(nowhere(candidates, facts, isShallow: git.isShallow))
        }
        guard let base = git.line(["merge-base", branch, "HEAD"]) else {
            return .unknown(Unknown(reason: noHistory(branch), isDue: true))
        }
        // Whoever names the change itself as its base names none; nor does a remote of which only this branch was fetched.
        if base == head, branch == named && !likely.contains(branch) || git.isAlone(branch, usual) {
            return .unknown(nowhere(candidates, facts, isShallow: git.isShallow))
        }
        return base == head ? .onBranch(make(branch, head)) : .found(make(branch, base))
    }

    /// What may be the protected branch, the likeliest first.
    ///
    /// A target that the CI system names gives way to no other.
    private static func likely(_ facts: CIFacts, _ git: GitCommand) -> [String] {
        if let target = facts.target { return ["origin/\(target)", target] }
        let remote = git.line(["symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD"])
        let names = [facts.defaultBranch].compactMap(\.self) + usual
        return ([remote].compactMap(\.self) + names.map { "origin/\($0)" } + names).unique
    }

    private static func nowhere(_ candidates: [String], _ facts: CIFacts, isShallow: Bool) -> Unknown {
        if let target = facts.target {
            let reason =
                "origin/\(target), which this change goes to, is not here: fetch the whole history "
                + "(`fetch-depth: 0`, `GIT_DEPTH: 0`, `git fetch --unshallow origin \(target)`)"
            return Unknown(reason: reason, isDue: true)
        }
        let names = candidates.joined(separator: ", ")
        let reason =
            isShallow
            ? "this clone is shallow, and none of the branches \(names) is in it: fetch the whole history "
                + "(`fetch-depth: 0`, `git fetch --unshallow`)"
            : "none of the branches \(names) is here: fetch one, or name one with `--base`"
        return Unknown(reason: reason, isDue: isShallow, isHidden: true)
    }

    static func noHistory(_ branch: String) -> String {
        "no commit is known that this tree shares with \(branch): fetch the whole history "
            + "(`fetch-depth: 0`, `git fetch --unshallow`)"
    }

    /// A file's bytes at the base, by its path relative to the directory; nil where there was none.
    package func file(_ path: String) -> [UInt8]? {
        GitCommand(directory: directory, environment: environment).output(["show", "\(commit):./\(path)"])
    }
}

extension GitCommand {
    /// Whether a branch of the remote has no usual name and is the only one that is here: its being the remote's default
    /// says nothing then, as that is what whoever cloned had checked out.
    fileprivate func isAlone(_ branch: String, _ usual: [String]) -> Bool {
        guard branch.hasPrefix("origin/"), !usual.contains(String(branch.dropFirst("origin/".count))) else {
            return false
        }
        let refs = output(["for-each-ref", "--format=%(refname)", "refs/remotes/origin"]) ?? []
        let names = String(decoding: refs, as: UTF8.self).split(separator: "\n").filter { !$0.hasSuffix("/HEAD") }
        return names.count < 2
    }

    /// Whether the history is cut off.
    var isShallow: Bool { line(["rev-parse", "--is-shallow-repository"]) == "true" }

    /// The commit that a name means; nil where there is none.
    func commit(_ name: String) -> String? {
        line(["rev-parse", "--verify", "--quiet", "--end-of-options", "\(name)^{commit}"])
    }
}
