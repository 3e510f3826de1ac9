/// Shifts the decimal point of a double exactly, and prints doubles the shortest way that reads back.
enum DecimalScaling {
    /// `number` times ten to the `power`, rounded once: 99.9 by -2 is the double that `0.999` reads as.
    static func scaled(_ number: Double, byTenTo power: Int) -> Double {
        guard power != 0, number.isFinite, number != 0 else { return number }
        let text = number.description
        guard let mark = text.firstIndex(of: "e") else { return Double("\(text)e\(power)") ?? .nan }
        guard let exponent = Int(text[text.index(after: mark)...]) else { return .nan }
        return Double("\(text[..<mark])e\(exponent + power)") ?? .nan
    }

    /// The shortest digits that read back as `number`, without a trailing `.0`.
    static func text(_ number: Double) -> String {
        let text = number.description
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
