package import Core

/// Finds what the working tree changes against the commit that it started from; blocks while git works.
///
/// The tree is taken as it is: what is not committed counts, and so do new files that git does not ignore.
package struct GitChange: Sendable {
    package enum Found: Sendable, Equatable {
        case change(ChangeSet)
        /// The reason says what to do.
        case unknown(reason: String)
    }

    private let directory: String
    private let environment: [String: String]
    private let before: String?
    private let ignoresWhitespace: Bool

    /// - Parameters:
    ///   - directory: the project's root; what lies outside of it is no part of the change.
    ///   - environment: that of Assay itself; some of it names the target branch.
    ///   - before: the commit that the protected branch stood at before the push that is judged, where that is known.
    ///   - ignoresWhitespace: whether a line of which only the white space differs is unchanged.
    package init(
        directory: String,
        environment: [String: String],
        before: String? = nil,
        ignoresWhitespace: Bool = false
    ) {
        self.directory = directory
        self.environment = environment
        self.before = before
        self.ignoresWhitespace = ignoresWhitespace
    }

    /// The change against the merge base with `base`, or with the protected branch where that is nil.
    package func read(base: String? = nil) -> Found {
        switch start(base) {
        case .unknown(let reason): .unknown(reason: reason)
        case .commit(let commit, let name): diff(commit, name)
        }
    }

    /// What is wrong with a base that a person named; nil where nothing is.
    package func problem(of base: String) -> String? {
        // Of a checkout that git does not open nobody knows what is in it: that is told where it matters.
        guard refusal == nil, git.commit(base) == nil else { return nil }
        return "no commit is called '\(base)' here"
    }

    private enum Start {
        case commit(String, name: String)
        case unknown(reason: String)
    }

    /// Enough for the largest change; a tree on a slow disk has to be read once.
    private static let timeout = Duration.seconds(120)

    private var refusal: String? { GitAccess(directory: directory, environment: environment).refusal }

    private var git: GitCommand { GitCommand(directory: directory, environment: environment) }

    private func start(_ base: String?) -> Start {
        if let base {
            if let refusal { return .unknown(reason: refusal) }
            if let problem = problem(of: base) { return .unknown(reason: problem) }
            guard let commit = git.line(["merge-base", "--end-of-options", base, "HEAD"]) else {
                return .unknown(reason: GitBase.noHistory(base))
            }
            return .commit(commit, name: base)
        }
        switch GitBase.search(directory: directory, environment: environment) {
        case .found(let found): return .commit(found.commit, name: found.branch)
        case .unknown(let unknown): return .unknown(reason: unknown.reason)
        case .onBranch(let base): return onBranch(base.branch, base.commit)
        }
    }

    /// On the protected branch itself: what was pushed where that is known, else the last commit.
    ///
    /// A branch that has no commit of its own yet changes what is not committed.
    private func onBranch(_ branch: String, _ head: String) -> Start {
        if let current = git.line(["symbolic-ref", "--quiet", "--short", "HEAD"]), branch != current,
            branch != "origin/\(current)"
        {
            return .commit(head, name: branch)
        }
        let named = [before, CIFacts(environment).before]
        for case let name? in named where !name.isEmpty && name.contains(where: { $0 != "0" }) {
            if let commit = git.commit(name), commit != head, let base = git.line(["merge-base", commit, head]),
                base != head
            {
                return .commit(base, name: "\(branch) before the push")
            }
        }
        if let parent = git.commit("\(head)^") { return .commit(parent, name: "the commit before on \(branch)") }
        guard git.line(["rev-parse", "--is-shallow-repository"]) == "false" else {
            return .unknown(
                reason: "the commit before \(head.prefix(10)) is not here: fetch the whole history (`fetch-depth: 0`)"
            )
        }
        // The tree without a file, which every repository knows.
        guard let nothing = git.line(["hash-object", "-t", "tree", "/dev/null"]) else {
            return .unknown(reason: "git does not work here")
        }
        return .commit(nothing, name: "nothing, as the first commit")
    }

    private func diff(_ commit: String, _ name: String) -> Found {
        guard let index = GitUntracked.index(directory: directory, environment: environment) else {
            return .unknown(reason: "git could not list the files that are not committed yet")
        }
        let git = GitCommand(directory: directory, environment: environment, own: index.environment)
        let arguments =
            [
                "diff", "--no-color", "--no-ext-diff", "--no-textconv", "--unified=0", "--inter-hunk-context=0",
                "--diff-algorithm=myers", "--find-renames", "--text", "--relative", "--submodule=short",
                "--ignore-submodules=dirty", "--src-prefix=a/", "--dst-prefix=b/",
            ] + (ignoresWhitespace ? ["--ignore-all-space"] : []) + [commit, "--"]
        var reader = GitDiffReader()
        let ended = git.stream(arguments, timeout: Self.timeout) { piece in
            reader.read(piece)
            return reader.problem == nil
        }
        let problem = reader.problem
        guard ended, let files = reader.finish() else {
            let detail = problem.map { ": \($0)" } ?? " in \(Self.timeout.components.seconds) s"
            return .unknown(reason: "git could not compare the tree with \(commit.prefix(10))\(detail)")
        }
        let times = GitChangeTimes(git, since: commit)
        return .change(ChangeSet(base: "\(name) at \(commit.prefix(10))", files: files.map(times.dated)))
    }
}
