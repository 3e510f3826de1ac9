import Chance

/// Numbers of a distribution, cut to their bounds by its own shape: no heap at a bound, and no second draw.
final class NumberSource: Sendable {
    indirect enum Shape: Sendable {
        case uniform(from: Double, width: Double)
        /// `low` and `span`: the part of the distribution within the bounds.
        case normal(mean: Double, sigma: Double, low: Double, span: Double)
        case lognormal(ln: Double, sigma: Double, low: Double, span: Double)
        case exponential(mean: Double, low: Double, span: Double)
        case zipf(Zipf)
        case mixture(WeightedChoice, Draw, [Shape])
        case histogram(WeightedChoice, Draw, bounds: [Double])
        /// Every number of the range once.
        case permuted(from: Int64, Permutation)
    }

    let shape: Shape
    let draw: Draw
    let decimals: Int
    private let scale: Double
    /// In units of the last decimal.
    private let bounds: ClosedRange<Int64>
    let correlation: (column: Int, strength: Double)?

    init(
        _ shape: Shape,
        draw: Draw,
        decimals: Int,
        bounds: ClosedRange<Double>,
        correlation: (column: Int, strength: Double)?
    ) {
        self.shape = shape
        self.draw = draw
        self.decimals = decimals
        self.correlation = correlation
        scale = Double(ByteSink.powers[decimals])
        let most = 9e18
        let (low, high) = (max(-most, bounds.lowerBound * scale), min(most, bounds.upperBound * scale))
        self.bounds = Int64(low.rounded(.up))...max(Int64(low.rounded(.up)), Int64(high.rounded(.down)))
    }

    /// From 0 to 1, by chance alone or together with another column.
    func position(_ row: UInt64, _ table: CompiledTable) -> Double {
        let own = draw.unit(row)
        guard let (column, strength) = correlation else { return own }
        let score =
            strength * PortableMath.normalQuantile(table.position(column, row))
            + (1 - strength * strength).squareRoot() * PortableMath.normalQuantile(own)
        return Normal.below(score)
    }

    /// In units of the last decimal.
    @inline(__always)
    func scaled(_ row: UInt64, _ table: CompiledTable) -> Int64 {
        if case .permuted(let from, let permutation) = shape { return from + Int64(permutation(row)) }
        let unit = correlation == nil ? draw.unit(row) : position(row, table)
        let value = (Self.value(shape, unit, row) * scale).rounded()
        guard abs(value) < 9e18 else { return value < 0 ? bounds.lowerBound : bounds.upperBound }
        return min(max(Int64(value), bounds.lowerBound), bounds.upperBound)
    }

    private static func value(_ shape: Shape, _ unit: Double, _ row: UInt64) -> Double {
        switch shape {
        case .uniform(let from, let width): from + width * unit
        case .normal(let mean, let sigma, let low, let span):
            mean + sigma * PortableMath.normalQuantile(low + span * unit)
        case .lognormal(let ln, let sigma, let low, let span):
            PortableMath.exp(ln + sigma * PortableMath.normalQuantile(low + span * unit))
        case .exponential(let mean, let low, let span): -mean * PortableMath.ln(1 - (low + span * unit))
        case .zipf(let zipf): Double(zipf.rank(unit) + 1)
        case .mixture(let choice, let draw, let shapes): value(shapes[choice(draw.bits(row))], unit, row)
        case .histogram(let choice, let draw, let bounds):
            histogram(choice(draw.bits(row)), bounds, unit)
        case .permuted: 0
        }
    }

    private static func histogram(_ place: Int, _ bounds: [Double], _ unit: Double) -> Double {
        bounds[place] + (bounds[place + 1] - bounds[place]) * unit
    }
}

/// The standard normal distribution.
enum Normal {
    /// The probability of being below a value, to seven digits.
    static func below(_ value: Double) -> Double {
        let z = abs(value) / 2.0.squareRoot()
        let t = 1 / (1 + 0.5 * z)
        let coefficients = [
            0.17087277, -0.82215223, 1.48851587, -1.13520398, 0.27886807, -0.18628806, 0.09678418, 0.37409196,
            1.00002368,
            -1.26551223,
        ]
        var sum = coefficients[0]
        for coefficient in coefficients.dropFirst() { sum = sum * t + coefficient }
        let tail = 0.5 * t * PortableMath.exp(sum - z * z)
        return value < 0 ? tail : 1 - tail
    }
}
