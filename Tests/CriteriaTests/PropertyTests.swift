import TestSupport
import Testing

@testable import Criteria

@Suite("What holds for every expression")
struct PropertyTests {
    @Test("printing an expression and reading it again gives the same expression", arguments: 0..<40)
    func printingIsReversible(seed: UInt64) throws {
        var expressions = RandomExpressions(random: SeededGenerator(seed: seed))
        for _ in 0..<50 {
            let expression = expressions.condition(4)
            let text = expression.description
            guard text.utf8.count <= SourceText.maximumLength else { continue }
            let again = try Expression.parse(text, names: RandomExpressions.names, as: .boolean)
            #expect(again == expression, "\(text)")
        }
    }

    @Test("printing a criterion and reading it again gives the same criterion", arguments: 0..<20)
    func phrasesAreReversible(seed: UInt64) throws {
        var expressions = RandomExpressions(random: SeededGenerator(seed: seed))
        for _ in 0..<50 {
            let dimension = expressions.random.pick(Dimension.allCases.filter(\.isNumeric))
            let signature = MetricSignature(name: "m", dimension: dimension, direction: .atMost)
            let phrase = Phrase.comparison(
                aggregate: expressions.random.pick([nil, Aggregate.p95, .median]),
                operator: expressions.random.pick(ComparisonOperator.allCases),
                right: expressions.number(dimension, 3),
                shareOf: nil
            )
            let again = try Phrase.parse(phrase.description, for: signature, names: RandomExpressions.names)
            #expect(again == phrase, "\(phrase)")
            _ = try again.expression(for: signature)
        }
    }

    @Test("evaluation neither traps nor yields a number that is not finite", arguments: 0..<40)
    func evaluationNeverTraps(seed: UInt64) {
        var expressions = RandomExpressions(random: SeededGenerator(seed: seed))
        for _ in 0..<100 {
            let expression = expressions.lawless(5)
            let value = expressions.lawlessValue()
            if case .quantity(let amount, _) = expression.evaluate({ _ in value }) {
                #expect(amount.isFinite, "\(expression) with \(value)")
            }
        }
    }

    @Test("what is true or false of an unknown stays so whatever it turns out to be", arguments: 0..<40)
    func unknownIsMonotone(seed: UInt64) {
        var expressions = RandomExpressions(random: SeededGenerator(seed: seed))
        for _ in 0..<50 {
            let expression = expressions.condition(4)
            guard let early = expression.evaluate({ _ in .unknown(reason: nil) }).truth else { continue }
            let amount = expressions.random.extreme()
            let late = expression.evaluate { reference in
                switch RandomExpressions.names.dimensions[reference.name] {
                case .boolean: .bool(amount > 0)
                case .text: .text("main")
                case let dimension: .quantity(amount, dimension ?? .count)
                }
            }
            #expect(late.truth == early, "\(expression)")
        }
    }

    @Test("no text makes the reader trap", arguments: 0..<20)
    func garbageIsAnError(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let pieces = [
            "p95", "<", ">=", "=", "80", "%", "ms", "(", ")", "&&", "||", "!", "-", "previous", "baseline",
            "x_baseline",
            "coverage", "'", "\"", "\\", "e9", ".", ",", " ", "\u{301}", "≥", "100% pass", "not_decreasing", "within",
            "no", "findings", "1e308", "GB", "🏁", "\r\n",
        ]
        for _ in 0..<300 {
            var text = ""
            for _ in 0..<Int.random(in: 0...12, using: &random) { text += random.pick(pieces) }
            do {
                let phrase = try Phrase.parse(text, for: nil, names: RandomExpressions.names)
                #expect(try Phrase.parse(phrase.description, for: nil, names: RandomExpressions.names) == phrase)
            } catch {
                #expect(error.column >= 1 && error.column <= text.count + 1, "\(text): \(error)")
                #expect(error.length >= 1 && error.column + error.length <= max(text.count, error.column) + 1)
            }
        }
    }
}
