/// What kind of amount a metric, a quantity or an operand is: only like is compared with or added to like.
package enum Dimension: String, Sendable, Hashable, CaseIterable {
    /// A number of things: findings, tests, functions.
    case count
    /// A share; 1 is 100 %. Percentages and percentage points are ratios.
    case ratio
    /// A length of time, in seconds.
    case duration
    /// Events a second.
    case rate
    /// An amount of data, in bytes.
    case bytes
    /// Data a second, in bits a second.
    case bandwidth
    /// Processor cores.
    case cores
    /// True or false.
    case boolean
    /// Any text, such as the name of a branch.
    case text
    /// A step of an ordered scale that the metric names, such as `AA` or `error`; compared as text.
    case level

    /// The dimension as a noun with its article, for messages: `a duration`.
    package var noun: String {
        switch self {
        case .count, .ratio, .duration, .rate, .bandwidth, .level: "a \(rawValue)"
        case .bytes: "an amount of bytes"
        case .cores: "a number of cores"
        case .boolean: "a condition"
        case .text: "a text"
        }
    }

    /// Whether values of this dimension are numbers.
    package var isNumeric: Bool {
        switch self {
        case .boolean, .text, .level: false
        default: true
        }
    }

    /// Whether a number without a unit may stand for this dimension; a duration, a ratio or bytes must say their unit.
    package var takesBareNumbers: Bool {
        switch self {
        case .count, .rate, .cores: true
        default: false
        }
    }
}
