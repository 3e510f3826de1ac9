/// How much data is wanted: `1000`, `10M_records`, `50GB`.
package enum Volume {
    private static let magnitudes: [Character: UInt64] = [
        "k": 1_000, "K": 1_000, "M": 1_000_000, "G": 1_000_000_000, "B": 1_000_000_000, "T": 1_000_000_000_000,
    ]

    /// nil where the text is no number of records.
    package static func rows(_ text: String) -> UInt64? {
        var text = text[...]
        for ending in ["_records", "_rows", " records", " rows"] where text.hasSuffix(ending) {
            text = text.dropLast(ending.count)
        }
        guard let last = text.last else { return nil }
        if let factor = magnitudes[last] { return scaled(text.dropLast(), factor) }
        return UInt64(text.filter { $0 != "_" })
    }

    /// nil where the text is no amount of bytes.
    package static func bytes(_ text: String) -> UInt64? {
        guard text.hasSuffix("B"), let magnitude = text.dropLast().last else { return nil }
        if magnitude == "i", let binary = text.dropLast(2).last, let power = "KMGT".firstIndex(of: binary) {
            let exponent = "KMGT".distance(from: "KMGT".startIndex, to: power) + 1
            return scaled(text.dropLast(3), 1 << (10 * UInt64(exponent)))
        }
        guard let factor = magnitudes[magnitude], magnitude != "B" else { return nil }
        return scaled(text.dropLast(2), factor)
    }

    private static func scaled(_ digits: Substring, _ factor: UInt64) -> UInt64? {
        let digits = digits.filter { $0 != "_" && $0 != " " }
        guard digits.first.map({ $0.isNumber || $0 == "." }) ?? false, let number = Double(digits), number.isFinite
        else {
            return nil
        }
        let product = number * Double(factor)
        return product < 1e18 ? UInt64(product) : .max
    }
}
