/// Writes rows of a table in one form.
package struct RowWriter: Sendable {
    /// How rows are written.
    package enum Form: String, Sendable, Hashable, CaseIterable {
        /// RFC 4180, with a line of names.
        case csv
        /// One JSON document a line.
        case jsonl
        /// SQL with `COPY … FROM stdin`, as psql reads it.
        case sql

        package var ending: String { rawValue }
    }

    private let table: CompiledTable
    private let form: Form
    /// What stands in front of each value: a separator, and in JSON the key.
    private let leads: [WordList]

    package init(_ table: CompiledTable, _ form: Form) {
        self.table = table
        self.form = form
        leads = table.columns.enumerated().map { number, column in
            switch form {
            case .csv: WordList([number == 0 ? "" : ","])
            case .sql: WordList([number == 0 ? "" : "\t"])
            case .jsonl: WordList([(number == 0 ? "{" : ",") + RowWriter.quoted(column.name) + ":"])
            }
        }
    }

    /// What stands before all rows.
    package func head() -> [UInt8] {
        switch form {
        case .csv:
            let sink = ByteSink(capacity: 1_024)
            for (number, column) in table.columns.enumerated() {
                if number > 0 { sink.append(UInt8(ascii: ",")) }
                let start = sink.count
                sink.append(column.name)
                if sink.needsQuotes(from: start) { sink.quote(from: start) }
            }
            sink.append(0x0A)
            return Array(sink.bytes)
        case .jsonl: return []
        case .sql:
            let names = table.columns.map { Self.identifier($0.name) }.joined(separator: ", ")
            return Array("COPY \(Self.identifier(table.name)) (\(names)) FROM stdin;\n".utf8)
        }
    }

    /// What stands behind all rows.
    package func tail() -> [UInt8] { form == .sql ? Array("\\.\n\n".utf8) : [] }

    /// Appends rows to what the sink holds.
    package func write(_ rows: Range<UInt64>, to sink: ByteSink) {
        for row in rows {
            switch form {
            case .csv: writeCSV(row, sink)
            case .jsonl: writeJSON(row, sink)
            case .sql: writeCopy(row, sink)
            }
        }
    }

    private func writeCSV(_ row: UInt64, _ sink: ByteSink) {
        for number in table.columns.indices {
            leads[number].append(0, to: sink)
            if table.columns[number].isNull(row) { continue }
            let start = sink.count
            table.write(number, row, to: sink)
            if table.columns[number].isFree, sink.needsQuotes(from: start) { sink.quote(from: start) }
        }
        sink.append(0x0A)
    }

    private func writeJSON(_ row: UInt64, _ sink: ByteSink) {
        for number in table.columns.indices {
            leads[number].append(0, to: sink)
            if table.columns[number].isNull(row) {
                sink.append("null")
            } else if table.columns[number].type.isBare {
                table.write(number, row, to: sink)
            } else {
                sink.append(UInt8(ascii: "\""))
                let start = sink.count
                table.write(number, row, to: sink)
                if table.columns[number].isFree { sink.escape(from: start, Self.jsonEscape) }
                sink.append(UInt8(ascii: "\""))
            }
        }
        sink.append("}\n")
    }

    private func writeCopy(_ row: UInt64, _ sink: ByteSink) {
        for number in table.columns.indices {
            leads[number].append(0, to: sink)
            if table.columns[number].isNull(row) {
                sink.append("\\N")
                continue
            }
            let start = sink.count
            table.write(number, row, to: sink)
            if table.columns[number].isFree { sink.escape(from: start, Self.copyEscape) }
        }
        sink.append(0x0A)
    }

    // MARK: Escapes

    private static func jsonEscape(_ byte: UInt8) -> StaticString? {
        switch byte {
        case 0x22: "\\\""
        case 0x5C: "\\\\"
        case 0x0A: "\\n"
        case 0x0D: "\\r"
        case 0x09: "\\t"
        case 0..<0x20: " "
        default: nil
        }
    }

    private static func copyEscape(_ byte: UInt8) -> StaticString? {
        switch byte {
        case 0x5C: "\\\\"
        case 0x0A: "\\n"
        case 0x0D: "\\r"
        case 0x09: "\\t"
        default: nil
        }
    }

    private static func quoted(_ text: String) -> String {
        let sink = ByteSink(capacity: 64)
        sink.append(text)
        sink.escape(from: 0, jsonEscape)
        return "\"" + String(decoding: sink.bytes, as: UTF8.self) + "\""
    }

    /// A name as SQL takes it, in quotes wherever it might mean something else.
    static func identifier(_ name: String) -> String {
        "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}

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
            return "CREATE TABLE IF NOT EXISTS \(RowWriter.identifier(table.name)) (\n"
                + lines.joined(separator: ",\n") + "\n);\n"
        }.joined()
    }
}
