import Configuration
import DataMaking
import Profiling
import Scanning
import Testing

@Suite("Profiles of data, and schemas as specifications")
struct ProfileTests {
    private let key = Array("chance that is forgotten".utf8)

    private func profile(_ text: String, _ name: String) throws -> TableProfile {
        try Array(text.utf8).withUnsafeBytes { try TableProfile.csv($0, name: name, key: key) }
    }

    private func compiled(_ text: SpecText) throws -> [CompiledTable] {
        let loaded = DataSpecFile.load(name: "made.yaml", bytes: Array(text.text.utf8))
        let spec = try #require(loaded.spec, "\(loaded.diagnostics)\n\(text.text)")
        return try DataCompiler.tables(of: spec)
    }

    private static let users: String = {
        var lines = ["id,name,mail,plan,age,income,joined,code,active,note"]
        for row in 1...400 {
            let plan = row == 77 ? "secret-plan" : row % 4 == 0 ? "paid" : "free"
            let (age, noise) = (20 + row % 50, row * 7919 % 100)
            let income = "\(age * 1000 + noise * 10).\(10 + row % 80)"
            let mail = row % 10 == 0 ? "" : "person\(row)@corp.io"
            lines.append(
                "\(row),Person \(row),\(mail),\(plan),\(age),\(income),2023-0\(1 + row % 9)-1\(row % 9)T0\(row % 10):00:00,"
                    + "AB-\(1000 + row * 3),\(row % 3 == 0),remark number \(row)"
            )
        }
        return lines.joined(separator: "\n")
    }()

    private static let orders: String = {
        var lines = ["number,user_id,total"]
        for row in 1...300 { lines.append("\(5000 + row),\(1 + row * row % 400),\(row % 17).50") }
        return lines.joined(separator: "\n")
    }()

    @Test("a profile is a specification that loads, with shares and forms, and holds no value of a record")
    func profiles() throws {
        let spec = TableProfile.spec(
            [try profile(Self.users, "users"), try profile(Self.orders, "orders")],
            minimum: 10
        )
        let text = spec.text
        _ = try compiled(spec)
        for leaked in ["secret-plan", "person", "corp.io", "remark", "AB-1003", "Person 1"] {
            #expect(!text.contains(leaked), "\(leaked)\n\(text)")
        }
        let fields = Dictionary(uniqueKeysWithValues: spec.tables[0].fields.map { ($0.name, $0.value) })
        #expect(fields["id"] == "sequence")
        #expect(fields["name"] == "full_name")
        #expect(fields["mail"] == "{kind: email, nulls: 10%}")
        #expect(fields["plan"]?.hasPrefix("{one_of: {free: ") == true, "\(fields["plan"] ?? "")")
        #expect(fields["code"] == "{pattern: \"[A-Z]{2}-[0-9]{4}\", unique: true}")
        #expect(fields["active"] == "{boolean: 33.3%}")
        #expect(fields["joined"]?.contains("weekdays: [") == true)
        #expect(fields["income"]?.contains("correlates: {with: age, strength: ") == true, "\(fields["income"] ?? "")")
        #expect(spec.tables[1].fields[1].value == "{references: users.id, fan_out: {zipf: 1}}")
        #expect(spec.tables[1].fields[0].value == "{sequence: {start: 5001}}")
    }

    @Test("bounds of a histogram are rounded, so that the least and the most are nobody's")
    func bounds() throws {
        let text = "salary\n" + (0..<100).map { "\(41_237 + $0 % 80 * 613)" }.joined(separator: "\n")
        let spec = TableProfile.spec([try profile(text, "staff")], minimum: 10)
        #expect(!spec.text.contains("41237") && !spec.text.contains("89664"))
        #expect(spec.tables[0].fields[0].value.contains("bounds: [41000, "), "\(spec.text)")
        _ = try compiled(spec)
    }

    @Test("a row with other fields than the head is an error with its line")
    func broken() {
        #expect(throws: (any Error).self) { try profile("a,b\n1,2\n3\n", "t") }
    }

    private func json(_ text: String) throws -> JSON { try Array(text.utf8).withUnsafeBytes { try JSON(parsing: $0) } }

