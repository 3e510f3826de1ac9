import Core

/// What a diff says of one file, gathered line by line.
struct GitDiffSection {
    /// Whether a line of the file holds a zero byte, or git calls the file binary.
    var isBinary = false
    private let pair: ArraySlice<UInt8>
    private var old: String?
    private var new: String?
    private var kind = FileChange.Kind.modified
    private var mode: ArraySlice<UInt8> = []
    private var added: [ClosedRange<UInt32>] = []
    private var blank: [ClosedRange<UInt32>] = []
    private var statements: [ClosedRange<UInt32>] = []
    private var removed: [ClosedRange<UInt32>] = []

    /// - Parameter pair: what stands behind `diff --git `.
    init(pair: ArraySlice<UInt8>) { self.pair = ArraySlice(Array(pair)) }

    mutating func readHeader(_ line: ArraySlice<UInt8>) {
        if let rest = line.behind("new file mode ") {
            kind = .added
            mode = ArraySlice(Array(rest))
        } else if let rest = line.behind("deleted file mode ") {
            kind = .deleted
            mode = ArraySlice(Array(rest))
        } else if let rest = line.behind("new mode ") {
            mode = ArraySlice(Array(rest))
        } else if line.behind("index ") != nil, mode.isEmpty, let space = line.lastIndex(of: 0x20) {
            mode = ArraySlice(Array(line[(space + 1)...]))
        } else if let rest = line.behind("rename from ") {
            (kind, old) = (.renamed, GitPath.text(rest))
        } else if let rest = line.behind("copy from ") {
            (kind, old) = (.copied, GitPath.text(rest))
        } else if let rest = line.behind("rename to ") ?? line.behind("copy to ") {
            new = GitPath.text(rest)
        } else if let rest = line.behind("--- ") {
            old = old ?? GitPath.prefixed(rest, "a/")
        } else if let rest = line.behind("+++ ") {
            new = new ?? GitPath.prefixed(rest, "b/")
        } else if line.behind("Binary files ") != nil || line.behind("GIT binary patch") != nil {
            isBinary = true
        }
    }

    mutating func add(_ hunk: GitHunkHeader) {
        if let lines = hunk.added.lines { Self.append(lines, to: &added) }
        if let lines = hunk.removed.lines { Self.append(lines, to: &removed) }
    }

    /// Looks at an added line, whose beginning behind white space is known: it may hold no code, or begin a statement.
    mutating func addLine(_ line: UInt32, _ text: [UInt8]) {
        // Go's profile calls every line of a block coverable, comments too; other tools know them apart.
        let isComment = text.starts(with: "//".utf8) && new?.hasSuffix(".go") == true
        if text.isEmpty || isComment { Self.append(line...line, to: &blank) }
        if CodeLine.beginsStatement(text) { Self.append(line...line, to: &statements) }
    }

    /// nil where the section names no file.
    var file: FileChange? {
        guard let name = new ?? old ?? GitPath.same(pair) else { return nil }
        var file = FileChange(path: name, kind: kind, content: content(of: name))
        if kind == .renamed || kind == .copied, let old, old != name { file.oldPath = old }
        guard file.content == .text else { return file }
        file.added = added
        file.blank = blank
        file.statements = statements
        file.removed = removed
        return file
    }

    /// A source file in UTF-16, or with a stray zero byte, has lines although git calls it binary.
    private func content(of path: String) -> FileChange.Content {
        if mode.elementsEqual("160000".utf8) { return .submodule }
        if mode.elementsEqual("120000".utf8) { return .link }
        return isBinary && !FileRole.isSource(path) ? .binary : .text
    }

    /// Ranges that touch become one.
    private static func append(_ lines: ClosedRange<UInt32>, to ranges: inout [ClosedRange<UInt32>]) {
        if let last = ranges.last, last.upperBound < .max, last.upperBound + 1 == lines.lowerBound {
            ranges[ranges.count - 1] = last.lowerBound...lines.upperBound
        } else {
            ranges.append(lines)
        }
    }
}

extension ArraySlice<UInt8> {
    /// What stands behind a beginning; nil where the line begins otherwise.
    fileprivate func behind(_ beginning: StaticString) -> ArraySlice<UInt8>? {
        let matches = beginning.withUTF8Buffer { starts(with: $0) }
        return matches ? dropFirst(beginning.utf8CodeUnitCount) : nil
    }
}
