/// A list of changed files as somebody else has made it: names one a line, or with a zero byte behind each.
package enum ChangeList {
    /// A longer list is no list of changes.
    package static let limit = 100_000

    /// The names in a text; names that git has put into quotes are taken out of them.
    package static func names(in bytes: [UInt8]) -> [String] {
        let hasZeros = bytes.contains(0)
        return bytes.split(separator: hasZeros ? 0 : 0x0A).compactMap { line in
            var line = line
            if !hasZeros, line.last == 0x0D { line = line.dropLast() }
            guard !line.isEmpty else { return nil }
            let plain = hasZeros ? nil : unquoted(line)
            return String(decoding: plain ?? Array(line), as: UTF8.self)
        }
    }

    /// What stands between quotes, with C's escapes replaced; nil where there are none around the whole.
    private static func unquoted(_ line: ArraySlice<UInt8>) -> [UInt8]? {
        let quote = UInt8(ascii: "\"")
        guard line.count >= 2, line.first == quote, line.last == quote else { return nil }
        var plain: [UInt8] = []
        var rest = line.dropFirst().dropLast()
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\"), let next = rest.popFirst() else {
                plain.append(byte)
                continue
            }
            if (0x30...0x37).contains(next) {
                let digits = [next] + rest.prefix(2)
                rest = rest.dropFirst(2)
                plain.append(UInt8(truncatingIfNeeded: digits.reduce(0) { $0 * 8 + Int($1 &- 0x30) }))
            } else {
                plain.append(escapes[next] ?? next)
            }
        }
        return plain
    }

    private static let escapes: [UInt8: UInt8] = [
        UInt8(ascii: "a"): 0x07, UInt8(ascii: "b"): 0x08, UInt8(ascii: "t"): 0x09, UInt8(ascii: "n"): 0x0A,
        UInt8(ascii: "v"): 0x0B, UInt8(ascii: "f"): 0x0C, UInt8(ascii: "r"): 0x0D,
    ]

    /// Where a name leads: below the project's root, elsewhere in its repository, or out of both.
    package enum Place: Sendable, Hashable {
        case project(String)
        case repository
        case outside
    }

    /// Where a name leads that is relative to the repository, or absolute.
    ///
    /// `root`: absolute path of the project. `prefix`: its folder within the repository, with a slash behind it, or empty.
    /// `exists`: whether a file lies at a path relative to the root.
    package static func place(of name: String, root: String, prefix: String, exists: (String) -> Bool) -> Place {
        var path = name
        if path.hasPrefix("/") {
            guard path.hasPrefix(root + "/") else { return .outside }
            guard let plain = resolved(String(path.dropFirst(root.count + 1))) else { return .outside }
            return .project(plain)
        }
        guard let plain = resolved(path), !plain.isEmpty else { return .outside }
        path = plain
        if path.hasPrefix(prefix), path.count > prefix.count { return .project(String(path.dropFirst(prefix.count))) }
        return exists(path) ? .project(path) : .repository
    }

    /// Without `.` and `..`; nil where it leads out.
    private static func resolved(_ path: String) -> String? {
        var parts: [Substring] = []
        for part in path.split(separator: "/", omittingEmptySubsequences: true) where part != "." {
            guard part == ".." else {
                parts.append(part)
                continue
            }
            guard parts.popLast() != nil else { return nil }
        }
        return parts.joined(separator: "/")
    }
}
