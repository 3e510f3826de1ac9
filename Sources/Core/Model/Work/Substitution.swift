/// What stands in braces in a step, and what it stands for: the one form of placeholder.
///
/// A name is one of the roots, or a root with a part: `{unit}`, `{matrix.browser}`. What has a `$` in front of it is the
/// shell's, `{{unit}}` is the text `{unit}`, and braces around anything else are text.
package struct Substitution: Sendable, Hashable {
    /// What a placeholder may begin with, and whether a part follows.
    package enum Root: String, Sendable, Hashable, CaseIterable {
        /// The tests of a work unit: an argument of its own, which becomes as many as there are tests.
        case tests
        /// The work unit, as a part of a file name.
        case unit
        /// A value of a matrix's cell: `{matrix.browser}`.
        case matrix
        case services
        case secrets

        package var hasPart: Bool {
            switch self {
            case .tests, .unit: false
            case .matrix, .services, .secrets: true
            }
        }
    }

    /// Which words in braces are placeholders.
    package enum Names: Sendable, Hashable {
        /// Those that a person may write in a step.
        case roots
        /// Those that have a value, as in the commands of presets.
        case valued
    }

    /// By name without the braces; what is not here stays as it is written.
    package var values: [String: String]
    package var names: Names

    package init(_ values: [String: String] = [:], names: Names = .roots) {
        self.values = values
        self.names = names
    }

    /// The text with every placeholder replaced that has a value.
    package func text(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "{")) else { return text }
        let isName: (Substring) -> Bool =
            switch names {
            case .roots: Self.isRoot
            case .valued: { values[String($0)] != nil }
            }
        return Self.pieces(of: text, isName).map { piece in
            switch piece {
            case .text(let text): text
            case .name(let name): values[name] ?? "{\(name)}"
            case .escaped(let name): values.isEmpty ? "{{\(name)}}" : "{\(name)}"
            }
        }.joined()
    }

    /// The names of the placeholders in a text, in their order.
    package static func names(in text: String) -> [String] {
        guard text.utf8.contains(UInt8(ascii: "{")) else { return [] }
        return pieces(of: text, isRoot).compactMap { if case .name(let name) = $0 { name } else { nil } }
    }

    /// An argument vector in which each argument that is `{tests}` gives way to the tests.
    package static func spliced(_ arguments: [String], tests: [String]) -> [String] {
        arguments.flatMap { $0 == "{tests}" ? tests : [$0] }
    }

    private enum Piece {
        case text(String)
        case name(String)
        case escaped(String)
    }

    private static func pieces(of text: String, _ isName: (Substring) -> Bool) -> [Piece] {
        var pieces: [Piece] = []
        var rest = Substring(text)
        var plain = ""
        while let open = rest.firstIndex(of: "{") {
            let before = rest[..<open]
            let isShell = (before.last ?? plain.last) == "$"
            plain += before
            let inner = rest[rest.index(after: open)...]
            if inner.first == "{", let (name, after) = name(inner.dropFirst(), isName), after.first == "}" {
                pieces += [.text(plain), .escaped(name)]
                (plain, rest) = ("", after.dropFirst())
            } else if !isShell, let (name, after) = name(inner, isName) {
                pieces += [.text(plain), .name(name)]
                (plain, rest) = ("", after)
            } else {
                plain += "{"
                rest = inner
            }
        }
        return pieces + [.text(plain + rest)]
    }

    /// The name that a text begins with, up to a closing brace, and what follows the brace.
    private static func name(_ text: Substring, _ isName: (Substring) -> Bool) -> (name: String, rest: Substring)? {
        let name = text.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" || $0 == ".") }
        guard let end = text[name.endIndex...].first, end == "}", isName(name) else { return nil }
        return (String(name), text[name.endIndex...].dropFirst())
    }

    private static func isRoot(_ name: Substring) -> Bool {
        let parts = name.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let root = parts.first.flatMap({ Root(rawValue: String($0)) }) else { return false }
        return root.hasPart == (parts.count == 2) && (parts.count < 2 || !parts[1].isEmpty)
    }
}
