/// The commit that a change started from, and the files as they were there.
package struct GitBase: Sendable {
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
        self.directory = directory
        self.environment = environment
        let git = GitCommand(directory: directory, environment: environment)
        let targets = ["GITHUB_BASE_REF", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME"]
            .compactMap { environment[$0] }.filter { !$0.isEmpty }.map { "origin/\($0)" }
        let remote = git.line(["symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD"])
        let candidates = targets + [remote].compactMap(\.self) + ["main", "master"]
        guard let head = git.line(["rev-parse", "--verify", "--quiet", "HEAD^{commit}"]),
            let branch = candidates.first(where: {
                git.line(["rev-parse", "--verify", "--quiet", "--end-of-options", "\($0)^{commit}"]) != nil
            }),
            let base = git.line(["merge-base", branch, "HEAD"]), base != head
        else { return nil }
        self.branch = branch
        commit = base
    }

    /// A file's bytes at the base, by its path relative to the directory; nil where there was none.
    package func file(_ path: String) -> [UInt8]? {
        GitCommand(directory: directory, environment: environment).output(["show", "\(commit):./\(path)"])
    }
}
