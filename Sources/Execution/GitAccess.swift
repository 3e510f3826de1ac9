import Glibc

/// Whether git answers for a folder, and if not, what to do about it.
package enum GitAccess: Sendable, Hashable {
    case works
    /// The folder belongs to no repository.
    case noRepository
    case noGit
    /// There is a repository, and git does not open it; the reason says what to do.
    case refused(reason: String)
    case hangs(reason: String)

    /// What git is asked first answers from a few small files; a disk that takes longer is as good as none.
    private static let limit = Duration.seconds(5)

    package init(directory: String, environment: [String: String]) {
        let git = GitCommand(directory: directory, environment: environment)
        if GitStall.isKnown(git) {
            self = .hangs(reason: Self.hanging)
            return
        }
        let (end, output) = git.captured(["rev-parse", "--git-dir"], timeout: Self.limit)
        switch end {
        case .exited(0): self = .works
        case .notStarted: self = .noGit
        case .timedOut:
            GitStall.note(git)
            self = .hangs(reason: Self.hanging)
        case .exited, .signalled: self = Self.explain(String(decoding: output, as: UTF8.self), directory)
        }
    }

    /// Why a repository that is there cannot be read, and what to do; nil in every other case.
    var refusal: String? {
        switch self {
        case .refused(let reason), .hangs(let reason): reason
        case .works, .noRepository, .noGit: nil
        }
    }

    private static let hanging =
        "git does not answer within \(limit.components.seconds) s: see what `git status` waits for"

    private static func explain(_ message: String, _ directory: String) -> GitAccess {
        if message.contains("dubious ownership") || message.contains("safe.directory") {
            return .refused(
                reason: "git refuses this checkout, as somebody else owns it: "
                    + "`git config --global --add safe.directory \(directory)`, or give the files to the user who runs this"
            )
        }
        if message.contains("not a git repository"), !isMarked(directory) { return .noRepository }
        let first = message.split(separator: "\n").first { !$0.hasPrefix("warning") }.map(String.init) ?? "it failed"
        return .refused(reason: "git does not open this checkout: \(first)")
    }

    /// Whether the folder, or one around it, says that it is a checkout.
    static func isMarked(_ directory: String) -> Bool {
        var parts = directory.split(separator: "/", omittingEmptySubsequences: true)
        while !parts.isEmpty {
            if access("/" + parts.joined(separator: "/") + "/.git", F_OK) == 0 { return true }
            parts.removeLast()
        }
        return false
    }
}
