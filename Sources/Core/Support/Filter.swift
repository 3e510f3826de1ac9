/// The one filter language of the program: words that must all hold, as in `s:failed @unit !slow "two words"`.
///
/// `docs/running.md` has its grammar. Every text is a filter: what is no key is looked for as it stands. Case says nothing.
package struct Filter: Sendable, Hashable {
    /// One word of a filter.
    package struct Term: Sendable, Hashable {
        package enum Key: Sendable, Hashable {
            /// Looked for in the names of the thing.
            case text
            /// `@unit`: one of its tags.
            case tag
            /// `suite:api`: a property of it, the name in lower case.
            case named(String)
        }

        package var isNegated: Bool
        package var key: Key
        /// In lower case, never empty.
        package var text: String
    }

    package let terms: [Term]

    package init(_ text: String) {
        var reader = Reader(rest: Array(text)[...])
        terms = reader.terms()
    }

    /// Whether a word is meant as a filter where names may stand too: it begins with `!`, `@`, `"` or `s:`.
    package static func isFilter(_ word: String) -> Bool {
        guard let first = word.first else { return false }
        return "!@\"".contains(first) || word.hasPrefix("s:")
            || word.contains(" ") && word.contains { "!@\"".contains($0) }
    }

    /// Whether all words of the filter hold for a thing.
    package func matches(_ subject: Subject) -> Bool {
        terms.allSatisfy { subject.has($0) != $0.isNegated }
    }

    /// What a filter is held against: a step, a test, a run.
    package struct Subject: Sendable, Hashable {
        /// What plain words are looked for in: the name first.
        package var texts: [String]
        /// Words for how it ended, such as `failed`; `s:` means the beginning of any of them.
        package var states: [String]
        package var tags: [String]
        /// By the key that a filter names it with.
        package var fields: [String: String]

        package init(
            _ texts: [String],
            states: [String] = [],
            tags: [String] = [],
            fields: [String: String] = [:]
        ) {
            self.texts = texts
            self.states = states
            self.tags = tags
            self.fields = fields
        }

        fileprivate func has(_ term: Term) -> Bool {
            switch term.key {
            case .text: return texts.contains { Self.holds($0, term.text) }
            case .tag: return tags.contains { Self.holds($0, term.text) }
            case .named(let key) where ["s", "status", "state"].contains(key):
                let wanted = term.text.split(separator: ",")
                return states.contains { state in wanted.contains { state.lowercased().hasPrefix($0) } }
            case .named(let key):
                if let field = fields[key] { return Self.holds(field, term.text) }
                return texts.contains { Self.holds($0, "\(key):\(term.text)") }
            }
        }

        /// A part of the text, or with `*` or `?` a pattern of all of it.
        private static func holds(_ text: String, _ wanted: String) -> Bool {
            let text = text.lowercased()
            return wanted.contains { $0 == "*" || $0 == "?" } ? Glob(wanted).matches(text) : text.contains(wanted)
        }
    }
}

/// Cuts a line into terms.
private struct Reader {
    var rest: ArraySlice<Character>

    mutating func terms() -> [Filter.Term] {
        var terms: [Filter.Term] = []
        while let term = next() {
            if !term.text.isEmpty { terms.append(term) }
        }
        return terms
    }

    /// One term, which may be empty; nil at the end.
    private mutating func next() -> Filter.Term? {
        rest = rest.drop(while: \.isWhitespace)
        guard !rest.isEmpty else { return nil }
        var term = Filter.Term(isNegated: false, key: .text, text: "")
        if rest.first == "!" {
            term.isNegated = true
            rest.removeFirst()
        }
        if rest.first == "@" {
            term.key = .tag
            rest.removeFirst()
        } else if let key = key() {
            term.key = .named(key)
        }
        term.text = text().lowercased()
        return term
    }

    /// A word of letters, digits and `_` before a colon that something follows.
    private mutating func key() -> String? {
        let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        let behind = rest[word.endIndex...]
        guard !word.isEmpty, behind.first == ":", let following = behind.dropFirst().first, !following.isWhitespace
        else {
            return nil
        }
        rest = behind.dropFirst()
        return String(word).lowercased()
    }

    private mutating func text() -> String {
        guard rest.first == "\"" else {
            let word = rest.prefix { !$0.isWhitespace }
            rest = rest[word.endIndex...]
            return String(word)
        }
        let quoted = rest.dropFirst().prefix { $0 != "\"" }
        // A quote that nobody closes reaches to the end.
        rest = rest[quoted.endIndex...].dropFirst()
        return String(quoted)
    }
}
