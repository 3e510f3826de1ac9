/// Who answers for which file: a CODEOWNERS file, as GitHub reads it; the sections of GitLab are understood too.
///
/// The last rule that matches a file decides. In a file with sections each section decides for itself, and all owners
/// count. A rule without owners takes them away.
package struct CodeOwners: Sendable, Equatable {
    private struct Rule: Sendable, Equatable {
        var pattern: OwnerPattern
        var owners: [String]
    }

    /// By section; a file without sections has one.
    private var sections: [[Rule]] = [[]]

    package init(_ text: String) {
        var names: [String: Int] = [:]
        var current = 0
        var inherited: [String] = []
        let lines = text.split(whereSeparator: \.isNewline).map(Self.words)
        let hasSections = lines.contains { Self.section($0) != nil }
        for words in lines {
            if let section = Self.section(words) {
                current = names[section.name] ?? sections.count
                if current == sections.count { sections.append([]) }
                names[section.name] = current
                inherited = section.owners
            } else if let first = words.first {
                let isExclusion = hasSections && first.hasPrefix("!")
                let own = Array(words.dropFirst())
                sections[current].append(
                    Rule(
                        pattern: OwnerPattern(isExclusion ? String(first.dropFirst()) : first, floats: hasSections),
                        owners: isExclusion ? [] : own.isEmpty ? inherited : own
                    )
                )
            }
        }
    }

    /// The owners of a file, by its path relative to the root; empty where nobody is named.
    package func owners(of path: String) -> [String] {
        var owners: [String] = []
        let parts = Set(path.split(separator: "/"))
        for rules in sections {
            guard let rule = rules.last(where: { $0.pattern.matches(path, parts) }) else { continue }
            for owner in rule.owners where !owners.contains(owner) { owners.append(owner) }
        }
        return owners
    }

    /// How many rules there are, which is what finding an owner costs.
    var ruleCount: Int { sections.reduce(0) { $0 + $1.count } }

    /// Words between white space; a backslash keeps a space in its word, `#` begins a remark.
    private static func words(_ line: Substring) -> [String] {
        var words: [String] = []
        var word = ""
        var isEscaped = false
        for character in line {
            if isEscaped {
                word += "\\" + String(character)
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else if character.isWhitespace {
                if !word.isEmpty { words.append(word) }
                word = ""
            } else if character == "#", word.isEmpty {
                return words
            } else {
                word.append(character)
            }
        }
        if !word.isEmpty { words.append(word) }
        return words
    }

    /// The head of a section: `[Name][2] @owner`, `^[Name]`; names are the same in any case.
    private static func section(_ words: [String]) -> (name: String, owners: [String])? {
        guard let first = words.first, first.hasPrefix("[") || first.hasPrefix("^[") else { return nil }
        let line = words.joined(separator: " ")
        guard let open = line.firstIndex(of: "["), let close = line[open...].firstIndex(of: "]") else { return nil }
        var rest = line[line.index(after: close)...]
        if rest.hasPrefix("["), let end = rest.firstIndex(of: "]") { rest = rest[rest.index(after: end)...] }
        let name = line[line.index(after: open)..<close].lowercased()
        return (name, rest.split(separator: " ").map(String.init))
    }
}

/// A pattern of a CODEOWNERS file: those of `.gitignore`, without `!` and sets.
struct OwnerPattern: Sendable, Equatable {
    private let globs: [Glob]
    /// A folder or file that the path must go through: most rules are told by it at once.
    private let part: Substring?
    /// What a folder or file of the path must end in: `.js` of `*.js`; empty where the pattern does not say.
    private let tail: Substring

    /// A pattern with a slash in its middle begins at the root, or, where it `floats`, at any folder, as GitLab has it.
    init(_ pattern: String, floats: Bool) {
        var text = pattern
        let isRooted = text.hasPrefix("/")
        if isRooted { text.removeFirst() }
        let isFolder = text.hasSuffix("/")
        if isFolder { text.removeLast() }
        let isAnchored = isRooted || (!floats && text.contains("/"))
        // Braces mean nothing here, and a glob would take them for alternatives.
        let quoted = text.map { "{}[]".contains($0) ? "\\\($0)" : String($0) }.joined()
        let base = isAnchored || quoted.hasPrefix("**/") ? quoted : "**/\(quoted)"
        part = text.split(separator: "/").first { part in !part.contains { "*?[]{}\\".contains($0) } }
        let end = text.split(separator: "/").last ?? ""
        tail =
            end.contains { "?[]{}\\".contains($0) }
            ? "" : end[(end.lastIndex(of: "*").map(end.index(after:)) ?? end.startIndex)...]
        let last = quoted.split(separator: "/").last ?? ""
        if text.isEmpty {
            globs = [Glob("**")]
        } else if isFolder {
            globs = [Glob("\(base)/**")]
        } else if last.contains("*"), isAnchored {
            // `docs/*` is the files of the folder, not those of folders in it.
            globs = [Glob(base)]
        } else {
            globs = [Glob(base), Glob("\(base)/**")]
        }
    }

    /// Whether a file is meant, by its path relative to the root and the `parts` of it.
    func matches(_ path: String, _ parts: Set<Substring>) -> Bool {
        if let part, !parts.contains(part) { return false }
        if !tail.isEmpty, !parts.contains(where: { $0.utf8.suffix(tail.utf8.count).elementsEqual(tail.utf8) }) {
            return false
        }
        return globs.contains { $0.matches(path) }
    }
}
