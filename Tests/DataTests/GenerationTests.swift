import Configuration
import Core
import DataMaking
import DataWriting
import Testing

@Suite struct GenerationTests {
    private static let shop = """
        data: {seed: 7, locale: any}
        tables:
          orders:
            rows: 5000
            fields:
              id: sequence
              customer: {references: customers.id, fan_out: {zipf: 1.2}}
              status: {one_of: {paid: 6, open: 3, void: 1}}
              amount: {number: {lognormal: {median: 40, sigma: 0.8}, min: 1, max: 5000, decimals: 2}}
              placed: {time: {from: 2024-01-01, to: 2024-12-31}}
              shipped: {time: {after: placed, mean: 2 days}, nulls: 20%}
              note: {by: status, cases: {void: {constant: "void, \\"sorry\\""}}, else: sentence}
          customers:
            rows: 800
            fields:
              id: {pattern: "C-[A-Z]{2}[0-9]{4}", unique: true}
              name: full_name
              email: {kind: email, unique: true}
              country: country
              city: city
              age: {number: {normal: {mean: 40, sigma: 12}, min: 18, max: 90}}
              tag: {join: "{country}/{age}"}
        """

    static func tables(_ text: String) throws -> [CompiledTable] {
        let (spec, diagnostics) = DataSpecFile.load(name: "data.yaml", bytes: Array(text.utf8))
        return try DataCompiler.tables(of: #require(spec, "\(diagnostics)"))
    }

    static func lines(_ table: CompiledTable, _ form: RowWriter.Form = .csv, _ rows: Range<UInt64>? = nil) -> [String] {
        let sink = ByteSink()
        RowWriter(table, form).write(rows ?? 0..<table.rows, to: sink)
        return String(decoding: sink.bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    @Test("tables stand behind those that they point into, and every reference is there")
    func references() throws {
        let tables = try Self.tables(Self.shop)
        #expect(tables.map(\.name) == ["customers", "orders"])
        let customers = Set(Self.lines(tables[0]).map { $0.split(separator: ",")[0] })
        #expect(customers.count == 800)
        let wanted = Self.lines(tables[1]).map { $0.split(separator: ",")[1] }
        #expect(wanted.allSatisfy(customers.contains))
        // A few customers have most of the orders.
        let counts = Dictionary(grouping: wanted) { $0 }.values.map(\.count).sorted(by: >)
        #expect(counts.prefix(80).reduce(0, +) > 2_500)
    }

    @Test("any rows made alone are the rows of the whole, and another seed gives other ones")
    func ranges() throws {
        let tables = try Self.tables(Self.shop)
        let whole = Self.lines(tables[1])
        #expect(Self.lines(tables[1], .csv, 1_234..<1_240) == Array(whole[1_234..<1_240]))
        let others = try Self.tables(Self.shop.replacing("seed: 7", with: "seed: 8"))
        #expect(Self.lines(others[1]) != whole)
    }

    @Test("values fit each other: bounds, what is after what, country and city, unique addresses")
    func fit() throws {
        let tables = try Self.tables(Self.shop)
        let customers = Self.lines(tables[0]).map { $0.split(separator: ",").map(String.init) }
        #expect(Set(customers.map { $0[2] }).count == 800)
        #expect(customers.allSatisfy { $0[2].hasSuffix(".test") || $0[2].contains("@example.") })
        #expect(customers.filter { $0[4] == "Berlin" }.allSatisfy { $0[3] == "DE" })
        #expect(customers.allSatisfy { (18...90).contains(Int($0[5]) ?? 0) && $0[6] == "\($0[3])/\($0[5])" })
        for order in Self.lines(tables[1]) {
            let fields = order.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            #expect(fields[5].isEmpty || fields[5] > fields[4])
            #expect((1...5_000).contains(Double(fields[3]) ?? 0))
            if fields[2] == "void" { #expect(order.hasSuffix(#","void, ""sorry""""#)) }
        }
    }

    @Test("shares of choices and of missing values, and the middle of a distribution, are as they were asked for")
    func distributions() throws {
        let orders = Self.lines(try Self.tables(Self.shop)[1]).map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        #expect((2_850...3_150).contains(orders.count { $0[2] == "paid" }))
        #expect((900...1_100).contains(orders.count { $0[5].isEmpty }))
        let amounts = orders.compactMap { Double($0[3]) }.sorted()
        #expect(abs(amounts[2_500] - 40) < 3)
    }

    @Test("JSON lines and COPY hold the same values with the escapes of each")
    func forms() throws {
        let orders = try Self.tables(Self.shop)[1]
        let void = try #require(Self.lines(orders).firstIndex { $0.contains(",void,") })
        let rows = UInt64(void)..<UInt64(void + 1)
        #expect(Self.lines(orders, .jsonl, rows)[0].contains(#""note":"void, \"sorry\""}"#))
        #expect(Self.lines(orders, .sql, rows)[0].hasSuffix("\tvoid, \"sorry\""))
        let missing = try #require(
            Self.lines(orders).firstIndex { $0.split(separator: ",", omittingEmptySubsequences: false)[5].isEmpty }
        )
        let row = UInt64(missing)..<UInt64(missing + 1)
        #expect(Self.lines(orders, .jsonl, row)[0].contains(#""shipped":null"#))
        #expect(Self.lines(orders, .sql, row)[0].contains("\t\\N\t"))
    }

    @Test("no two rows have the same values in all fields of a key, and each part of it is there as often as any other")
    func keys() throws {
        let tables = try Self.tables(
            """
            tables:
              students: {rows: 60, fields: {id: {pattern: "[a-z]{3}", unique: true}}}
              courses: {rows: 40, fields: {id: sequence}}
              marks:
                rows: 4800
                unique: [student, course, term]
                fields:
                  student: {references: students.id}
                  course: {references: courses.id}
                  term: {one_of: [spring, autumn]}
                  mark: {number: {uniform: [1, 6]}}
            """
        )
        let rows = Self.lines(tables[2]).map { $0.split(separator: ",").map(String.init) }
        #expect(Set(rows.map { $0.prefix(3).joined(separator: ",") }).count == 4_800)
        #expect(Dictionary(grouping: rows) { $0[0] }.values.allSatisfy { $0.count == 80 })
        #expect(Self.lines(tables[2], .csv, 17..<19) == Array(Self.lines(tables[2])[17..<19]))
        #expect(TableStatements.text([tables[2]]).contains("UNIQUE (\"student\", \"course\", \"term\")"))
    }

    @Test(
        "what cannot be made is told with its place",
        arguments: [
            ("a: {rows: 5, fields: {x: {references: b.y}}}\n  b: {rows: 5, fields: {y: {references: a.x}}}", "circle"),
            ("a: {rows: 5, fields: {x: {references: c.y}}}", "there is no table 'c'"),
            (
                "a: {rows: 500, fields: {x: {pattern: '[0-9]{2}', unique: true}}}",
                "has 100 values, too few for 500 rows"
            ),
            ("a: {rows: 5, fields: {x: {kind: city, unique: true}}}", "cannot be unique"),
            ("a: {rows: 0, fields: {x: uuid}}", "'a' has no rows"),
            ("a: {rows: 1099511627776, fields: {x: uuid}}", "is more than the 68719476736 rows"),
            (
                "a: {rows: 5, fields: {x: {number: {normal: {mean: 0, sigma: 1}, min: 50}}}}",
                "the bounds leave next to nothing"
            ),
            ("a: {rows: 5, fields: {x: {number: {uniform: [9, 1]}}}}", "'uniform' is the least and the most"),
            ("a: {rows: 5, fields: {x: {join: '{y}'}, y: {join: '{x}'}}}", "fields depend on each other in a circle"),
            ("a: {rows: 5, fields: {x: emial}}", "'emial' is no kind of field"),
            ("a: {rows: 5, fields: {x: {pattern: '[a-'}}}", "'[' without ']'"),
            ("a: {rows: 5, fields: {x: {one_of: {}}}}", "nothing to choose from"),
            (
                "a: {rows: 9, unique: [x, y], fields: {x: {one_of: [1, 2]}, y: {one_of: [a, b]}}}",
                "the key x, y has 4 combinations, too few for 9 rows"
            ),
            ("a: {rows: 9, unique: [x, z], fields: {x: {one_of: [1, 2]}}}", "has no field 'z' for its key"),
            ("a: {rows: 9, unique: [x, y], fields: {x: word, y: uuid}}", "its values cannot be counted"),
            ("a: {rows: 9, fields: {x: {references: a.x}}}", "fields depend on each other in a circle"),
            ("a: {rows: 9, fields: {x: {references: a.y}, y: word}}", "'a.y' is not unique"),
            ("a: {rows: 9, fields: {id: uuid, x: {references: a.id, unique: true}}}", "rows share parents"),
            ("a: {rows: 9, fields: {x: {grammar: {t: 'a {u}', u: ['b{u}', 'c{u}']}}}}", "'u' never comes to an end"),
            ("a: {rows: 9, fields: {x: {grammar: {t: 'a {u'}}}}", "has a '{' without a name"),
            ("a: {rows: 9, fields: {x: {grammar: {t: 'a {u}'}}}}", "has no field 'u'"),
            ("a: {rows: 9, fields: {x: {grammar: {t: {a: 0}}}}}", "'t' has nothing to choose from"),
            (
                "a: {rows: 9, fields: {x: {grammar: {\((0..<12).map { "r\($0): '{r\($0 + 1)}{r\($0 + 1)}'" }.joined(separator: ", ")), r12: z}}}}",
                "'r0' makes texts of more than 1000 rules"
            ),
        ]
    )
    func mistakes(_ table: String, _ wanted: String) {
        let text = "tables:\n  \(table)\n"
        let (spec, diagnostics) = DataSpecFile.load(name: "data.yaml", bytes: Array(text.utf8))
        #expect(spec == nil)
        #expect(diagnostics.contains { $0.message.contains(wanted) && $0.location.line >= 2 }, "\(diagnostics)")
    }

    @Test(
        "volumes are numbers of records or bytes",
        arguments: [("10M_records", 10_000_000), ("1_000", 1_000), ("2.5k rows", 2_500)]
    )
    func volumes(_ text: String, _ rows: Int) {
        #expect(Volume.rows(text) == UInt64(rows))
        #expect(Volume.bytes("50GB") == 50_000_000_000)
        #expect(Volume.bytes("1MiB") == 1 << 20)
        #expect(Volume.rows("50GB") == nil)
        #expect(Volume.rows("many") == nil)
    }
}
