/// A node of a configuration file: text is text, never guessed to be a number, a date or a truth value.
package struct YAMLNode: Sendable {
    /// What a node holds; aliases are resolved and merge keys applied.
    package indirect enum Content: Sendable {
        case scalar(String, Style)
        case mapping([Entry])
        case list([YAMLNode])
    }

    /// One key with its value; `key` is a scalar node whose text is `name`.
    package struct Entry: Sendable {
        var key: YAMLNode
        var name: String
        var value: YAMLNode
    }

    /// How a scalar is written, which decides where its text starts.
    package enum Style: Sendable {
        case plain, singleQuoted, doubleQuoted, block
    }

    /// Dense from 0 over all files of one load, for the ledger.
    let id: Int
    let place: Place
    let content: Content

    /// Whether nothing is written where a value belongs: an empty value, `~` or `null`.
    var isMissing: Bool {
        if case .scalar(let text, .plain) = content { text.isEmpty || text == "~" || text == "null" } else { false }
    }

    /// The node as a noun for messages.
    var noun: String {
        switch content {
        case .scalar: isMissing ? "nothing" : "a text"
        case .mapping: "a mapping"
        case .list: "a list"
        }
    }

    /// How many characters a caret below the node underlines.
    var length: Int {
        guard case .scalar(let text, let style) = content else { return 1 }
        switch style {
        case .plain: return text.contains("\n") ? 1 : max(1, text.unicodeScalars.count)
        case .singleQuoted, .doubleQuoted: return text.contains("\n") ? 1 : text.unicodeScalars.count + 2
        case .block: return 1
        }
    }
}
