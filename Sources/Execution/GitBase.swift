/// The commit that a change started from, and the files as they were there.
package struct GitBase: Sendable {
    /// What came of looking for it.
    enum Search {
        case found(GitBase)
        /// The checked-out commit is on the protected branch: nothing has been committed on top of it.
        case onBranch(String, head: String)
        /// No repository, or no base in it; the reason says what to do.
        case unknown(reason: String)
    }

    /// The protected branch, as git names it: `origin/main`.
    package let branch: String
    package let commit: String
    private let directory: String
    private let environment: [String: String]

    /// The merge base of the checked-out commit with the protected branch; nil outside a repository, where the branch is
    /// not known or shares no history (a shallow clone), and where nothing has been committed on top of it.
    ///
    /// The protected branch is the one that the CI system names as the target, else the remote's default branch, else
    /// `main` or `master`.
    package init?(directory: String, environment: [String: String]) {
        guard case .found(let base) = Self.search(directory: directory, environment: environment) else { return nil }
        self = base
    }

    private init(branch: String, commit: String, directory: String, environment: [String: String]) {
        self.branch = branch
        self.commit = commit
        self.directory = directory
        self.environment = environment
    }

    static func search(directory: String, environment: [String: String]) -> Search {
        let git = GitCommand(directory: directory, environment: environment)
        guard let head = git.line(["rev-parse", "--verify", "--quiet", "HEAD^{commit}"]) else {
            return .unknown(reason: "\(directory) is no git repository with a commit in it")
        }
        let targets = ["GITHUB_BASE_REF", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME"]
            .compactMap { environment[$0] }.filter { !$0.isEmpty }.map { "origin/\($0)" }
        let remote = git.line(["symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD"])
        let candidates = targets + [remote].compactMap(\.self) + ["main", "master"]
        guard let branch = candidates.first(where: { git.commit($0) != nil }) else {
            let names = candidates.joined(separator: ", ")
            return .unknown(reason: "none of the branches \(names) is here: fetch one, or name one with `--base`")
        }
        guard let base = git.line(["merge-base", branch, "HEAD"]) else {
            return .unknown(reason: Self.noHistory(branch))
        }
        if base == head { return .onBranch(branch, head: head) }
        return .found(GitBase(branch: branch, commit: base, directory: directory, environment: environment))
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
    /// The commit that a name means; nil where there is none.
    func commit(_ name: String) -> String? {
        line(["rev-parse", "--verify", "--quiet", "--end-of-options", "\(name)^{commit}"])
    }
}
