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
        /// Commands of Redis' protocol, a hash for each row, as `redis-cli --pipe` reads them.
        case redis
    }

    let table: CompiledTable
    private let form: Form
    let lanes: [Lane]

    package init(_ table: CompiledTable, _ form: Form) {
        self.table = table
        self.form = form
        lanes = table.columns.enumerated().map { number, column in
            switch form {
            case .csv: Lane(column, lead: number == 0 ? "" : ",")
            case .sql: Lane(column, lead: number == 0 ? "" : "\t")
            case .jsonl: Lane(column, lead: (number == 0 ? "{" : ",") + RowWriter.quoted(column.name) + ":")
            case .redis: Lane(column, lead: RowWriter.bulk(column.name))
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
        case .jsonl, .redis: return []
        case .sql:
            let names = table.columns.map { Self.identifier($0.name) }.joined(separator: ", ")
            return Array("COPY \(Self.identifier(table.name)) (\(names)) FROM stdin;\n".utf8)
        }
    }

    /// What stands behind all rows.
    package func tail() -> [UInt8] { form == .sql ? Array("\\.\n\n".utf8) : [] }

    /// Appends rows to what the sink holds.
    package func write(_ rows: Range<UInt64>, to sink: ByteSink) {
        switch form {
        case .csv:
            for row in rows {
                for lane in lanes { lane.writeCSV(row, table, sink) }
                sink.append(0x0A)
            }
        case .jsonl:
            for row in rows {
                for lane in lanes { lane.writeJSON(row, table, sink) }
                sink.append("}\n")
            }
        case .sql:
            for row in rows {
                for lane in lanes { lane.writeCopy(row, table, sink) }
                sink.append(0x0A)
            }
        case .redis:
            let (value, key) = (ByteSink(capacity: 1_024), keyColumn)
            for row in rows { writeHash(row, key, sink, value) }
        }
    }

    private static func quoted(_ text: String) -> String {
        let sink = ByteSink(capacity: 64)
        sink.append(text)
        sink.escape(from: 0, Lane.jsonEscape)
        return "\"" + String(decoding: sink.bytes, as: UTF8.self) + "\""
    }

    /// A name as SQL takes it, in quotes wherever it might mean something else.
    static func identifier(_ name: String) -> String {
        "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
