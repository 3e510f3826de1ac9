/// What a command has said of a file that its sandbox did not let it write.
enum RefusedWrite {
    private static let phrase = "read-only file system"

    /// The path in the first of the lines that tells one, else that line; nil where no line is about it.
    static func path(in lines: [String]) -> String? {
        guard let line = lines.first(where: { $0.lowercased().contains(phrase) }) else { return nil }
        return quoted(line) ?? absolute(line) ?? before(line) ?? line
    }

    /// `[Errno 30] Read-only file system: 'x.txt'`, `cannot touch ‘x’`.
    private static func quoted(_ line: String) -> String? {
        for (open, close) in [("'", "'"), ("\"", "\""), ("‘", "’"), ("`", "'")] as [(Character, Character)] {
            guard let start = line.lastIndex(of: close), open != close || start != line.startIndex else { continue }
            let head = line[..<start]
            guard let first = head.lastIndex(of: open) else { continue }
            let text = head[head.index(after: first)...]
            if !text.isEmpty { return String(text) }
        }
        return nil
    }

    private static func absolute(_ line: String) -> String? {
        line.split(whereSeparator: \.isWhitespace).first { $0.hasPrefix("/") && $0.count > 1 }
            .map { $0.hasSuffix(":") ? String($0.dropLast()) : String($0) }
    }

    /// `sh: 1: cannot create x.txt: Read-only file system`.
    private static func before(_ line: String) -> String? {
        guard let range = line.lowercased().firstRange(of: ": \(phrase)") else { return nil }
        let count = line.lowercased()[..<range.lowerBound].count
        return line.prefix(count).split(whereSeparator: \.isWhitespace).last.map(String.init)
    }
}
