import Core
import Scanning

/// Texts out of a document that says the same again and again: each is made and held once.
struct TextCache {
    private var index = HashIndex()
    /// The bytes of the document that each text was made of; valid as long as the document is.
    private var sources: [Bytes] = []
    private var texts: [String] = []

    /// The text that `make` gives for these bytes, and for no others.
    mutating func text(of bytes: Bytes, _ make: () -> String) -> String {
        var hasher = Hasher()
        hasher.combine(bytes: bytes)
        let place = index.number(of: hasher.finalize(), else: texts.count) { sources[$0].equals(bytes) }
        if place == texts.count {
            sources.append(bytes)
            texts.append(make())
        }
        return texts[place]
    }
}
