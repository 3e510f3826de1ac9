import Core
import Criteria

/// Amounts, times and names as a person reads them.
enum Display {
    static func word(_ verdict: Verdict) -> String {
        switch verdict {
        case .notApplicable: "not applicable"
        case .notEvaluated: "not evaluated"
        default: verdict.rawValue
        }
    }

    static func title(_ gate: GateID) -> String {
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
    static func rounded(_ value: Double, _ dimension: Dimension) -> String {
        guard value.isFinite else { return value.isNaN ? "no number" : value > 0 ? "infinite" : "minus infinite" }
        if dimension == .boolean { return value == 0 ? "no" : "yes" }
        return Quantity(measured: value, dimension).rounded(decimals: 2).description
    }

    /// The value in the same unit with every digit that was measured.
    static func exact(_ value: Double, _ dimension: Dimension) -> String {
        guard value.isFinite, dimension != .boolean else { return rounded(value, dimension) }
        return Quantity(measured: value, dimension).description
    }

    static func seconds(_ seconds: Double) -> String { rounded(max(0, seconds), .duration) }

    static func bytes(_ count: Int) -> String { rounded(Double(count), .bytes) }

    static func share(_ fraction: Fraction) -> String {
        fraction.ratio.map { "\(rounded($0, .ratio)) (\(fraction.covered) of \(fraction.total))" } ?? "nothing to cover"
    }

    /// `1 test`, `12 tests`.
    static func count(_ number: Int, _ noun: String, _ plural: String? = nil) -> String {
        "\(number) \(number == 1 ? noun : plural ?? noun + "s")"
    }

    static func place(_ file: String?, _ line: Int?) -> String? {
        file.map { CleanText.line($0) + (line.map { ":\($0)" } ?? "") }
    }

    /// `2026-11-22 15:04:05 UTC`; the proleptic Gregorian calendar, counted in days from 1 March of year 0.
    static func time(_ secondsSince1970: Double) -> String {
        guard secondsSince1970.isFinite, abs(secondsSince1970) < 1e11 else { return "at an unknown time" }
        let seconds = Int(secondsSince1970.rounded(.down))
        let days = (seconds - floorMod(seconds, 86_400)) / 86_400
        let rest = floorMod(seconds, 86_400)
        let shifted = days + 719_468
        let era = (shifted - floorMod(shifted, 146_097)) / 146_097
        let dayOfEra = floorMod(shifted, 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return "\(year)-\(two(month))-\(two(day)) \(two(rest / 3_600)):\(two(rest / 60 % 60)):\(two(rest % 60)) UTC"
    }

    private static func floorMod(_ value: Int, _ divisor: Int) -> Int {
        let rest = value % divisor
        return rest < 0 ? rest + divisor : rest
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
