import Core
import Glibc

/// What version control and the CI system say of the tree that is tested.
package struct GitState: Sendable, Hashable {
    /// nil where no branch is checked out and the CI system names none.
    package var branch: String?
    /// Full object id; nil outside a repository and before the first commit.
    package var commit: String?
    /// Whether files differ from the commit, untracked ones included; nil when unknown.
    package var dirty: Bool?
    /// Whether a tracked file differs from the commit; new files aside.
    package var isModified: Bool?
    /// `manual`, or the CI system's word such as `push`.
    package var trigger: String
    package var manualTrigger: Bool
    package var ci: Bool
    /// The tag that is built, the branch that a pull request goes to, and the pull request: as the CI system says.
    package var tag: String?
    package var target: String?
    package var pullRequest: String?

    package init(
        branch: String? = nil,
        commit: String? = nil,
        dirty: Bool? = nil,
        isModified: Bool? = nil,
        trigger: String = "manual",
        manualTrigger: Bool = true,
        ci: Bool = false,
        tag: String? = nil,
        target: String? = nil,
        pullRequest: String? = nil
    ) {
        self.branch = branch
        self.commit = commit
        self.dirty = dirty
        self.isModified = isModified
        self.trigger = trigger
        self.manualTrigger = manualTrigger
        self.ci = ci
        self.tag = tag
        self.target = target
        self.pullRequest = pullRequest
    }

    /// What the environment alone tells.
    init(_ environment: [String: String]) {
        let facts = CIFacts(environment)
        self.init(
            branch: facts.branch,
            trigger: facts.event ?? (facts.ci ? "ci" : "manual"),
            manualTrigger: facts.isManual,
            ci: facts.ci,
            tag: facts.tag,
            target: facts.target,
            pullRequest: facts.pullRequest
        )
    }
}

/// Asks `git` for the state of the tree, and the environment for what the CI system says.
package struct GitProbe: Sendable {
    let directory: String
    let environment: [String: String]
    private let timeout: Duration

    package init(directory: String, environment: [String: String], timeout: Duration = .seconds(10)) {
        self.directory = directory
        self.environment = environment
        self.timeout = timeout
    }

    /// Blocks for at most the timeout, normally for a few milliseconds.
    package func state() -> GitState {
        var state = GitState(environment)
        let said = state.branch
        guard GitAccess(directory: directory, environment: environment) == .works else { return state }
        let git = GitCommand(directory: directory, environment: environment)
        if let output = git.output(
            ["status", "--porcelain=v2", "--branch", "--untracked-files=normal"],
            timeout: timeout
        ) {
            Self.read(output, into: &state)
        } else {
            // A huge tree, or one that may not be listed: the commit at least.
            state.commit = git.line(["rev-parse", "--verify", "HEAD"], timeout: .seconds(2))
        }
        // A checked-out branch tells more than the CI system's word only outside CI: there HEAD is a merge commit.
        if state.ci { state.branch = said ?? (state.tag == nil ? state.branch : nil) }
        return state
    }

    /// Whether the tracked files are those of the checked-out commit; nil where git does not say.
    package func isClean() -> Bool? {
        GitCommand(directory: directory, environment: environment)
            .output(["status", "--porcelain", "--untracked-files=no"], timeout: .seconds(60)).map(\.isEmpty)
    }

    /// A file as a commit has it, its path relative to the directory; nil where it is not there.
    ///
    /// `commit`: hexadecimal, as an object's name is.
    package func file(_ path: String, at commit: String) -> [UInt8]? {
        GitCommand(directory: directory, environment: environment).output(
            ["show", "\(commit):./\(path)"],
            timeout: timeout
        )
    }

    /// The id of the tree of a commit; nil where git knows no such commit.
    package func tree(of commit: String) -> String? {
        GitCommand(directory: directory, environment: environment)
            .line(["rev-parse", "--verify", "--quiet", "--end-of-options", "\(commit)^{tree}"], timeout: timeout)
    }

    /// The full id of the commit that a name stands for, such as `HEAD`; nil where there is none.
    package func commit(named name: String) -> String? {
        GitCommand(directory: directory, environment: environment)
            .line(["rev-parse", "--verify", "--quiet", "--end-of-options", "\(name)^{commit}"], timeout: timeout)
    }

    /// Absolute path of the folder that the repository is checked out in; nil outside one.
    package func topLevel() -> String? {
        GitCommand(directory: directory, environment: environment).line(
            ["rev-parse", "--show-toplevel"],
            timeout: timeout
        )
    }

    /// Reads `git status --porcelain=v2 --branch` (git-status(1)).
    static func read(_ output: [UInt8], into state: inout GitState) {
        state.dirty = false
        state.isModified = false
        for line in String(decoding: output, as: UTF8.self).split(separator: "\n") {
            if line.hasPrefix("# branch.oid ") {
                let id = line.dropFirst("# branch.oid ".count)
                state.commit = id == "(initial)" ? nil : String(id)
            } else if line.hasPrefix("# branch.head ") {
                let head = line.dropFirst("# branch.head ".count)
                state.branch = head == "(detached)" ? state.branch : String(head)
            } else if !line.hasPrefix("#") {
                state.dirty = true
                if !line.hasPrefix("? ") { state.isModified = true }
            }
        }
    }
}