    @Test("a database's catalogue becomes tables with keys, checks, enums and lengths, and a table in itself a tree")
    func catalogue() throws {
        let users = """
            {"table": "users", "columns": [
              {"name": "id", "type": "integer", "nullable": false}, {"name": "email", "type": "text", "nullable": false},
              {"name": "age", "type": "integer", "nullable": true}, {"name": "state", "type": "character varying(10)", "nullable": false},
              {"name": "mood", "type": "mood", "nullable": false, "enum": ["sad", "ok"]},
              {"name": "boss", "type": "integer", "nullable": true}],
             "constraints": [{"type": "p", "columns": ["id"]}, {"type": "u", "columns": ["email"]},
              {"type": "f", "columns": ["boss"], "table": "users", "targets": ["id"]},
              {"type": "c", "columns": ["age"], "check": "CHECK (((age >= 18) AND (age < 120)))"},
              {"type": "c", "columns": ["state"], "check": "CHECK (((state)::text = ANY ((ARRAY['new'::character varying, 'old'::character varying])::text[])))"}]}
            """
        let orders = """
            {"table": "orders", "columns": [{"name": "id", "type": "bigint", "nullable": false},
              {"name": "user_id", "type": "integer", "nullable": false}, {"name": "price", "type": "numeric(6,2)", "nullable": false}],
             "constraints": [{"type": "p", "columns": ["id"]}, {"type": "f", "columns": ["user_id"], "table": "users", "targets": ["id"]}]}
            """
        let spec = DatabaseSchema([try json(users), try json(orders)]).spec(rows: 50)
        let fields = Dictionary(uniqueKeysWithValues: spec.tables[0].fields.map { ($0.name, $0.value) })
        #expect(fields["id"] == "sequence")
        #expect(fields["email"] == "{kind: email, unique: true}")
        #expect(fields["age"] == "{number: {uniform: [18, 119]}, nulls: 10%}")
        #expect(fields["state"] == "{one_of: [new, old]}")
        #expect(fields["mood"] == "{one_of: [sad, ok]}")
        #expect(fields["boss"] == "{references: users.id, nulls: 10%}")
        #expect(
            spec.tables[1].fields.map(\.value) == [
                "sequence", "{references: users.id}", "{number: {uniform: [0, 9999], decimals: 2}}",
            ]
        )
        _ = try compiled(spec)
    }

    @Test("a key of several columns is kept where its values can be counted, and said to be lost where not")
    func keys() throws {
        let column = #"{"name": "id", "type": "integer", "nullable": false}"#
        let parent = #"{"table": "a", "columns": [\#(column)], "constraints": [{"type": "p", "columns": ["id"]}]}"#
        let child = """
            {"table": "b", "columns": [{"name": "a", "type": "integer", "nullable": false}, {"name": "line", "type": "integer", "nullable": false},
              {"name": "word", "type": "text", "nullable": false}],
             "constraints": [{"type": "p", "columns": ["a", "line"]}, {"type": "u", "columns": ["a", "word"]},
              {"type": "f", "columns": ["a"], "table": "a", "targets": ["id"]}]}
            """
        let spec = DatabaseSchema([try json(parent), try json(child)]).spec(rows: 40)
        #expect(spec.tables[1].key == ["a", "line"])
        #expect(spec.text.contains("    unique: [a, line]\n    fields:"), "\(spec.text)")
        #expect(spec.remarks.contains("b: that a, word are unique together is not kept"))
        #expect(try compiled(spec)[1].key == ["a", "line"])
    }

    @Test("an OpenAPI document's schemas become tables; a reference points at what stands before it")
    func document() throws {
        let text = """
            {"openapi": "3.0.0", "components": {"schemas": {
              "Owner": {"type": "object", "required": ["id", "email"], "properties": {
                "id": {"type": "integer"}, "email": {"type": "string", "format": "email"}, "born": {"type": "string", "format": "date"}}},
              "Pet": {"type": "object", "required": ["id", "owner", "kind"], "properties": {
                "id": {"type": "string", "format": "uuid"}, "owner": {"$ref": "#/components/schemas/Owner"},
                "kind": {"enum": ["dog", "cat"]}, "weight": {"type": "number", "minimum": 1, "maximum": 80}, "tags": {"type": "array"}}}}}}
            """
        let spec = try #require(DocumentSchema(try json(text))).spec(rows: 20)
        #expect(spec.tables.map(\.name) == ["Owner", "Pet"])
        let pet = Dictionary(uniqueKeysWithValues: spec.tables[1].fields.map { ($0.name, $0.value) })
        #expect(pet["owner"] == "{references: Owner.id}")
        #expect(pet["kind"] == "{one_of: [dog, cat]}")
        #expect(pet["weight"] == "{number: {uniform: [1, 80], decimals: 2}, nulls: 10%}")
        #expect(pet["tags"] == nil)
        _ = try compiled(spec)
        #expect(DocumentSchema(try json("{\"openapi\": \"3.0.0\"}")) == nil)
    }
}
