extension Masker {
    /// Masks a dump: rows of `COPY` by their columns, and whatever shows by its form in all other lines.
    package mutating func maskSQL(_ bytes: UnsafeRawBufferPointer, _ write: ([UInt8]) throws -> Void) throws {
        var output: [UInt8] = []
        var columns: [MaskTally.Column]?
        var start = 0
        var rest = MaskTally.Column(name: "other lines", rule: nil, reason: "texts were scanned", isQuasi: false)
        while start < bytes.count {
            var end = start
            while end < bytes.count, bytes[end] != 0x0A { end += 1 }
            let line = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
            start = end + 1
            if columns != nil, line.count == 2, line[0] == 0x5C, line[1] == 0x2E {
                for column in columns ?? [] where !isChecking { tally.columns[column.name] = column }
                columns = nil
                output.append(contentsOf: line)
            } else if columns != nil {
                maskCopy(line, &columns, &output)
            } else if let (table, names) = TextTable.copyColumns(line) {
                var all: [MaskTally.Column] = []
                for name in names { if let known = tally.columns[column(table, name)] { all.append(known) } }
                columns = all
                output.append(contentsOf: line)
            } else if isChecking {
                check(line, nil)
            } else {
                maskInside(line, &rest, to: &output)
            }
            if end < bytes.count { output.append(0x0A) }
            if output.count > 1 << 20 {
                try write(output)
                output.removeAll(keepingCapacity: true)
            }
        }
        if columns != nil { throw TextTable.Problem(message: "the dump ends within the rows of a COPY", line: 0) }
        if !rest.inside.isEmpty, !isChecking {
            tally.columns[rest.name] = rest
            tally.order.append(rest.name)
        }
        endFile()
        try write(output)
    }

    private mutating func maskCopy(
        _ line: UnsafeRawBufferPointer,
        _ columns: inout [MaskTally.Column]?,
        _ output: inout [UInt8]
    ) {
        var (begin, place) = (0, 0)
        while true {
            var end = begin
            while end < line.count, line[end] != 0x09 { end += 1 }
            let value = UnsafeRawBufferPointer(rebasing: line[begin..<end])
            let isNull = value.count == 2 && value[0] == 0x5C && value[1] == UInt8(ascii: "N")
            if place > 0 { output.append(0x09) }
            if isNull || place >= columns?.count ?? 0 {
                output.append(contentsOf: value)
            } else if isChecking {
                check(value, columns?[place].rule)
            } else if var column = columns?[place] {
                mask(value, &column, to: &output)
                columns?[place] = column
            }
            guard end < line.count else { break }
            begin = end + 1
            place += 1
        }
        if !isChecking { endRow() }
    }
}
