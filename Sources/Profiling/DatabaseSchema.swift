package import Scanning

/// The tables of a PostgreSQL as its catalogue describes them, and records that fit them.
package struct DatabaseSchema {
    /// The question whose answer is one JSON object a line, a table each.
    package static let query = """
        SELECT json_build_object(
          'table', c.relname,
          'columns', (SELECT json_agg(json_build_object(
              'name', a.attname, 'type', format_type(a.atttypid, a.atttypmod), 'nullable', NOT a.attnotnull,
              'enum', (SELECT json_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = a.atttypid)
            ) ORDER BY a.attnum)
            FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''),
          'constraints', (SELECT json_agg(json_build_object(
              'type', k.contype,
              'columns', (SELECT json_agg(x.attname ORDER BY o.place) FROM unnest(k.conkey) WITH ORDINALITY o(number, place)
                JOIN pg_attribute x ON x.attrelid = k.conrelid AND x.attnum = o.number),
              'table', (SELECT t.relname FROM pg_class t WHERE t.oid = k.confrelid),
              'targets', (SELECT json_agg(x.attname ORDER BY o.place) FROM unnest(k.confkey) WITH ORDINALITY o(number, place)
                JOIN pg_attribute x ON x.attrelid = k.confrelid AND x.attnum = o.number),
              'check', pg_get_constraintdef(k.oid)))
            FROM pg_constraint k WHERE k.conrelid = c.oid))
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY c.relname
        """

    private struct Column {
        var name: String
        var type: String
        var isNullable: Bool
        var values: [String]
    }

    private struct Reference {
        var table: String
        var field: String
    }

    private struct Table {
        var name: String
        var columns: [Column]
        var references: [String: Reference] = [:]
        var unique: Set<String> = []
        /// Keys of several columns.
        var keys: [[String]] = []
        var checks: [String] = []
    }

    private var tables: [Table] = []
    private var remarks: [String] = [
        "Made of a database's catalogue: types, keys, checks, enums; read it before it is used."
    ]

    /// `answer` is what the query printed.
    package init(_ answer: [JSON]) {
        for entry in answer {
            guard let name = entry["table"]?.string else { continue }
            let columns = (entry["columns"]?.array ?? []).map { column in
                Column(
                    name: column["name"]?.string ?? "",
                    type: column["type"]?.string ?? "text",
                    isNullable: column["nullable"]?.bool ?? true,
                    values: (column["enum"]?.array ?? []).compactMap(\.string)
                )
            }
            var table = Table(name: name, columns: columns)
            for constraint in entry["constraints"]?.array ?? [] { add(constraint, to: &table) }
            if !columns.isEmpty { tables.append(table) }
        }
        breakCircles()
    }

    private mutating func add(_ constraint: JSON, to table: inout Table) {
        let columns = (constraint["columns"]?.array ?? []).compactMap(\.string)
        switch constraint["type"]?.string {
        case "p", "u": if columns.count == 1 { table.unique.insert(columns[0]) } else { table.keys.append(columns) }
        case "c": if let check = constraint["check"]?.string { table.checks.append(check) }
        case "f":
            let targets = (constraint["targets"]?.array ?? []).compactMap(\.string)
            guard let other = constraint["table"]?.string else { return }
            guard columns.count == 1, targets.count == 1 else {
                return remarks.append(
                    "\(table.name): the key of \(columns.joined(separator: ", ")) to \(other) has several columns, which is not kept"
                )
            }
            table.references[columns[0]] = Reference(table: other, field: targets[0])
        default: break
        }
    }

    /// Takes out references that lead back to their table over others; a column that may be empty then is.
    private mutating func breakCircles() {
        let places = Dictionary(tables.enumerated().map { ($1.name, $0) }) { first, _ in first }
        for place in tables.indices {
            for (column, reference) in tables[place].references.sorted(by: { $0.key < $1.key })
            where !isTree(column, reference, tables[place])
                && leads(from: reference.table, to: tables[place].name, places)
            {
                tables[place].references[column] = Reference(table: "", field: "")
                if tables[place].columns.first(where: { $0.name == column })?.isNullable == false {
                    remarks.append(
                        "\(tables[place].name).\(column) leads back to its own table and must not be empty: mend it"
                    )
                }
            }
        }
    }

    /// Whether a column points at other rows of its own table, and the first row at none.
    private func isTree(_ column: String, _ reference: Reference, _ table: Table) -> Bool {
        reference.table == table.name && !table.unique.contains(column)
            && table.columns.first { $0.name == column }?.isNullable == true
    }

    private func leads(from start: String, to end: String, _ places: [String: Int]) -> Bool {
        var (open, seen) = ([start], Set<String>())
        while let name = open.popLast() {
            if name == end { return true }
            guard seen.insert(name).inserted, let place = places[name] else { continue }
            open += tables[place].references.values.map(\.table)
        }
        return false
    }

    // MARK: As a specification

    package func spec(rows: Int) -> SpecText {
        SpecText(
            tables.map { table in
                var made = SpecText.Table(
                    name: table.name,
                    rows: rows,
                    fields: table.columns.map { ($0.name, field($0, table)) }
                )
                made.key = table.keys.first { $0.allSatisfy { isCountable($0, of: made) } } ?? []
                return made
            },
            remarks: remarks + tables.flatMap(lostKeys)
        )
    }

    /// Whether a field's values can be counted, so that a key of several may have it.
    private func isCountable(_ name: String, of table: SpecText.Table) -> Bool {
        guard let value = table.fields.first(where: { $0.name == name })?.value else { return false }
        return !value.contains("nulls: ")
            && ["{references: ", "{one_of: ", "{number: {uniform: ", "{pattern: "].contains { value.hasPrefix($0) }
    }

    /// What is said of keys of several columns that the records do not keep.
    private func lostKeys(_ table: Table) -> [String] {
        let fields = SpecText.Table(
            name: table.name,
            rows: 1,
            fields: table.columns.map { ($0.name, field($0, table)) }
        )
        let kept = table.keys.first { $0.allSatisfy { isCountable($0, of: fields) } }
        return table.keys.filter { key in
            key != kept && !key.contains { name in table.unique.contains(name) }
        }.map { "\(table.name): that \($0.joined(separator: ", ")) are unique together is not kept" }
    }

    private func field(_ column: Column, _ table: Table) -> String {
        let isUnique = table.unique.contains(column.name)
        if let reference = table.references[column.name] {
            guard !reference.table.isEmpty else { return "{constant: \"\", nulls: 100%}" }
            let more = isUnique ? ", unique: true" : column.isNullable ? ", nulls: 10%" : ""
            return "{references: \(reference.table).\(reference.field)\(more)}"
        }
        let bounds = CheckBounds(column.name, table.checks)
        let kind = kind(column, isUnique, bounds)
        if isUnique, kind == "sequence" || kind == "uuid" { return kind }
        var parts = [kind.contains(":") ? kind : "kind: \(kind)"]
        if isUnique { parts.append("unique: true") } else if column.isNullable { parts.append("nulls: 10%") }
        return parts.count == 1 && !kind.contains(":") ? kind : "{\(parts.joined(separator: ", "))}"
    }

    private func kind(_ column: Column, _ isUnique: Bool, _ bounds: CheckBounds) -> String {
        let listed = column.values.isEmpty ? bounds.words : column.values
        if !listed.isEmpty { return "one_of: [\(listed.map(SpecText.quoted).joined(separator: ", "))]" }
        let type = column.type.prefix { $0 != "(" }
        let sizes = column.type.drop { $0 != "(" }.dropFirst().prefix { $0 != ")" }.split(separator: ",").compactMap {
            Int($0.filter { $0 != " " })
        }
        switch type {
        case "smallint", "integer", "bigint":
            if isUnique { return "sequence" }
            let limit = type == "smallint" ? 32_000.0 : 1_000_000
            let (low, high) = bounds.range(0, limit, step: 1)
            return "number: {uniform: [\(SpecText.number(low, digits: 12)), \(SpecText.number(high, digits: 12))]}"
        case "numeric", "real", "double precision", "money":
            let decimals = type == "numeric" ? min(sizes.count > 1 ? sizes[1] : 2, 9) : 2
            let whole = max(0, (sizes.first ?? 9) - decimals)
            let limit = (0..<min(whole, 6)).reduce(1.0) { value, _ in value * 10 } - 1
            let (low, high) = bounds.range(0, max(1, limit), step: 0.01)
            return
                "number: {uniform: [\(SpecText.number(low, digits: 9)), \(SpecText.number(high, digits: 9))], decimals: \(decimals)}"
        case "boolean": return "boolean: 50%"
        case "uuid": return "uuid"
        case "date": return "time: {from: 2023-01-01, to: 2024-12-31, as: date}"
        case "json", "jsonb": return "constant: \"{}\""
        case "inet", "cidr": return "ipv4"
        case "bytea": return "pattern: \"[a-f0-9]{16}\""
        default:
            if type.hasPrefix("timestamp") { return "time: {from: 2023-01-01, to: 2024-12-31}" }
            if type.hasPrefix("time") { return "pattern: \"1[0-9]:[0-5][0-9]:00\"" }
            if type == "interval" { return "constant: \"1 day\"" }
            if column.type.hasSuffix("[]") { return "constant: \"{}\"" }
            return text(column.name, sizes.first, isUnique)
        }
    }

    /// Texts by the column's name, where they have room.
    private func text(_ name: String, _ room: Int?, _ isUnique: Bool) -> String {
        if let kind = FieldGuess.kind(name), room.map({ $0 >= 40 || kind == "country" || kind == "currency" }) ?? true,
            !isUnique || kind == "email"
        {
            return kind
        }
        if isUnique { return "pattern: \"[a-z0-9]{\(min(room ?? 12, 12))}\"" }
        if let room, room < 16 { return "pattern: \"[A-Z]{\(max(1, min(room, 4)))}\"" }
        return "word"
    }
}
