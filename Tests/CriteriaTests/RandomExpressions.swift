import TestSupport

@testable import Criteria

extension SeededGenerator {
    /// A double such as people write, or any finite one that is not negative.
    mutating func literal() -> Double {
        switch Int.random(in: 0..<4, using: &self) {
        case 0: return Double(Int.random(in: 0...1_000, using: &self))
        case 1: return Double(Int.random(in: 0...100_000, using: &self)) / 1_000
        case 2: return Double.random(in: 0...1, using: &self)
        default:
            let any = Double(bitPattern: next()).magnitude
            return any.isFinite && any < 1e290 ? any : 0
        }
    }

    /// Any double at all, the troublesome ones more often than not.
    mutating func extreme() -> Double {
        let known: [Double] = [
            .nan, .infinity, -.infinity, .greatestFiniteMagnitude, -.greatestFiniteMagnitude, .leastNonzeroMagnitude,
            0, -0.0, 1, -1, 1e308, 0.8,
        ]
        return chance(60) ? pick(known) : Double(bitPattern: next())
    }
}

/// Random expressions: well-typed ones, which the parser accepts, and lawless ones, which only evaluation sees.
struct RandomExpressions {
    static let names: NameTable = [
        "coverage": .ratio, "flaky_rate": .ratio, "execution_time": .duration, "latency.api": .duration,
        "sustained_rps": .rate, "errors": .count, "artifact": .bytes, "network": .bandwidth, "cpu": .cores,
        "branch": .text, "manual_trigger": .boolean, "is_release": .boolean,
    ]

    var random: SeededGenerator

    mutating func condition(_ depth: Int) -> Expression {
        guard depth > 0 else {
            return random.chance(30)
                ? .boolean(random.chance(50)) : .reference(Reference(random.pick(["manual_trigger", "is_release"])))
        }
        switch Int.random(in: 0..<5, using: &random) {
        case 0: return .not(condition(depth - 1))
        case 1, 2:
            return .logical(random.pick([.and, .or]), condition(depth - 1), condition(depth - 1))
        case 3:
            let operation = random.pick([ComparisonOperator.equal, .notEqual])
            if random.chance(50) { return .comparison(operation, condition(depth - 1), condition(depth - 1)) }
            return .comparison(operation, .reference(Reference("branch")), .text(text()))
        default:
            let dimension = random.pick(Dimension.allCases.filter(\.isNumeric))
            return .comparison(
                random.pick(ComparisonOperator.allCases),
                number(dimension, depth - 1),
                number(dimension, depth - 1)
            )
        }
    }

    /// An expression of one dimension.
    mutating func number(_ dimension: Dimension, _ depth: Int) -> Expression {
        guard depth > 0 else { return random.chance(50) ? quantity(dimension) : reference(dimension) }
        switch Int.random(in: 0..<6, using: &random) {
        case 0: return .negate(number(dimension, depth - 1))
        case 1, 2:
            return .arithmetic(
                random.pick([.add, .subtract]),
                number(dimension, depth - 1),
                number(dimension, depth - 1)
            )
        case 3: return .arithmetic(.multiply, .number(random.literal()), number(dimension, depth - 1))
        case 4: return .arithmetic(.divide, number(dimension, depth - 1), .number(random.literal()))
        default: return .arithmetic(.multiply, number(dimension, depth - 1), number(.ratio, depth - 1))
        }
    }

    mutating func quantity(_ dimension: Dimension) -> Expression {
        let units = Unit.allCases.filter { $0.dimension == dimension && $0 != .none }
        guard !units.isEmpty else { return reference(dimension) }
        return .quantity(Quantity(random.literal(), random.pick(units)))
    }

    mutating func reference(_ dimension: Dimension) -> Expression {
        let names = Self.names.dimensions.filter { $0.value == dimension }.map(\.key).sorted()
        let aggregate = random.pick([nil, Aggregate.p95, .p999, .average, .maximum, .percentile(12.5)])
        let moment = random.pick(Reference.Moment.allCases)
        return .reference(Reference(random.pick(names), aggregate: aggregate, moment: moment))
    }

    mutating func text() -> String {
        let scalars: [Unicode.Scalar] = ["a", "'", "\"", "\\", " ", "é", "\n", "\u{301}", "🏁", "\0"]
        var text = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...6, using: &random) { text.append(random.pick(scalars)) }
        return String(text)
    }

    /// An expression with no regard for types, dimensions or sense.
    mutating func lawless(_ depth: Int) -> Expression {
        guard depth > 0 else {
            switch Int.random(in: 0..<5, using: &random) {
            case 0: return .number(random.extreme())
            case 1: return .quantity(Quantity(random.extreme(), random.pick(Unit.allCases)))
            case 2: return .text(text())
            case 3: return .boolean(random.chance(50))
            default: return .reference(Reference("x", moment: random.pick(Reference.Moment.allCases)))
            }
        }
        switch Int.random(in: 0..<5, using: &random) {
        case 0: return .not(lawless(depth - 1))
        case 1: return .negate(lawless(depth - 1))
        case 2:
            let operation = random.pick(ArithmeticOperator.allCases)
            return .arithmetic(operation, lawless(depth - 1), lawless(depth - 1))
        case 3:
            let operation = random.pick(ComparisonOperator.allCases)
            return .comparison(operation, lawless(depth - 1), lawless(depth - 1))
        default:
            return .logical(random.pick(LogicalOperator.allCases), lawless(depth - 1), lawless(depth - 1))
        }
    }

    mutating func lawlessValue() -> Value {
        switch Int.random(in: 0..<5, using: &random) {
        case 0: .unknown(reason: nil)
        case 1: .bool(random.chance(50))
        case 2: .text("x")
        default: .quantity(random.extreme(), random.pick(Dimension.allCases))
        }
    }
}
