import Core

/// Reads what `git diff --unified=0` prints, piece by piece: only which lines changed is kept, never the text.
///
/// Prefixes are `a/` and `b/`. A hunk says how many lines it has, so that no line of a file is taken for a header.
struct GitDiffReader {
    /// The files that are complete.
    private(set) var files: [FileChange] = []
    /// What is no diff, with the line that shows it; nothing is read behind it.
    private(set) var problem: String?
    private var header: [UInt8] = []
    private var section: GitDiffSection?
    private var hunk = Hunk()
    private var line: Line?

    /// What is left of the hunk being read.
    private struct Hunk {
        var removed = 0
        var added = 0
        /// The number that the next added line has.
        var next: UInt32 = 0
    }

    /// A line of a file, of which only this is looked at.
    private struct Line {
        var mark: UInt8
        /// The text behind the white space at its beginning, as far as it is looked at.
        var text: [UInt8] = []
    }

    /// Two paths of 4 KiB with every byte quoted, and then some.
    private static let headerLimit = 1 << 16

    mutating func read(_ piece: UnsafeRawBufferPointer) {
        var start = 0
        while start < piece.count, problem == nil {
            let end = piece[start...].firstIndex(of: 0x0A)
            take(UnsafeRawBufferPointer(rebasing: piece[start..<(end ?? piece.count)]))
            if end != nil { endLine() }
            start = (end ?? piece.count) + 1
        }
    }

    /// The whole change; nil where the output is no diff, or ends within a hunk.
    mutating func finish() -> [FileChange]? {
        if line != nil || !header.isEmpty { endLine() }
        if hunk.removed > 0 || hunk.added > 0 { problem = problem ?? "it ends within a hunk" }
        endSection()
        return problem == nil ? files : nil
    }

    /// Takes a part of a line: of one in a hunk as text of the file, of any other as header.
    private mutating func take(_ part: UnsafeRawBufferPointer) {
        guard !part.isEmpty else { return }
        if line != nil { return look(part) }
        guard header.isEmpty, hunk.removed > 0 || hunk.added > 0 else {
            header.append(contentsOf: part)
            if header.count > Self.headerLimit { problem = "a header of more than \(Self.headerLimit) bytes" }
            return
        }
        line = Line(mark: part[0])
        look(UnsafeRawBufferPointer(rebasing: part[1...]))
    }

    private mutating func look(_ text: UnsafeRawBufferPointer) {
        if let known = line?.text, known.count < CodeLine.limit {
            // A zero byte is half of a character in UTF-16.
            let start = known.isEmpty ? text.firstIndex { $0 > 0x20 } : 0
            if let start { line?.text += text[start...].prefix(CodeLine.limit - known.count) }
        }
        if section?.isBinary == false, text.contains(0) { section?.isBinary = true }
    }

    private mutating func endLine() {
        if let line {
            self.line = nil
            endContent(line)
        } else if !header.isEmpty {
            endHeader(header)
            header.removeAll(keepingCapacity: true)
        }
    }

    private mutating func endContent(_ line: Line) {
        switch line.mark {
        case UInt8(ascii: "-") where hunk.removed > 0: hunk.removed -= 1
        case UInt8(ascii: "+") where hunk.added > 0:
            section?.addLine(hunk.next, line.text)
            hunk.added -= 1
            hunk.next &+= 1
        // `\ No newline at end of file`
        case UInt8(ascii: "\\"): break
        default: problem = "a line within a hunk begins with neither + nor -"
        }
    }

    private mutating func endHeader(_ text: [UInt8]) {
        if text.starts(with: "diff --git ".utf8) {
            endSection()
            section = GitDiffSection(pair: text.dropFirst(11))
        } else if text.starts(with: "@@ ".utf8) {
            guard section != nil, let ranges = GitHunkHeader(text) else {
                problem = "'\(String(decoding: text.prefix(60), as: UTF8.self))' is no head of a hunk"
                return
            }
            section?.add(ranges)
            hunk = Hunk(removed: ranges.removed.count, added: ranges.added.count, next: ranges.added.start)
        } else {
            section?.readHeader(text[...])
        }
    }

    private mutating func endSection() {
        guard let section else { return }
        self.section = nil
        guard let file = section.file else {
            problem = problem ?? "a file without a name"
            return
        }
        // A file that becomes a link, or the other way round, is shown as removed and made anew.
        if let last = files.last, last.path == file.path, last.kind == .deleted, file.kind == .added {
            files[files.count - 1] = file
            files[files.count - 1].kind = .modified
            files[files.count - 1].removed = last.removed
        } else {
            files.append(file)
        }
    }
}
