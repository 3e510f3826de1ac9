/// The statements that make room for the tables in PostgreSQL.
package enum TableStatements {
    package static func text(_ tables: [CompiledTable]) -> String {
        tables.map { table in
            let lines = table.columns.map { column in
                var line = "    \(RowWriter.identifier(column.name)) \(column.type.rawValue)"
                if !column.hasNulls { line += " NOT NULL" }
                if column.isUnique { line += " UNIQUE" }
                if let reference = column.references {
                    let (table, name) = (RowWriter.identifier(reference.table), RowWriter.identifier(reference.column))
                    line += " REFERENCES \(table) (\(name))"
                }
                return line
            }
            let keys =
                table.key.isEmpty
                ? [] : ["    UNIQUE (\(table.key.map(RowWriter.identifier).joined(separator: ", ")))"]
            return "CREATE TABLE IF NOT EXISTS \(RowWriter.identifier(table.name)) (\n"
                + (lines + keys).joined(separator: ",\n") + "\n);\n"
        }.joined()
    }
}
