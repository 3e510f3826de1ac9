extension Masker {
    /// Masks CSV with a line of names; hands over pieces of output.
    package mutating func maskCSV(
        _ bytes: UnsafeRawBufferPointer,
        table: String,
        _ write: ([UInt8]) throws -> Void
    ) throws {
        let separator = TextTable.separator(bytes)
        var (start, line) = (bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0, 1)
        var fields: [Range<Int>] = []
        guard try TextTable.csvRow(bytes, &start, separator, &line, &fields) else { return }
        var names: [String] = []
        for field in fields {
            let raw = UnsafeRawBufferPointer(rebasing: bytes[field])
            names.append(column(table, String(decoding: TextTable.plain(raw) ?? Array(raw), as: UTF8.self)))
        }
        var output: [UInt8] = Array(bytes[0..<min(start, bytes.count)])
        if output.last != 0x0A { output.append(0x0A) }
        var columns = names.map {
            tally.columns[$0] ?? MaskTally.Column(name: $0, rule: nil, reason: "", isQuasi: false)
        }
        while try TextTable.csvRow(bytes, &start, separator, &line, &fields) {
            guard fields.count == columns.count || fields.count == 1 && fields[0].isEmpty else {
                throw TextTable.Problem(
                    message: "\(fields.count) fields, where the head has \(columns.count)",
                    line: line - 1
                )
            }
            guard fields.count == columns.count else { continue }
            for (place, field) in fields.enumerated() {
                if place > 0 { output.append(separator) }
                maskCSV(UnsafeRawBufferPointer(rebasing: bytes[field]), separator, &columns[place], &output)
            }
            output.append(0x0A)
            if !isChecking { endRow() }
            try flush(&output, write)
        }
        for column in columns where !isChecking { tally.columns[column.name] = column }
        endFile()
        try write(output)
    }

    private mutating func maskCSV(
        _ field: UnsafeRawBufferPointer,
        _ separator: UInt8,
        _ column: inout MaskTally.Column,
        _ output: inout [UInt8]
    ) {
        if let plain = TextTable.plain(field) {
            plain.withUnsafeBytes { value in
                if isChecking { return check(value, column.rule) }
                var masked: [UInt8] = []
                mask(value, &column, to: &masked)
                output.append(0x22)
                for byte in masked {
                    if byte == 0x22 { output.append(byte) }
                    output.append(byte)
                }
                output.append(0x22)
            }
        } else if isChecking {
            check(field, column.rule)
        } else {
            mask(field, &column, to: &output)
        }
    }
}
