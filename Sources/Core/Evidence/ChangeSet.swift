/// What a change does to the project's files: the judged tree against the commit that it started from.
package struct ChangeSet: Sendable, Equatable {
    /// What the tree is compared with, in words: `origin/main at 1a2b3c4d5e`.
    package var base: String
    /// Changed files, sorted by path; a file whose change holds no line (a move, a mode) is listed too.
    package var files: [FileChange]

    package init(base: String, files: [FileChange] = []) {
        self.base = base
        self.files = files.sorted { $0.path < $1.path }
    }

    /// Lines that the change adds, over all files.
    package var addedLines: Int { files.reduce(0) { $0 + $1.addedLines } }

    /// Lines that the change removes, by the path that a file had at the base.
    ///
    /// A removed file counts with all its lines, a moved one with those that are gone.
    package var removedLines: [String: [ClosedRange<UInt32>]] {
        Dictionary(files.filter { !$0.removed.isEmpty }.map { ($0.oldPath ?? $0.path, $0.removed) }) { $0 + $1 }
    }
}

/// What a change does to one file; line numbers begin at 1, ranges are sorted and do not touch.
package struct FileChange: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable {
        case added
        case modified
        case deleted
        case renamed
        case copied
    }

    /// What the file is; only texts have lines.
    package enum Content: String, Sendable, Hashable {
        case text
        case binary
        case link
        case submodule
    }

    /// Where the file is now, relative to the project's root; of a deleted one, where it was.
    package var path: String
    /// Where the file was at the base, if elsewhere.
    package var oldPath: String?
    package var kind: Kind
    package var content: Content
    /// Added and changed lines, as the file numbers them now.
    package var added: [ClosedRange<UInt32>]
    /// Those of `added` that hold nothing but white space, or in Go a comment alone.
    package var blank: [ClosedRange<UInt32>]
    /// Those of `added` that begin a statement, as far as one line tells: every tool measures these.
    package var statements: [ClosedRange<UInt32>]
    /// Removed and changed lines, as the file numbered them at the base.
    package var removed: [ClosedRange<UInt32>]
    /// When the file got what it holds, in seconds since 1970: when it was written, or committed where that was earlier.
    package var changed: Double?

    package init(
        path: String,
        oldPath: String? = nil,
        kind: Kind = .modified,
        content: Content = .text,
        added: [ClosedRange<UInt32>] = [],
        blank: [ClosedRange<UInt32>] = [],
        statements: [ClosedRange<UInt32>] = [],
        removed: [ClosedRange<UInt32>] = [],
        changed: Double? = nil
    ) {
        self.path = path
        self.oldPath = oldPath
        self.kind = kind
        self.content = content
        self.added = added
        self.blank = blank
        self.statements = statements
        self.removed = removed
        self.changed = changed
    }

    package var addedLines: Int { added.reduce(0) { $0 + $1.count } }
}
