import Configuration
import DataMaking
import Testing

@Suite("Volume and distribution")
struct VolumeTests {
    private func spec(_ text: String) throws -> DataSpec {
        let loaded = DataSpecFile.load(name: "spec.yaml", bytes: Array(text.utf8))
        return try #require(loaded.spec, "\(loaded.diagnostics)")
    }

    private let shop = """
        tables:
          users:
            rows: 100
            fields: {id: sequence, plan: {one_of: {free: 9, paid: 1}}, on: {boolean: 5%}}
          orders:
            rows: 900
            fields:
              id: sequence
              user: {references: users.id, fan_out: {zipf: 1.1}}
              amount: {number: {lognormal: {median: 40, sigma: 0.9}, min: 1, max: 100}}
        """

    @Test("a volume is shared by the tables as the specification has them, and none is left empty")
    func scaled() throws {
        let spec = try spec(shop)
        #expect(spec.scaled(to: 10_000_000).tables.map(\.rows) == [1_000_000, 9_000_000])
        #expect(spec.scaled(to: 10).tables.map(\.rows) == [1, 9])
        #expect(spec.scaled(to: 1).tables.map(\.rows) == [1, 1])
        #expect(Volume.rows("10M_records") == 10_000_000)
    }

    @Test("uniform data have every value of a list, a range and a reference as often as any other")
    func uniform() throws {
        let tables = try spec(shop).uniform.tables
        #expect(tables[0].fields[1].kind == .choice([Weighted("free"), Weighted("paid")]))
        #expect(tables[0].fields[2].kind == .boolean(0.5))
        #expect(tables[1].fields[1].kind == .reference(table: "users", field: "id", fanOut: .uniform))
        guard case .number(let number) = tables[1].fields[2].kind else { return #expect(Bool(false), "no number") }
        #expect(number.distribution == .uniform(1...100))
        #expect(try DataCompiler.tables(of: spec(shop).uniform).count == 2)
    }
}
