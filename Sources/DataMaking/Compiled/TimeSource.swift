import Chance

/// Moments, with hours and weekdays as often as wanted.
final class TimeSource: Sendable {
    enum Base: Sendable {
        case between(Int64, Int64)
        case after(column: Int, mean: Double)
    }

    let base: Base
    let form: TimeSpec.Form
    let hours: WeightedChoice?
    let weekdays: WeightedChoice?
    let draw: Draw

    init(base: Base, form: TimeSpec.Form, hours: WeightedChoice?, weekdays: WeightedChoice?, draw: Draw) {
        self.base = base
        self.form = form
        self.hours = hours
        self.weekdays = weekdays
        self.draw = draw
    }

    private static let day: Int64 = 86_400

    func seconds(_ row: UInt64, _ table: CompiledTable) -> Int64 {
        switch base {
        case .between(let first, let last):
            let plain = first + Int64(draw.below(UInt64(last - first + 1), row))
            guard hours != nil || weekdays != nil else { return plain }
            // Within the same week, so that the range is filled evenly; what falls out at its ends stays plain.
            let placed = seasonal(plain, draw.branch(1).bits(row), draw.branch(2).bits(row))
            return (first...last).contains(placed) ? placed : plain
        case .after(let column, let mean):
            return table.seconds(column, row) + 1 + Int64(-mean * PortableMath.ln(1 - draw.unit(row)))
        }
    }

    /// 1970-01-01 was a Thursday.
    private func seasonal(_ seconds: Int64, _ first: UInt64, _ second: UInt64) -> Int64 {
        var day = Self.floor(seconds, Self.day)
        var rest = seconds - day * Self.day
        if let weekdays {
            let monday = Self.floor(day + 3, 7) * 7 - 3
            day = monday + Int64(weekdays(first))
        }
        if let hours { rest = Int64(hours(second)) * 3_600 + rest % 3_600 }
        return day * Self.day + rest
    }

    private static func floor(_ value: Int64, _ divisor: Int64) -> Int64 {
        value >= 0 ? value / divisor : -((-value + divisor - 1) / divisor)
    }

    func write(_ row: UInt64, _ table: CompiledTable, to sink: ByteSink) {
        let seconds = seconds(row, table)
        guard form != .unix else { return sink.append(decimal: seconds) }
        let days = Self.floor(seconds, Self.day)
        Self.write(days: days, to: sink)
        guard form == .timestamp else { return }
        let rest = UInt64(seconds - days * Self.day)
        sink.append(UInt8(ascii: "T"))
        sink.append(decimal: rest / 3_600, width: 2)
        sink.append(UInt8(ascii: ":"))
        sink.append(decimal: rest / 60 % 60, width: 2)
        sink.append(UInt8(ascii: ":"))
        sink.append(decimal: rest % 60, width: 2)
        sink.append(UInt8(ascii: "Z"))
    }

    /// The day of the civil calendar, from days since 1970, counted in eras of 400 years that begin with March.
    private static func write(days: Int64, to sink: ByteSink) {
        let shifted = days + 719_468
        let era = floor(shifted, 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        sink.append(decimal: UInt64(min(9_999, max(0, year))), width: 4)
        sink.append(UInt8(ascii: "-"))
        sink.append(decimal: UInt64(month), width: 2)
        sink.append(UInt8(ascii: "-"))
        sink.append(decimal: UInt64(day), width: 2)
    }
}
