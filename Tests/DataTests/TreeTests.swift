import DataMaking
import Testing

/// Tables that point into themselves, and texts by rules.
@Suite struct TreeTests {
    private func rows(_ fanOut: String, nulls: String = "0%") throws -> [[String]] {
        let tables = try GenerationTests.tables(
            """
            tables:
              staff:
                rows: 3000
                fields:
                  id: {sequence: {start: 100}}
                  boss: {references: staff.id, fan_out: \(fanOut), nulls: \(nulls)}
            """
        )
        return GenerationTests.lines(tables[0]).map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
    }

    @Test(
        "a table that points into itself is a tree: each row points at an earlier one, and the first at none",
        arguments: ["uniform", "{zipf: 1.3}", "{exactly: 4}"]
    )
    func tree(_ fanOut: String) throws {
        let rows = try rows(fanOut)
        #expect(rows[0] == ["100", ""])
        for row in rows.dropFirst() {
            let (id, boss) = (try #require(Int(row[0])), try #require(Int(row[1])))
            #expect(boss >= 100 && boss < id)
        }
        let counts = Dictionary(grouping: rows.dropFirst()) { $0[1] }.mapValues(\.count)
        switch fanOut {
        case "{exactly: 4}": #expect(counts.values.allSatisfy { $0 <= 4 } && counts.values.count { $0 == 4 } == 749)
        case "uniform": #expect(counts.count > 1_000)
        default: #expect(counts["100", default: 0] > 200, "the first ones have most")
        }
    }

    @Test("rows without a parent are as many as was said, and PostgreSQL is told of the reference")
    func roots() throws {
        let roots = try rows("uniform", nulls: "20%").count { $0[1].isEmpty }
        #expect((500...700).contains(roots))
        let table = try GenerationTests.tables(
            "tables: {t: {rows: 2, fields: {id: uuid, up: {references: t.id}}}}"
        )
        let statement = TableStatements.text(table)
        #expect(statement.contains("\"up\" uuid REFERENCES \"t\" (\"id\")"), "\(statement)")
    }

    @Test("texts of a grammar follow its rules and weights, name fields of the row, and come to an end")
    func grammar() throws {
        let tables = try GenerationTests.tables(
            """
            tables:
              reviews:
                rows: 2000
                fields:
                  product: {one_of: [lamp, desk]}
                  text:
                    grammar:
                      text: "The {product} is {very} {verdict}."
                      very: ["very", "very, {very}"]
                      verdict: {good: 9, bad: 1}
            """
        )
        let lines = GenerationTests.lines(tables[0], .jsonl)
        let form = /\{"product":"(lamp|desk)","text":"The (lamp|desk) is very(, very)* (good|bad)\."\}/
        for line in lines {
            let match = try #require(line.wholeMatch(of: form), "\(line)")
            #expect(match.1 == match.2)
        }
        #expect((1_700...1_900).contains(lines.count { $0.contains("good") }))
        #expect(lines.contains { $0.contains("very, very, very") })
        #expect(GenerationTests.lines(tables[0], .jsonl, 7..<9) == Array(lines[7..<9]), "any rows can be made alone")
        let endless = try GenerationTests.tables(
            "tables: {t: {rows: 50, fields: {x: {grammar: {x: {'({x}{x})': 99, '.': 1}}}}}}"
        )
        #expect(GenerationTests.lines(endless[0]).allSatisfy { (1...1_000).contains($0.utf8.count) })
    }

    @Test("addresses of mail spell names as people do")
    func mail() throws {
        let tables = try GenerationTests.tables(
            "tables: {t: {locale: de, rows: 3000, fields: {name: full_name, mail: email}}}"
        )
        let lines = GenerationTests.lines(tables[0])
        #expect(
            lines.contains { $0.contains("Jörg ") && $0.contains(",joerg.") }
                || lines.contains { $0.contains("ü") && $0.contains("ue") }
        )
        #expect(lines.allSatisfy { ($0.split(separator: ",").last ?? "").utf8.allSatisfy { $0 < 0x80 } })
    }
}
