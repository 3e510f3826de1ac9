/// What checks of a table say of one column: bounds, and words of a list.
struct CheckBounds {
    private var least: Double?
    private var most: Double?
    private var isOpenBelow = false
    private var isOpenAbove = false
    private(set) var words: [String] = []

    init(_ column: String, _ checks: [String]) {
        for check in checks {
            let tokens = Self.tokens(check)
            for (place, token) in tokens.enumerated() where token == column {
                read(tokens[(place + 1)...].prefix(60))
            }
        }
    }

    private mutating func read(_ rest: ArraySlice<String>) {
        var index = rest.startIndex
        // `status::text = ANY (ARRAY['a'::text, …])`
        while index < rest.endIndex, ["::", "text", "character", "varying", "numeric", "integer"].contains(rest[index])
        { index += 1 }
        guard index + 1 < rest.endIndex else { return }
        let (sign, value) = (rest[index], rest[index + 1])
        if sign == "=", value.uppercased() == "ANY" {
            for word in rest[(index + 2)...] {
                if word == "]" { break }
                if word.hasPrefix("'") { words.append(String(word.dropFirst())) }
            }
            return
        }
        guard let number = Double(value.hasPrefix("'") ? String(value.dropFirst()) : value) else { return }
        switch sign {
        case ">=", ">": (least, isOpenBelow) = (number, sign == ">")
        case "<=", "<": (most, isOpenAbove) = (number, sign == "<")
        default: break
        }
    }

    /// The range that fits the checks and, where they say nothing, these bounds.
    func range(_ low: Double, _ high: Double, step: Double) -> (Double, Double) {
        let first = least.map { isOpenBelow ? $0 + step : $0 } ?? min(low, most ?? low)
        let last = most.map { isOpenAbove ? $0 - step : $0 } ?? max(high, first + step)
        return (first, max(first, last))
    }

    /// Names, numbers, texts (with a quote in front), and signs.
    private static func tokens(_ text: String) -> [String] {
        var tokens: [String] = []
        var characters = Array(text)[...]
        while let first = characters.first {
            if first == "'" {
                let word = characters.dropFirst().prefix { $0 != "'" }
                tokens.append("'" + String(word))
                characters = characters.dropFirst(word.count + 2)
            } else if first == "\"" {
                let word = characters.dropFirst().prefix { $0 != "\"" }
                tokens.append(String(word))
                characters = characters.dropFirst(word.count + 2)
            } else if first.isLetter || first == "_" || first.isNumber || first == "-" || first == "." {
                let word = characters.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." || $0 == "-" }
                tokens.append(String(word))
                characters = characters.dropFirst(word.count)
            } else if [">", "<", "=", ":", "!"].contains(first) {
                let word = characters.prefix { [">", "<", "=", ":", "!"].contains($0) }
                tokens.append(String(word))
                characters = characters.dropFirst(word.count)
            } else {
                if first == "]" { tokens.append("]") }
                characters = characters.dropFirst()
            }
        }
        return tokens
    }
}
