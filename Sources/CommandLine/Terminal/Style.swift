import Core

/// Colours that carry a meaning; the word beside them always says the same.
enum Style: String, Sendable {
    case good = "32"
    case bad = "31"
    case unsure = "33"
    case quiet = "2"
    case strong = "1"
    case plain = ""

    func paint(_ text: String, _ colour: Bool) -> String {
        colour && self != .plain ? "\u{1B}[\(rawValue)m\(text)\u{1B}[0m" : text
    }

    init(_ verdict: Verdict) {
        switch verdict {
        case .pass: self = .good
        case .notApplicable: self = .quiet
        case .waived, .warn, .inconclusive, .notEvaluated: self = .unsure
        case .error, .fail: self = .bad
        }
    }
}
