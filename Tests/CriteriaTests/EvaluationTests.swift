import Testing

@testable import Criteria

@Suite("What an expression comes to")
struct EvaluationTests {
    static let names: NameTable = [
        "coverage": .ratio, "execution_time": .duration, "branch": .text, "manual_trigger": .boolean, "errors": .count,
        "requests": .count,
    ]

    static func evaluate(_ text: String, _ values: [String: Value]) throws -> Value {
        try Expression.parse(text, names: names).evaluate { values[$0.description] ?? .unknown(reason: nil) }
    }

    @Test(
        "an unknown operand decides nothing that the other operand has not decided",
        arguments: [
            ("false && manual_trigger", false), ("manual_trigger && false", false), ("true || manual_trigger", true),
            ("manual_trigger || true", true), ("true && manual_trigger", nil), ("manual_trigger || false", nil),
            ("!manual_trigger", nil), ("manual_trigger == manual_trigger", nil), ("coverage > 5%", nil),
            ("!(manual_trigger && false)", true),
        ] as [(String, Bool?)]
    )
    func threeValues(text: String, truth: Bool?) throws {
        #expect(try Self.evaluate(text, [:]).truth == truth)
    }

    @Test("an unknown result says which operand was missing")
    func reasons() throws {
        #expect(
            try Self.evaluate("coverage < previous", ["coverage": .quantity(0.8, .ratio)])
                == .unknown(reason: "no value for previous(coverage)")
        )
        #expect(
            try Self.evaluate(
                "errors / requests > 5%",
                ["errors": .quantity(0, .count), "requests": .quantity(0, .count)]
            )
                == .unknown(reason: "errors / requests is not a finite number")
        )
        #expect(
            try Self.evaluate("coverage > 5%", ["coverage": .quantity(.nan, .ratio)])
                == .unknown(reason: "coverage is not a number")
        )
    }

    @Test(
        "the guide's conditions and alerts mean what they say",
        arguments: [
            ("branch == 'main' || manual_trigger", ["branch": .text("main")], true),
            ("branch == 'main' || manual_trigger", ["branch": .text("dev"), "manual_trigger": .bool(true)], true),
            ("branch == 'main' || manual_trigger", ["branch": .text("dev")], nil),
            (
                "coverage < previous - 5%",
                ["coverage": .quantity(0.79, .ratio), "previous(coverage)": .quantity(0.85, .ratio)], true
            ),
            (
                "coverage < previous - 5%",
                ["coverage": .quantity(0.81, .ratio), "previous(coverage)": .quantity(0.85, .ratio)], false
            ),
            (
                "coverage < previous - 5 points",
                ["coverage": .quantity(0.8, .ratio), "previous(coverage)": .quantity(0.85, .ratio)], false
            ),
            (
                "execution_time > previous * 1.5",
                ["execution_time": .quantity(151, .duration), "previous(execution_time)": .quantity(100, .duration)],
                true
            ),
            (
                "execution_time > previous * 1.5",
                ["execution_time": .quantity(150, .duration), "previous(execution_time)": .quantity(100, .duration)],
                false
            ),
        ] as [(String, [String: Value], Bool?)]
    )
    func guideConditions(text: String, values: [String: Value], truth: Bool?) throws {
        #expect(try Self.evaluate(text, values).truth == truth)
    }

    @Test("a drop of exactly five points is not more than five points, for every whole percentage")
    func roundingIsNotADrop() throws {
        for percent in 5...100 {
            let values: [String: Value] = [
                "coverage": .quantity(Double(percent - 5) / 100, .ratio),
                "previous(coverage)": .quantity(Double(percent) / 100, .ratio),
            ]
            #expect(try Self.evaluate("coverage < previous - 5%", values).truth == false, "\(percent)")
            #expect(try Self.evaluate("previous(coverage) - coverage <= 5%", values).truth == true, "\(percent)")
        }
    }

    @Test("a measured share meets its percentage exactly, to the thousandth, and misses it by the smallest step")
    func percentagesAreExact() throws {
        for thousandths in 1...999 {
            let text = "\(thousandths / 10).\(thousandths % 10)%"
            let measured = Double(thousandths) / 1_000
            let condition = try Expression.parse("coverage >= \(text)", names: Self.names)
            #expect(condition.evaluate { _ in .quantity(measured, .ratio) }.truth == true, "\(text)")
            #expect(condition.evaluate { _ in .quantity(measured.nextDown, .ratio) }.truth == false, "\(text)")
        }
    }

    @Test(
        "quantities combine by their dimensions",
        arguments: [
            ("2 * 30s", .quantity(60, .duration)), ("50% * 30s", .quantity(15, .duration)),
            ("30s / 1m", .quantity(0.5, .ratio)), ("100rps * 1m", .quantity(6_000, .count)),
            ("errors / 10s", .quantity(0.5, .rate)), ("1KiB + 1KB", .quantity(2_024, .bytes)),
            ("1h - 30m == 1800s", .bool(true)), ("8 - 3 - 2", .quantity(3, .count)),
            ("8 / 4 / 2", .quantity(1, .count)),
            ("2 + 3 * 4", .quantity(14, .count)), ("-(2 + 3) * 4", .quantity(-20, .count)), ("1 < 2 == true", nil),
        ] as [(String, Value?)]
    )
    func dimensions(text: String, value: Value?) throws {
        guard let value else {
            #expect(throws: CriteriaError.self) { try Self.evaluate(text, [:]) }
            return
        }
        #expect(try Self.evaluate(text, ["errors": .quantity(5, .count)]) == value)
    }

    @Test("a value of another dimension than its name promised is unknown, never a result")
    func wrongDimension() throws {
        #expect(try Self.evaluate("coverage > 5%", ["coverage": .quantity(9, .duration)]).truth == nil)
        #expect(try Self.evaluate("coverage > 5%", ["coverage": .text("9")]).truth == nil)
    }
}
