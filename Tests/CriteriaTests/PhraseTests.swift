import Testing

@testable import Criteria

@Suite("The phrases of the guide")
struct PhraseTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let text: String
        let dimension: Dimension
        let direction: Direction
        let meaning: String
        var testDescription: String { text }

        init(_ text: String, _ dimension: Dimension, _ direction: Direction, _ meaning: String) {
            self.text = text
            self.dimension = dimension
            self.direction = direction
            self.meaning = meaning
        }
    }

    @Test(
        "a phrase means the condition that its metric implies",
        arguments: [
            Case("100%", .ratio, .atLeast, "value >= 100%"), Case("0", .count, .atMost, "value <= 0"),
            Case("60s", .duration, .atMost, "value <= 60s"), Case("3", .count, .exactly, "value == 3"),
            Case("30 days", .duration, .atMost, "value <= 30 days"), Case("0", .ratio, .atMost, "value <= 0"),
            Case("< 10", .count, .atMost, "value < 10"), Case(">= 80%", .ratio, .atLeast, "value >= 80%"),
            Case("p95 < 100ms", .duration, .atMost, "p95(value) < 100ms"),
            Case("p99.9 < 1s", .duration, .atMost, "p99.9(value) < 1s"),
            Case("count >= 3", .duration, .atMost, "count(value) >= 3"),
            Case(">= 10000", .rate, .atLeast, "value >= 10000"), Case("true", .boolean, .atLeast, "value"),
            Case("false", .boolean, .atLeast, "!value"), Case("== true", .boolean, .atLeast, "value == true"),
            Case("> 2x_baseline", .duration, .atMost, "value > 2 * baseline(value)"),
            Case("p95 > 1.5x_previous", .duration, .atMost, "p95(value) > 1.5 * previous(p95(value))"),
            Case("> previous * 1.5", .duration, .atMost, "value > previous(value) * 1.5"),
            Case(">= (baseline - 5%)", .ratio, .atLeast, "value >= baseline(value) - 5%"),
            Case("< 10% dev_time", .ratio, .atMost, "value < 10%"),
            Case("not_decreasing", .ratio, .atLeast, "value >= baseline(value)"),
            Case("not_decreasing within 0.5 points", .ratio, .atLeast, "value >= baseline(value) - 0.5 points"),
            Case("not_decreasing within 2", .count, .atLeast, "value >= baseline(value) - 2"),
            Case("no findings", .count, .atMost, "value <= 0"),
            Case("100% pass", .ratio, .atLeast, "value >= 100% && executed >= 1"),
            Case("maintained", .count, .atMost, "value <= 0"), Case("verified", .ratio, .atLeast, "value >= 100%"),
            Case("compliant", .boolean, .atLeast, "value"), Case("AA", .level, .atLeast, "value == \"AA\""),
        ]
    )
    func meanings(wanted: Case) throws {
        let signature = MetricSignature(name: "m", dimension: wanted.dimension, direction: wanted.direction)
        let phrase = try Phrase.parse(wanted.text, for: signature)
        #expect(try phrase.expression(for: signature).description == wanted.meaning)
        #expect(try Phrase.parse(phrase.description, for: signature) == phrase)
        #expect(try Phrase.parse(wanted.text, for: nil) == phrase)
    }

    @Test("a phrase read without its metric is checked once the metric is known")
    func lateCheck() throws {
        let phrase = try Phrase.parse("> previous - 5%", for: nil)
        let ratio = MetricSignature(name: "coverage", dimension: .ratio, direction: .atLeast)
        #expect(try phrase.expression(for: ratio).description == "value > previous(value) - 5%")
        let duration = MetricSignature(name: "time", dimension: .duration, direction: .atMost)
        #expect(throws: CriteriaError.self) { try phrase.expression(for: duration) }
    }

    @Test("a phrase may use other metrics, and remembers what it is a share of")
    func operands() throws {
        let signature = MetricSignature(name: "errors", dimension: .count, direction: .atMost)
        let phrase = try Phrase.parse("< 5% * requests", for: signature, names: ["requests": .count])
        #expect(try phrase.expression(for: signature).description == "value < 5% * requests")
        #expect(
            try Phrase.parse("< 10% dev_time", for: nil)
                == .comparison(
                    aggregate: nil,
                    operator: .less,
                    right: .quantity(Quantity(10, .percent)),
                    shareOf: "dev_time"
                )
        )
    }

    @Test("a hundred percent of nothing does not pass")
    func nothingExecuted() throws {
        let signature = MetricSignature(name: "pass_rate", dimension: .ratio, direction: .atLeast)
        let condition = try Phrase.parse("100% pass", for: signature).expression(for: signature)
        func verdict(executed: Double?) -> Bool? {
            condition.evaluate { reference in
                if reference.name == Reference.value { return .quantity(1, .ratio) }
                return executed.map { .quantity($0, .count) } ?? .unknown(reason: nil)
            }.truth
        }
        #expect(verdict(executed: 3) == true)
        #expect(verdict(executed: 0) == false)
        #expect(verdict(executed: nil) == nil)
    }
}
