/// How many samples of a metric become one number: `p95`, `avg`, `max`.
package enum Aggregate: Sendable, Hashable {
    /// The sample below which this many percent (0 to 100) of the samples lie.
    case percentile(Double)
    case average, minimum, maximum, median, count, rate, sum

    package static let p50 = Aggregate.percentile(50)
    package static let p90 = Aggregate.percentile(90)
    package static let p95 = Aggregate.percentile(95)
    package static let p99 = Aggregate.percentile(99)
    package static let p999 = Aggregate.percentile(99.9)

    private static let words: [(word: String, aggregate: Aggregate)] = [
        ("avg", .average), ("min", .minimum), ("max", .maximum), ("med", .median), ("count", .count), ("rate", .rate),
        ("sum", .sum),
    ]

    /// What to offer when an aggregate is misspelt.
    static let spellings = words.map(\.word) + ["p50", "p90", "p95", "p99", "p99.9"]

    /// Reads `p95`, `p99.9`, `avg`, `min`, `max`, `med`, `count`, `rate`, `sum`; nil for anything else.
    package init?(_ text: String) {
        if let word = Self.words.first(where: { $0.word == text }) {
            self = word.aggregate
            return
        }
        let digits = text.utf8.dropFirst()
        guard text.utf8.first == UInt8(ascii: "p"), (1...20).contains(digits.count),
            digits.allSatisfy({ (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }),
            digits.first != UInt8(ascii: "."), digits.last != UInt8(ascii: "."),
            let percent = Double(text.dropFirst()), percent <= 100
        else { return nil }
        self = .percentile(percent)
    }

    /// What the aggregate of samples of `dimension` is; nil where it makes no sense, as the average of texts.
    func dimension(of dimension: Dimension) -> Dimension? {
        switch self {
        case .count: .count
        case .rate where dimension == .count: .rate
        case .rate where dimension == .boolean: .ratio
        default: dimension.isNumeric ? dimension : nil
        }
    }
}

extension Aggregate: CustomStringConvertible {
    /// The aggregate as it is written in a phrase.
    package var description: String {
        if case .percentile(let percent) = self { return "p" + DecimalScaling.text(percent) }
        return Self.words.first { $0.aggregate == self }?.word ?? ""
    }
}
