/// Rows as hashes of Redis: `HSET TABLE:KEY field value …`, each part with its length in front.
extension RowWriter {
    /// What tells rows apart: the first field that is unique and always there; nil where there is none.
    var keyColumn: Int? { table.columns.firstIndex { $0.isUnique && !$0.hasNulls } }

    /// A text as a part of a command.
    static func bulk(_ text: String) -> String { "$\(text.utf8.count)\r\n\(text)\r\n" }

    /// Writes a row; without a key it has its number, from 1.
    ///
    /// `value` is where values stand until their length is known.
    func writeHash(_ row: UInt64, _ key: Int?, _ sink: ByteSink, _ value: ByteSink) {
        var parts = UInt64(2)
        for column in table.columns where !column.isNull(row) { parts += 2 }
        // A hash without a field is none.
        guard parts > 2 else { return }
        sink.append(UInt8(ascii: "*"))
        sink.append(decimal: parts)
        sink.append("\r\n$4\r\nHSET\r\n")
        value.removeAll()
        value.append(table.name)
        value.append(UInt8(ascii: ":"))
        if let key { table.write(key, row, to: value) } else { value.append(decimal: row + 1) }
        append(value, to: sink)
        for lane in lanes where !lane.column.isNull(row) {
            lane.lead.append(0, to: sink)
            value.removeAll()
            table.write(lane.column.source, row, to: value)
            append(value, to: sink)
        }
    }

    private func append(_ value: ByteSink, to sink: ByteSink) {
        sink.append(UInt8(ascii: "$"))
        sink.append(decimal: UInt64(value.count))
        sink.append("\r\n")
        sink.append(value.base, value.count)
        sink.append("\r\n")
    }
}
