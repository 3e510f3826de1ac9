/// Texts, each once: paths and names that are asked for by the hundred thousand.
package struct TextSet: Sendable {
    /// In the order in which they were first given.
    package private(set) var texts: [String] = []
    private var index = HashIndex()

    package init(_ texts: some Sequence<String> = []) {
        for text in texts { insert(text) }
    }

    package mutating func insert(_ text: String) {
        let place = index.number(of: KeyedHash.of(text), else: texts.count) { texts[$0] == text }
        if place == texts.count { texts.append(text) }
    }

    package var isEmpty: Bool { texts.isEmpty }

    package func contains(_ text: String) -> Bool {
        index.number(of: KeyedHash.of(text)) { texts[$0] == text } != nil
    }
}
