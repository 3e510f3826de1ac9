package import Core

/// What git tells of commits and of the time between them; blocks while git works.
package struct GitPast: Sendable {
    private let directory: String
    private let environment: [String: String]

    package init(directory: String, environment: [String: String]) {
        self.directory = directory
        self.environment = environment
    }

    private var git: GitCommand { GitCommand(directory: directory, environment: environment) }

    /// Enough for a log of ten thousand commits on a slow disk.
    private static let timeout = Duration.seconds(30)

    package func knows(_ commit: String) -> Bool { git.commit(commit) != nil }

    /// Whether a commit is behind what is checked out, so that nothing was taken back since.
    package func isBehind(_ commit: String) -> Bool {
        git.output(["merge-base", "--is-ancestor", "--end-of-options", commit, "HEAD"]) != nil
    }

    /// Commits between one and what is checked out; nil where git does not know it.
    package func commits(since commit: String) -> Int? {
        guard knows(commit) else { return nil }
        return git.line(["rev-list", "--count", "--end-of-options", "\(commit)..HEAD"], timeout: Self.timeout)
            .flatMap { Int($0) }
    }

    /// The commits after one up to another, a line each, the newest first; nil where git does not know them.
    package func subjects(after base: String, upTo commit: String) -> [String]? {
        guard knows(base), knows(commit) else { return nil }
        let arguments = [
            "log", "--no-color", "-n", "100", "--format=%h %s (%an)", "--end-of-options", "\(base)..\(commit)",
        ]
        return git.output(arguments, timeout: Self.timeout).map { output in
            output.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
        }
    }

    /// What differs between a commit and the tree as it is, new files included; nil where git cannot tell.
    package func changes(since commit: String) -> [FileChange]? {
        guard knows(commit), let index = GitUntracked.index(directory: directory, environment: environment) else {
            return nil
        }
        let own = GitCommand(directory: directory, environment: environment, own: index.environment)
        let arguments = [
            "diff", "--raw", "-z", "--no-renames", "--no-ext-diff", "--ignore-submodules=dirty", "--relative",
        ]
        return own.output(arguments + [commit, "--", "."], timeout: Self.timeout).map(Self.changes)
    }

    /// Reads `git diff --raw -z`: `:modes names STATUS`, and the path.
    static func changes(_ raw: [UInt8]) -> [FileChange] {
        var changes: [FileChange] = []
        var parts = raw.split(separator: 0)[...]
        while let head = parts.popFirst(), let path = parts.popFirst() {
            let fields = String(decoding: head, as: UTF8.self).split(separator: " ")
            guard fields.count >= 5 else { continue }
            let kind: FileChange.Kind =
                switch fields[4].first {
                case "A": .added
                case "D": .deleted
                default: .modified
                }
            let content: FileChange.Content =
                fields[1] == "120000" || fields[0] == ":120000" ? .link : fields[1] == "160000" ? .submodule : .text
            changes.append(FileChange(path: String(decoding: path, as: UTF8.self), kind: kind, content: content))
        }
        return changes
    }

    /// The files that git keeps, or would: what people write; nil where git cannot tell.
    package var sources: [String]? {
        git.output(["ls-files", "--cached", "--others", "--exclude-standard", "-z"], timeout: Self.timeout).map {
            output in
            output.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
        }
    }

    /// A commit with the files that it touches.
    package struct Commit: Sendable, Hashable {
        package var author: String
        /// Seconds since 1970.
        package var time: Double
        package var files: [String]
    }

    /// The last commits, newest first, merges left out; empty where git cannot tell.
    package func commits(atMost count: Int) -> [Commit] {
        let arguments = [
            "log", "--no-color", "--no-merges", "--no-renames", "--name-only", "--relative", "-n", "\(count)",
        ]
        guard let log = git.output(arguments + ["--format=%x01%ct%x02%ae", "--", "."], timeout: Self.timeout) else {
            return []
        }
        var commits: [Commit] = []
        for line in log.split(separator: 0x0A) {
            if line.first == 1 {
                let parts = line.dropFirst().split(separator: 2, omittingEmptySubsequences: false)
                let text = { (part: ArraySlice<UInt8>?) in part.map { String(decoding: $0, as: UTF8.self) } ?? "" }
                commits.append(Commit(author: text(parts.last), time: Double(text(parts.first)) ?? 0, files: []))
            } else if !commits.isEmpty, let path = GitPath.text(line) {
                commits[commits.count - 1].files.append(path)
            }
        }
        return commits
    }

    /// Where the directory lies in its repository, with a slash behind it; empty for the repository itself.
    package var prefix: String { git.line(["rev-parse", "--show-prefix"]) ?? "" }
}
