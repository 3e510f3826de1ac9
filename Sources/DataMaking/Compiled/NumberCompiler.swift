import Chance
import Core

/// Compiles a number: its distribution within its bounds, which must leave something of it.
struct NumberCompiler {
    private let field: FieldSpec
    private let draw: Draw
    private let permutation: Permutation?
    private let position: (String) -> Int

    /// A distribution of which the bounds leave less than this cannot be meant.
    private static let leastPart = 1e-4

    init(_ field: FieldSpec, _ draw: Draw, _ permutation: Permutation?, _ position: @escaping (String) -> Int) {
        self.field = field
        self.draw = draw
        self.permutation = permutation
        self.position = position
    }

    /// How many different numbers there are; nil where that is not certain.
    static func domain(_ number: NumberSpec) -> UInt64? {
        guard case .uniform(let range) = number.distribution, number.correlation == nil else { return nil }
        let scale = Double(ByteSink.powers[number.decimals])
        let count =
            (min(range.upperBound, number.most ?? .infinity) * scale).rounded(.down)
            - (max(range.lowerBound, number.least ?? -.infinity) * scale).rounded(.up) + 1
        return count >= 1 && count < 0x1p62 ? UInt64(count) : nil
    }

    func source(_ number: NumberSpec) throws(DataProblem) -> NumberSource {
        let (least, most) = (number.least ?? -.infinity, number.most ?? .infinity)
        guard least <= most else { throw DataProblem("'\(field.name)': 'min' is more than 'max'", field.location) }
        var shape = try shape(number.distribution, least, most)
        if let permutation, case .uniform(let range) = number.distribution {
            let scale = Double(ByteSink.powers[number.decimals])
            shape = .permuted(from: Int64((max(range.lowerBound, least) * scale).rounded(.up)), permutation)
        }
        var bounds = max(least, -9e18)...min(most, 9e18)
        if case .uniform(let range) = number.distribution {
            bounds = max(bounds.lowerBound, range.lowerBound)...min(bounds.upperBound, range.upperBound)
        }
        return NumberSource(
            shape,
            draw: draw,
            decimals: number.decimals,
            bounds: bounds,
            correlation: number.correlation.map { (position($0.field), $0.strength) }
        )
    }

    private func shape(
        _ distribution: NumberSpec.Distribution,
        _ least: Double,
        _ most: Double
    ) throws(DataProblem) -> NumberSource.Shape {
        switch distribution {
        case .uniform(let range):
            let (low, high) = (max(range.lowerBound, least), min(range.upperBound, most))
            guard low <= high else { throw nothingLeft() }
            return .uniform(from: low, width: high - low)
        case .normal(let mean, let sigma):
            guard sigma > 0 else { throw DataProblem("'\(field.name)': sigma must be above 0", field.location) }
            let (low, span) = try part(Normal.below((least - mean) / sigma), Normal.below((most - mean) / sigma))
            return .normal(mean: mean, sigma: sigma, low: low, span: span)
        case .lognormal(let median, let sigma):
            guard median > 0, sigma > 0 else {
                throw DataProblem("'\(field.name)': median and sigma must be above 0", field.location)
            }
            let ln = PortableMath.ln(median)
            func below(_ bound: Double) -> Double {
                bound <= 0 ? 0 : bound.isInfinite ? 1 : Normal.below((PortableMath.ln(bound) - ln) / sigma)
            }
            let (low, span) = try part(below(least), below(most))
            return .lognormal(ln: ln, sigma: sigma, low: low, span: span)
        case .exponential(let mean):
            guard mean > 0 else { throw DataProblem("'\(field.name)': the mean must be above 0", field.location) }
            func below(_ bound: Double) -> Double { bound <= 0 ? 0 : 1 - PortableMath.exp(-bound / mean) }
            let (low, span) = try part(below(least), below(most))
            return .exponential(mean: mean, low: low, span: span)
        case .zipf(let exponent, let count):
            guard exponent > 0, count >= 1 else {
                throw DataProblem(
                    "'\(field.name)': zipf needs an exponent above 0 and a count of 1 or more",
                    field.location
                )
            }
            guard least <= 1 else { throw DataProblem("'\(field.name)': zipf begins with 1", field.location) }
            return .zipf(Zipf(exponent: exponent, count: min(count, most)))
        case .mixture(let parts):
            var shapes: [NumberSource.Shape] = []
            for inner in parts { shapes.append(try shape(inner.value, least, most)) }
            return .mixture(WeightedChoice(parts.map(\.weight)), draw.branch(11), shapes)
        case .histogram(let bounds, let counts):
            guard bounds.count == counts.count + 1, !counts.isEmpty, counts.contains(where: { $0 > 0 }),
                zip(bounds, bounds.dropFirst()).allSatisfy({ $0 < $1 })
            else {
                throw DataProblem(
                    "'\(field.name)': a histogram has rising bounds, one more than counts, and a count above 0",
                    field.location
                )
            }
            return .histogram(WeightedChoice(counts), draw.branch(12), bounds: bounds)
        }
    }

    private func part(_ low: Double, _ high: Double) throws(DataProblem) -> (low: Double, span: Double) {
        guard high - low >= Self.leastPart else { throw nothingLeft() }
        return (low, high - low)
    }

    private func nothingLeft() -> DataProblem {
        DataProblem("'\(field.name)': the bounds leave next to nothing of the distribution", field.location)
    }
}
