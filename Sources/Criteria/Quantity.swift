/// A number with its unit, as written; `value` is the same amount in the base unit of its dimension.
package struct Quantity: Sendable, Hashable {
    /// The number in front of the unit, as written.
    package let magnitude: Double
    /// The unit as written, kept for printing.
    package let unit: Unit
    /// The amount in base units: 1 for a ratio (100% is 1.0), seconds, per second, bytes, bits a second, cores.
    package let value: Double

    /// The dimension of the unit.
    package var dimension: Dimension { unit.dimension }

    /// The quantity `magnitude unit`: `Quantity(5, .percent)` is 5%.
    package init(_ magnitude: Double, _ unit: Unit) {
        self.magnitude = magnitude
        self.unit = unit
        value =
            switch unit.scale {
            case .decimal(let power): DecimalScaling.scaled(magnitude, byTenTo: power)
            case .factor(let factor): magnitude * factor
            case .divisor(let divisor): magnitude / divisor
            }
    }

    /// An amount in base units, expressed in `unit`: `Quantity(base: 0.05, in: .ms)` is 50ms.
    package init(base: Double, in unit: Unit) {
        let magnitude =
            switch unit.scale {
            case .decimal(let power): DecimalScaling.scaled(base, byTenTo: -power)
            case .factor(let factor): base / factor
            case .divisor(let divisor): base * divisor
            }
        self.init(magnitude, unit)
    }

    /// A measured amount in base units, in the unit a person would choose: 0.0123 s is 12.3ms, 0.805 is 80.5%.
    package init(measured base: Double, _ dimension: Dimension) {
        self.init(base: base, in: Self.readableUnit(for: base.magnitude, dimension))
    }

    /// The same quantity with its number rounded to so many decimals (0 to 9), for display only.
    package func rounded(decimals: Int) -> Quantity {
        var factor = 1.0
        for _ in 0..<Swift.min(Swift.max(decimals, 0), 9) { factor *= 10 }
        let rounded = (magnitude * factor).rounded() / factor
        return Quantity(rounded.isFinite ? rounded : magnitude, unit)
    }

    private static func readableUnit(for size: Double, _ dimension: Dimension) -> Unit {
        func first(_ steps: [(Double, Unit)], _ smallest: Unit) -> Unit {
            steps.first { size >= $0.0 }?.1 ?? smallest
        }
        return switch dimension {
        case .ratio: .percent
        case .duration where size == 0: .s
        case .duration:
            first([(172_800, .days), (7_200, .h), (120, .m), (1, .s), (0.001, .ms), (0.000_001, .us)], .ns)
        case .rate: .rps
        case .bytes: first([(1e12, .terabyte), (1e9, .gigabyte), (1e6, .megabyte), (1e3, .kilobyte)], .byte)
        case .bandwidth: first([(1e12, .terabits), (1e9, .gigabits), (1e6, .megabits), (1e3, .kilobits)], .bps)
        case .cores: .cores
        case .count, .boolean, .text, .level: .none
        }
    }
}

extension Quantity: CustomStringConvertible {
    /// The shortest text that reads back as this quantity: `99.9%`, `30 days`, `4GB`.
    package var description: String {
        guard magnitude.isFinite else { return DecimalScaling.text(magnitude) }
        return DecimalScaling.text(magnitude) + (unit.isWord ? " " : "") + unit.rawValue
    }
}
