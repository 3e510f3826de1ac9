/// Who had a hand in a change, as git tells it.
package struct GitMakers {
    /// Somebody named by a commit.
    package struct Maker: Sendable, Hashable {
        /// `author`, `committer` or `co-author`.
        package var part: String
        package var name: String
        package var email: String
    }

    private static let limit = 5_000

    private let git: GitCommand

    package init(directory: String, environment: [String: String]) {
        git = GitCommand(directory: directory, environment: environment)
    }

    /// Everyone who wrote, committed or helped with the commits since a base; nil where git does not tell.
    ///
    /// Without a base, with what the commit itself brought.
    package func makers(of commit: String, since base: String?) -> [Maker]? {
        let parent = git.line(["rev-parse", "--verify", "--quiet", "--end-of-options", "\(commit)^1"])
        if let base, base != commit, let found = makers(in: "\(base)..\(commit)") { return found }
        return makers(in: parent.map { "\($0)..\(commit)" } ?? commit)
    }

    private func makers(in range: String) -> [Maker]? {
        let format = "--format=%an%x1f%ae%x1f%cn%x1f%ce%x1f%(trailers:key=Co-authored-by,valueonly,separator=%x1e)%x1d"
        let arguments = ["log", "--max-count=\(Self.limit)", format, range, "--"]
        guard let output = git.output(arguments, timeout: .seconds(30)) else { return nil }
        var makers: [Maker] = []
        for record in String(decoding: output, as: UTF8.self).split(separator: "\u{1D}") {
            let fields = record.drop { $0.isNewline }
                .split(separator: "\u{1F}", omittingEmptySubsequences: false).map(String.init)
            guard fields.count == 5 else { continue }
            makers.append(Maker(part: "author", name: fields[0], email: fields[1]))
            makers.append(Maker(part: "committer", name: fields[2], email: fields[3]))
            for helper in fields[4].split(separator: "\u{1E}") {
                let parts = helper.split(separator: "<", maxSplits: 1).map(String.init)
                let name = (parts.first ?? "").split(whereSeparator: \.isWhitespace).joined(separator: " ")
                let email = parts.count > 1 ? String(parts[1].prefix { $0 != ">" }) : ""
                makers.append(Maker(part: "co-author", name: name, email: email))
            }
        }
        // A commit without any author is none that git would show.
        guard !makers.isEmpty else { return nil }
        var seen: Set<Maker> = []
        return makers.filter { seen.insert($0).inserted }
    }
}
