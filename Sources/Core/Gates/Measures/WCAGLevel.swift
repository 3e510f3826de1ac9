/// A level of conformance of the Web Content Accessibility Guidelines; a higher one includes the lower ones.
enum WCAGLevel: String, Comparable, CaseIterable {
    case a = "A"
    case aa = "AA"
    case aaa = "AAA"

    /// The level of a rule, by its tag: `wcag2a`, `wcag21aa`, `wcag22aa`; obsolete rules and single criteria have none.
    init?(tag: String) {
        guard tag.hasPrefix("wcag2") else { return nil }
        let suffix = tag.dropFirst(5).drop { ("0"..."9").contains($0) }
        guard let level = Self(rawValue: suffix.uppercased()), suffix == suffix.lowercased() else { return nil }
        self = level
    }

    static func < (left: Self, right: Self) -> Bool { left.rawValue.count < right.rawValue.count }
}
