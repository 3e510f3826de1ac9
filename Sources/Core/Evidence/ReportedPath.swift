/// A path as some tool wrote it, in the one shape that is looked up: `/` between segments, no `.` and no `..`.
struct ReportedPath: Sendable, Hashable {
    /// A drive, or what begins with a slash; an absolute path keeps its slash.
    let isAbsolute: Bool
    let text: String

    init(_ path: String) {
        var bytes = Array(path.utf8.map { $0 == UInt8(ascii: "\\") ? UInt8(ascii: "/") : $0 })[...]
        if bytes.starts(with: "file://".utf8) { bytes = bytes.dropFirst(7) }
        // `\\?\C:\x`: how Windows writes a long path.
        if bytes.starts(with: "//?/".utf8) { bytes = bytes.dropFirst(4) }
        // `file:///C:/x`: the slash in front of a drive is no part of the path.
        if bytes.first == UInt8(ascii: "/"), Self.isDrive(bytes.dropFirst()) { bytes = bytes.dropFirst() }
        let begins = bytes.first == UInt8(ascii: "/") || Self.isDrive(bytes)
        var parts: [ArraySlice<UInt8>] = []
        for part in bytes.split(separator: UInt8(ascii: "/")) {
            if part.elementsEqual(".".utf8) { continue }
            // What climbs out of where the tool stood cannot be followed: the rest is looked up.
            if part.elementsEqual("..".utf8) { _ = parts.popLast() } else { parts.append(part) }
        }
        let joined = Array(parts.joined(separator: [UInt8(ascii: "/")]))
        isAbsolute = begins
        text = (begins ? "/" : "") + String(decoding: joined, as: UTF8.self)
    }

    /// The last segment.
    var name: String { text.split(separator: "/").last.map(String.init) ?? text }

    /// What the path says without quotation marks, a query (`a.vue?type=script`) and escapes (`with%20space`), as tools that
    /// write addresses have them; nil where it has none.
    var unescaped: ReportedPath? {
        var bytes = Array(text.utf8)[...]
        let quote = UInt8(ascii: "\"")
        if bytes.count > 2, bytes.first == quote, bytes.last == quote { bytes = bytes.dropFirst().dropLast() }
        let query = bytes.firstIndex(of: UInt8(ascii: "?"))
        // Only a name can have one.
        if let query, query > bytes.startIndex, bytes[query - 1] != UInt8(ascii: "/") { bytes = bytes[..<query] }
        var plain: [UInt8] = []
        while let byte = bytes.popFirst() {
            let digits = bytes.prefix(2)
            if byte == UInt8(ascii: "%"), digits.count == 2,
                let decoded = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
            {
                plain.append(decoded)
                bytes = bytes.dropFirst(2)
            } else {
                plain.append(byte)
            }
        }
        guard !plain.isEmpty, !plain.elementsEqual(text.utf8) else { return nil }
        return ReportedPath(String(decoding: plain, as: UTF8.self))
    }

    private static func isDrive(_ bytes: ArraySlice<UInt8>) -> Bool {
        let head = Array(bytes.prefix(3))
        return head.count >= 2 && head[1] == UInt8(ascii: ":") && (0x61...0x7A).contains(head[0] | 0x20)
            && (head.count == 2 || head[2] == UInt8(ascii: "/"))
    }

    /// The path behind each of its slashes, the longest first; a relative path itself is the first.
    var endings: [Substring] {
        var endings: [Substring] = isAbsolute ? [] : [text[...]]
        for index in text.indices where text[index] == "/" { endings.append(text[text.index(after: index)...]) }
        return endings
    }

    /// What stands behind a beginning that ends where a segment does; nil where the path begins otherwise.
    func behind(_ beginning: String) -> String? {
        guard !beginning.isEmpty, text.utf8.starts(with: beginning.utf8) else { return nil }
        let rest = text.utf8.dropFirst(beginning.utf8.count)
        if beginning.utf8.last == UInt8(ascii: "/") { return String(Substring(rest)) }
        return rest.first == UInt8(ascii: "/") ? String(Substring(rest.dropFirst())) : nil
    }

    /// Whether the path is clearly that of a library or of a tool's own, and of no file of the project.
    var isForeign: Bool {
        if text.hasPrefix("<") || text.hasPrefix("node:") { return true }
        if isAbsolute, Self.foreignRoots.contains(where: { behind($0) != nil }) { return true }
        return text.split(separator: "/").dropLast().contains { Self.foreignFolders.contains($0) }
    }

    private static let foreignFolders: Set<Substring> = [
        "site-packages", "dist-packages", "node_modules", ".cargo", ".rustup", ".nuget", ".m2", ".gradle", ".venv",
        ".build", "DerivedData", "Pods",
    ]

    private static let foreignRoots = [
        "/usr/lib", "/usr/lib64", "/usr/include", "/usr/share", "/usr/local/lib", "/usr/local/include",
        "/usr/local/go", "/lib", "/rustc", "/nix/store", "/opt/homebrew", "/Library", "/System", "/Applications",
    ]
}
