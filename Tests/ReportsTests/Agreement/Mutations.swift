import TestSupport

/// Changes to documents as a broken disk, a cut transfer or a careless tool makes them; seeded, so that each run is the same.
struct Mutations {
    private var random: SeededGenerator

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    private static let signs = Array(#"<>/"'&;=![]-?: #x"#.utf8)

    /// The document with one to four changes: a byte, a sign of the format, a piece of itself, a piece cut out.
    mutating func changed(_ document: [UInt8]) -> [UInt8] {
        var changed = document
        for _ in 0..<(1 + random.below(4)) where !changed.isEmpty {
            let index = random.below(changed.count)
            let end = min(index + 1 + random.below(16), changed.count)
            switch random.below(4) {
            case 0: changed[index] = UInt8(random.below(256))
            case 1: changed[index] = Self.signs[random.below(Self.signs.count)]
            case 2:
                let other = random.below(changed.count)
                changed.replaceSubrange(index..<end, with: changed[other..<min(other + 16, changed.count)])
            default: changed.removeSubrange(index..<end)
            }
        }
        return changed
    }
}
