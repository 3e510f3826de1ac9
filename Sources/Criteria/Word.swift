/// A criterion in words; what satisfies it is the metric's business, a measurement or an attestation.
package enum Word: Sendable, Hashable {
    /// A step of a scale: of WCAG conformance or of severity.
    package enum Level: String, Sendable, Hashable, CaseIterable {
        case a = "A"
        case aa = "AA"
        case aaa = "AAA"
        case error, warning, note
        case critical, high, medium, low
    }

    case maintained, verified, automated, tested, addressed, compliant
    /// Not below the baseline by more than the tolerance (a quantity of the metric's dimension).
    case notDecreasing(tolerance: Quantity?)
    /// `no findings`: zero of them.
    case noFindings
    /// `100% pass`: all of them, and at least one.
    case allPass
    case level(Level)

    static let plain: [(text: String, word: Word)] = [
        ("maintained", .maintained), ("verified", .verified), ("automated", .automated), ("tested", .tested),
        ("addressed", .addressed), ("compliant", .compliant), ("not_decreasing", .notDecreasing(tolerance: nil)),
        ("no findings", .noFindings), ("100% pass", .allPass),
    ]
}

extension Word: CustomStringConvertible {
    /// The word as it is written in a phrase.
    package var description: String {
        switch self {
        case .level(let level): level.rawValue
        case .notDecreasing(let tolerance?): "not_decreasing within \(tolerance)"
        default: Self.plain.first { $0.word == self }?.text ?? ""
        }
    }
}
