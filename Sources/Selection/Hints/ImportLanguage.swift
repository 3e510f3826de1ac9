/// A language whose import lines can be read without parsing the rest.
package enum ImportLanguage: String, Sendable, Hashable, CaseIterable {
    case python
    case javaScript
    case java
    case go
    case c
    case cSharp
    case ruby
    case php
    case rust
    case swift
    case shell

    /// By the ending of the file's name; nil where no lexer knows it.
    package init?(path: String) {
        guard let dot = path.lastIndex(of: "."), !path[dot...].contains("/") else { return nil }
        guard let language = Self.endings[path[path.index(after: dot)...].lowercased()] else { return nil }
        self = language
    }

    private static let endings: [String: ImportLanguage] = [
        "py": .python, "pyi": .python, "js": .javaScript, "jsx": .javaScript, "mjs": .javaScript, "cjs": .javaScript,
        "ts": .javaScript, "tsx": .javaScript, "mts": .javaScript, "cts": .javaScript, "vue": .javaScript,
        "svelte": .javaScript, "java": .java, "kt": .java, "kts": .java, "scala": .java, "groovy": .java, "go": .go,
        "c": .c, "h": .c, "cc": .c, "cpp": .c, "cxx": .c, "hpp": .c, "hh": .c, "hxx": .c, "m": .c, "mm": .c,
        "cs": .cSharp, "rb": .ruby, "php": .php, "rs": .rust, "swift": .swift, "sh": .shell, "bash": .shell,
    ]

    /// Whether files of one folder belong together without naming each other.
    package var sharesFolder: Bool {
        switch self {
        case .go, .java, .swift, .cSharp: true
        case .python, .javaScript, .c, .ruby, .php, .rust, .shell: false
        }
    }
}

/// What a line of a file imports, as it is written.
package enum ImportedName: Sendable, Hashable {
    /// A path relative to the folder of the file: `./pay`, `../util.h`.
    case relative(String)
    /// The end of a path, with slashes: `shop/pay`, of `import shop.pay`.
    case suffix(String)
    /// All that lies in a folder with this end of its path.
    case folder(String)
}
