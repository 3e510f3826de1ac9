package import Core
package import Criteria

/// Amounts, times and names as a person reads them.
package enum Display {
    package static func word(_ verdict: Verdict) -> String {
        switch verdict {
        case .notApplicable: "not applicable"
        case .notEvaluated: "not evaluated"
        default: verdict.rawValue
        }
    }

    package static func title(_ gate: GateID) -> String {
        switch gate {
        case .codeQuality: "Code quality"
        case .coverage: "Coverage"
        case .integration: "Integration"
        case .e2e: "End to end"
        case .performance: "Performance"
        case .security: "Security"
        }
    }

    /// The value in a readable unit with two decimals at most.
    package static func rounded(_ value: Double, _ dimension: Dimension) -> String {
        guard value.isFinite else { return value.isNaN ? "no number" : value > 0 ? "infinite" : "minus infinite" }
        if dimension == .boolean { return value == 0 ? "no" : "yes" }
        return Quantity(measured: value, dimension).rounded(decimals: 2).description
    }

    /// A difference of shares: `2.1 points`.
    static func points(_ ratio: Double) -> String {
        let tenths = (ratio * 1_000).rounded() / 10
        return tenths < 0.1
            ? "less than 0.1 points" : "\(tenths == tenths.rounded() ? "\(Int(tenths))" : "\(tenths)") points"
    }

    /// What a gate is for, where the configuration says nothing of it.
    static func purpose(_ gate: GateID) -> String {
        switch gate {
        case .codeQuality: "Code that people can read and change: style, complexity, repetition, documentation."
        case .coverage: "Tests reach the code: all of it, what is new, and what must never break."
        case .integration: "The parts work together: contracts hold, calls are quick and seldom fail."
        case .e2e: "What users do works from end to end, on their browsers and devices, for everybody."
        case .performance: "Under the expected load it is quick, takes no more than it may, and does not get slower."
        case .security: "No known weakness, no secret, no licence that must not be there."
        }
    }

    /// The value in the same unit with every digit that was measured.
    static func exact(_ value: Double, _ dimension: Dimension) -> String {
        guard value.isFinite, dimension != .boolean else { return rounded(value, dimension) }
        return Quantity(measured: value, dimension).description
    }

    package static func seconds(_ seconds: Double) -> String { rounded(max(0, seconds), .duration) }

    static func bytes(_ count: Int) -> String { rounded(Double(count), .bytes) }

    static func share(_ fraction: Fraction) -> String {
        fraction.ratio.map { "\(rounded($0, .ratio)) (\(fraction.covered) of \(fraction.total))" } ?? "nothing to cover"
    }

    /// `1 test`, `12 tests`.
    package static func count(_ number: Int, _ noun: String, _ plural: String? = nil) -> String {
        "\(number) \(number == 1 ? noun : plural ?? noun + "s")"
    }

    static func place(_ file: String?, _ line: Int?) -> String? {
        file.map { CleanText.line($0) + (line.map { ":\($0)" } ?? "") }
    }

    /// `2026-11-22 15:04:05 UTC`.
    static func time(_ secondsSince1970: Double) -> String {
        guard let day = CalendarDay(containing: secondsSince1970) else { return "at an unknown time" }
        let rest = Int(secondsSince1970 - day.start)
        let two = CalendarDay.two
        return "\(day) \(two(rest / 3_600)):\(two(rest / 60 % 60)):\(two(rest % 60)) UTC"
    }
}
