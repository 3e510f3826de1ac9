/// Replaces what points at people in dumps, and keeps account of it.
package struct Masker {
    package enum Form: String, Sendable, Hashable, CaseIterable {
        case csv
        case jsonl
        case sql
    }

    private let pseudonyms: Pseudonyms
    /// By `COLUMN` or `TABLE.COLUMN`: they go before what a name speaks for.
    private let rules: [String: MaskRule]
    private let scanner = PersonalScanner(findsSynthetic: true)
    package private(set) var tally = MaskTally()
    /// Whether the output is looked at for originals, in place of masking.
    private var isChecking = false

    package init(key: [UInt8], rules: [String: MaskRule] = [:]) {
        pseudonyms = Pseudonyms(key: key)
        self.rules = rules
    }

    /// The number of a group of rows by their quasi-identifiers.
    private var group: UInt64 = 0

    // MARK: Columns

    private mutating func column(_ table: String, _ name: String) -> String {
        let full = table.isEmpty ? name : "\(table).\(name)"
        guard tally.columns[full] == nil else { return full }
        let given = rules[full] ?? rules[name]
        let named = MaskRule.named(name)
        let rule = given ?? named
        let reason =
            given != nil
            ? "as told" : named != nil ? "by its name" : "nothing speaks for personal data; texts were scanned"
        tally.columns[full] = MaskTally.Column(
            name: full,
            rule: rule,
            reason: reason,
            isQuasi: MaskRule.isQuasi(name, rule)
        )
        tally.order.append(full)
        return full
    }

    /// Appends what stands for a value of a column.
    private mutating func mask(
        _ value: UnsafeRawBufferPointer,
        _ column: inout MaskTally.Column,
        to output: inout [UInt8]
    ) {
        let start = output.count
        if let rule = column.rule {
            pseudonyms.append(value, rule, to: &output)
            if rule != .keep, !value.isEmpty {
                column.masked += 1
                if rule.isDirect, value.count >= 4 { tally.remember(pseudonyms.identity(value)) }
            }
        } else if value.count >= 8 {
            maskInside(value, &column, to: &output)
        } else {
            output += value
        }
        if column.isQuasi {
            group = group &* 31 &+ output[start...].reduce(7) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
        }
    }

    private mutating func maskInside(
        _ value: UnsafeRawBufferPointer,
        _ column: inout MaskTally.Column,
        to output: inout [UInt8]
    ) {
        var end = 0
        for finding in scanner.scan(value).findings {
            output += value[end..<finding.range.lowerBound]
            let inner = UnsafeRawBufferPointer(rebasing: value[finding.range])
            pseudonyms.append(inner, MaskRule(finding.kind), to: &output)
            tally.remember(pseudonyms.identity(inner))
            column.inside[finding.kind, default: 0] += 1
            end = finding.range.upperBound
        }
        output += value[end...]
    }

    /// Looks whether a value of the output, or something inside of it, was in the input.
    private mutating func check(_ value: UnsafeRawBufferPointer, isKept: Bool) {
        guard !isKept, value.count >= 4 else { return }
        if tally.originals.contains(pseudonyms.identity(value)) { tally.remaining += 1 }
        if value.count >= 8 {
            for finding in scanner.scan(value).findings where finding.range.count < value.count {
                let inner = UnsafeRawBufferPointer(rebasing: value[finding.range])
                if tally.originals.contains(pseudonyms.identity(inner)) { tally.remaining += 1 }
            }
        }
    }

    private mutating func endRow() {
        tally.rows += 1
        if tally.groups.count < 5_000_000 || tally.groups[group] != nil { tally.groups[group, default: 0] += 1 }
        group = 0
    }

    // MARK: CSV

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
            if output.count > 1 << 20 {
                try write(output)
                output.removeAll(keepingCapacity: true)
            }
        }
        for column in columns where !isChecking { tally.columns[column.name] = column }
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
                if isChecking { return check(value, isKept: column.rule == .keep) }
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
            check(field, isKept: column.rule == .keep)
        } else {
            mask(field, &column, to: &output)
        }
    }

    // MARK: SQL

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
                output += line
            } else if columns != nil {
                maskCopy(line, &columns, &output)
            } else if let (table, names) = TextTable.copyColumns(line) {
                var all: [MaskTally.Column] = []
                for name in names { if let known = tally.columns[column(table, name)] { all.append(known) } }
                columns = all
                output += line
            } else if isChecking {
                check(line, isKept: false)
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
                output += value
            } else if isChecking {
                check(value, isKept: columns?[place].rule == .keep)
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

    // MARK: JSON

    /// Masks the value of a member of a document; nil where it is not to be changed.
    package mutating func maskMember(_ table: String, _ name: String, _ text: String) -> String? {
        let full = column(table, name)
        guard var column = tally.columns[full] else { return nil }
        var output: [UInt8] = []
        var text = text
        text.withUTF8 { value in
            let raw = UnsafeRawBufferPointer(value)
            if isChecking { check(raw, isKept: column.rule == .keep) } else { mask(raw, &column, to: &output) }
        }
        guard !isChecking else { return nil }
        tally.columns[full] = column
        return String(decoding: output, as: UTF8.self)
    }

    /// Ends a document.
    package mutating func endDocument() { if !isChecking { endRow() } }

    // MARK: The second look

    /// From now on what is given is the output: how many values of it were direct identifiers of the input is counted.
    package mutating func beginCheck() { isChecking = true }
}
