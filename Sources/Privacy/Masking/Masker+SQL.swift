extension Masker {
    /// Masks a dump: rows of `COPY` by their columns, and whatever shows by its form in all other lines.
    package mutating func maskSQL(_ bytes: UnsafeRawBufferPointer, _ write: ([UInt8]) throws -> Void) throws {
        var output: [UInt8] = []
        var start = 0
        var rest = MaskTally.Column(name: "other lines", rule: nil, reason: "texts were scanned", isQuasi: false)
        while start < bytes.count {
            let end = TextTable.end(bytes, start, 0x0A)
            let line = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
            start = end + 1
            let copied = TextTable.copyColumns(line)
            if copied != nil {
                output.append(contentsOf: line)
            } else if isChecking {
                check(line, nil)
            } else {
                maskInside(line, &rest, to: &output)
            }
            if end < bytes.count { output.append(0x0A) }
            if let (table, names) = copied {
                start = try maskRows(bytes, from: start, names.map { column(table, $0) }, &output, write)
            }
            try flush(&output, write)
        }
        if !rest.inside.isEmpty, !isChecking {
            tally.columns[rest.name] = rest
            tally.order.append(rest.name)
        }
        endFile()
        try write(output)
    }

    /// Masks the rows of a COPY; where the line that ends them begins.
    private mutating func maskRows(
        _ bytes: UnsafeRawBufferPointer,
        from: Int,
        _ names: [String],
        _ output: inout [UInt8],
        _ write: ([UInt8]) throws -> Void
    ) throws -> Int {
        var columns = names.compactMap { tally.columns[$0] }
        var (start, place) = (from, 0)
        while place > 0 || !TextTable.isEndOfRows(bytes, start) {
            guard start < bytes.count else {
                throw TextTable.Problem(message: "the dump ends within the rows of a COPY", line: 0)
            }
            let end = TextTable.end(bytes, start, 0x09)
            let value = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
            let isNull = value.count == 2 && value[0] == 0x5C && value[1] == UInt8(ascii: "N")
            if isNull || place >= columns.count {
                output.append(contentsOf: value)
            } else if isChecking {
                check(value, columns[place].rule)
            } else {
                mask(value, &columns[place], to: &output)
            }
            start = end + 1
            place += 1
            guard end < bytes.count else { continue }
            output.append(bytes[end])
            guard bytes[end] == 0x0A else { continue }
            place = 0
            if !isChecking { endRow() }
            try flush(&output, write)
        }
        for column in columns where !isChecking { tally.columns[column.name] = column }
        return start
    }
}
