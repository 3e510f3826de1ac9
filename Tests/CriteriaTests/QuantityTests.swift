import Testing

@testable import Criteria

@Suite("Quantities")
struct QuantityTests {
    @Test(
        "a quantity reads as its base unit and prints as it was written",
        arguments: [
            ("5m", 300, .duration, "5m"), ("30 days", 2_592_000, .duration, "30 days"),
            ("2 hours", 7_200, .duration, "2 hours"), ("1 hour", 3_600, .duration, "1 hour"),
            ("30 minutes", 1_800, .duration, "30 minutes"), ("8h", 28_800, .duration, "8h"),
            ("100ms", 0.1, .duration, "100ms"), ("4GB", 4e9, .bytes, "4GB"), ("1.5 KiB", 1_536, .bytes, "1.5KiB"),
            ("2 cores", 2, .cores, "2 cores"), ("10Gbps", 1e10, .bandwidth, "10Gbps"), ("80%", 0.8, .ratio, "80%"),
            ("99.9%", 0.999, .ratio, "99.9%"), ("0.1%", 0.001, .ratio, "0.1%"), ("5 points", 0.05, .ratio, "5 points"),
            ("120 rpm", 2, .rate, "120rpm"), ("0", 0, .count, "0"), (" 10000 ", 10_000, .count, "10000"),
        ] as [(String, Double, Dimension, String)]
    )
    func reading(text: String, value: Double, dimension: Dimension, printed: String) throws {
        let quantity = try Quantity(parsing: text)
        #expect(quantity.value == value)
        #expect(quantity.dimension == dimension)
        #expect(quantity.description == printed)
        #expect(try Quantity(parsing: printed) == quantity)
    }

    @Test(
        "what is no quantity is an error",
        arguments: ["10M_records", "immediate", "optional", "", "-5m", "5m 3s", "5 m/s", "2x_baseline", "1e999s", "∞"]
    )
    func rejecting(text: String) {
        #expect(throws: CriteriaError.self) { try Quantity(parsing: text) }
    }

    @Test("every unit reads back, and is its own dimension", arguments: Unit.allCases)
    func units(unit: Unit) throws {
        let quantity = Quantity(1.25, unit)
        #expect(try Quantity(parsing: quantity.description) == quantity)
        #expect(Quantity(base: quantity.value, in: unit).magnitude == 1.25)
    }

    @Test(
        "a measured amount is shown in the unit a person would choose",
        arguments: [
            (0.0123, .duration, "12.3ms"), (95, .duration, "95s"), (600, .duration, "10m"), (0, .duration, "0s"),
            (0.8049, .ratio, "80.49%"), (4.2e9, .bytes, "4.2GB"), (12, .count, "12"),
        ] as [(Double, Dimension, String)]
    )
    func measured(amount: Double, dimension: Dimension, shown: String) {
        #expect(Quantity(measured: amount, dimension).description == shown)
    }

    @Test("rounding is for display and keeps the unit")
    func rounding() {
        #expect(Quantity(measured: 0.804_912, .ratio).rounded(decimals: 2).description == "80.49%")
        #expect(Quantity(1e300, .s).rounded(decimals: 9).magnitude == 1e300)
    }
}
