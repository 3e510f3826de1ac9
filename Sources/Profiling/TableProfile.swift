package import Privacy

/// What is known of a table without any value of a record.
package struct TableProfile {
    package let name: String
    private var columns: [ColumnProfile]
    package private(set) var rows = 0
    private var chance: UInt64 = 0x9E37_79B9_7F4A_7C15

    /// `key` keeps what tells values apart from being looked up afterwards: it is chance, and is forgotten.
    package init(name: String, columns: [String], key: [UInt8]) {
        self.name = name
        let hash = KeyedHash(key: key)
        self.columns = columns.map { ColumnProfile(name: $0, hash: hash) }
    }

    /// Goes over CSV with a line of names.
    package static func csv(
        _ bytes: UnsafeRawBufferPointer,
        name: String,
        key: [UInt8]
    ) throws(TextTable.Problem) -> TableProfile {
        var (start, line, fields) = (0, 1, [Range<Int>]())
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { start = 3 }
        let separator = TextTable.separator(bytes)
        guard try TextTable.csvRow(bytes, &start, separator, &line, &fields), !fields.isEmpty else {
            throw TextTable.Problem(message: "there is no line of names", line: 1)
        }
        let names = fields.map { range in
            let field = UnsafeRawBufferPointer(rebasing: bytes[range])
            return String(decoding: TextTable.plain(field) ?? Array(field), as: UTF8.self)
        }
        var profile = TableProfile(name: name, columns: names, key: key)
        while try TextTable.csvRow(bytes, &start, separator, &line, &fields) {
            if fields.count == 1, fields[0].isEmpty { continue }
            guard fields.count == names.count else {
                throw TextTable.Problem(
                    message: "a row of \(fields.count) fields, and there are \(names.count) columns",
                    line: line - 1
                )
            }
            profile.add(bytes, fields)
        }
        return profile
    }

    private mutating func add(_ bytes: UnsafeRawBufferPointer, _ fields: [Range<Int>]) {
        let place = next()
        for (index, range) in fields.enumerated() {
            let field = UnsafeRawBufferPointer(rebasing: bytes[range])
            if let plain = TextTable.plain(field) {
                plain.withUnsafeBytes { columns[index].add($0, sample: place) }
            } else {
                columns[index].add(field, sample: place)
            }
        }
        rows += 1
    }

    /// Where the sample keeps the row; nil where it does not: each row stays with the same chance.
    private mutating func next() -> Int? {
        if rows < ColumnProfile.room { return rows }
        chance ^= chance << 13
        chance ^= chance >> 7
        chance ^= chance << 17
        let place = Int(chance % UInt64(rows + 1))
        return place < ColumnProfile.room ? place : nil
    }

    /// Names of columns whose values are there once each.
    var keys: [String] { columns.filter(\.isKey).map(\.name) }

    // MARK: As a table of a specification

    /// Tables with references between them: a column `customer_id` points at `customers`, where that has a key.
    package static func spec(_ profiles: [TableProfile], minimum: Int) -> SpecText {
        let tables = profiles.map { profile -> SpecText.Table in
            var fields: [(name: String, value: String)] = []
            for (index, column) in profile.columns.enumerated() {
                let reference = profiles.lazy.compactMap { $0.target(of: column.name, in: profile.name) }.first
                if let reference, !column.isKey || reference.table != profile.name {
                    fields.append(
                        (column.name, "{references: \(reference.table).\(reference.field), fan_out: {zipf: 1}}")
                    )
                    continue
                }
                fields.append((column.name, profile.correlated(index, column.field(minimum: minimum))))
            }
            return SpecText.Table(name: profile.name, rows: profile.rows, fields: fields)
        }
        return SpecText(
            tables,
            remarks: [
                "Made by `assay data profile`: shares and forms of values, and no value that occurs in fewer than \(minimum) rows.",
                "References are known by their names; read it before it is committed.",
            ]
        )
    }

    /// What a column of another table points at here.
    private func target(of column: String, in other: String) -> (table: String, field: String)? {
        guard other != name else { return nil }
        let lower = name.lowercased()
        let singular =
            lower.hasSuffix("ies") ? lower.dropLast(3) + "y" : lower.hasSuffix("s") ? lower.dropLast() : lower[...]
        let wanted = column.lowercased()
        for key in keys {
            let own = key.lowercased()
            if wanted == "\(singular)_\(own)" || wanted == "\(singular)\(own)" || wanted == "\(lower)_\(own)" {
                return (name, key)
            }
        }
        return nil
    }

    /// A number with how it goes with the one before it that it goes with most.
    private func correlated(_ index: Int, _ field: String) -> String {
        guard field.hasPrefix("{number: {histogram") else { return field }
        var best: (name: String, strength: Double)?
        for other in 0..<index where columns[other].field(minimum: .max).hasPrefix("{number: {histogram") {
            let strength = Self.correlation(columns[index].sample, columns[other].sample)
            if strength.magnitude >= 0.2, strength.magnitude > best?.strength.magnitude ?? 0 {
                best = (columns[other].name, strength)
            }
        }
        guard let best else { return field }
        // `{number: {histogram: {…}, decimals: 2}}`, with or without something behind it.
        guard let place = field.range(of: "decimals: ") else { return field }
        let words =
            "correlates: {with: \(SpecText.quoted(best.name)), strength: \(SpecText.number(best.strength, digits: 2))}, "
        return String(field[..<place]) + words + String(field[place...])
    }

    /// Pearson's, of the ranks: amounts have long tails.
    private static func correlation(_ one: [Double?], _ other: [Double?]) -> Double {
        var (x, y) = ([Double](), [Double]())
        for (left, right) in zip(one, other) {
            guard let left, let right else { continue }
            x.append(left)
            y.append(right)
        }
        guard x.count >= 30 else { return 0 }
        let (a, b) = (ranks(x), ranks(y))
        let middle = Double(x.count - 1) / 2
        var (sum, left, right) = (0.0, 0.0, 0.0)
        for index in a.indices {
            let (p, q) = (a[index] - middle, b[index] - middle)
            sum += p * q
            left += p * p
            right += q * q
        }
        guard left > 0, right > 0 else { return 0 }
        return sum / (left * right).squareRoot()
    }

    private static func ranks(_ values: [Double]) -> [Double] {
        let order = values.indices.sorted { values[$0] < values[$1] }
        var ranks = [Double](repeating: 0, count: values.count)
        var begin = 0
        while begin < order.count {
            var end = begin
            while end + 1 < order.count, values[order[end + 1]] == values[order[begin]] { end += 1 }
            for place in begin...end { ranks[order[place]] = Double(begin + end) / 2 }
            begin = end + 1
        }
        return ranks
    }
}

extension String {
    /// Where a text begins; nil where it is not there.
    fileprivate func range(of text: String) -> String.Index? {
        indices.first { self[$0...].hasPrefix(text) }
    }
}
