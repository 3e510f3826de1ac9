/// A specification of test data as text, table by table.
package struct SpecText: Sendable, Hashable {
    /// One table: its rows, and a YAML value for each field.
    package struct Table: Sendable, Hashable {
        package var name: String
        package var rows: Int
        package var fields: [(name: String, value: String)]
        /// Fields that no two rows have all alike.
        package var key: [String] = []

        package init(name: String, rows: Int, fields: [(name: String, value: String)] = []) {
            self.name = name
            self.rows = rows
            self.fields = fields
        }

        package static func == (one: Self, other: Self) -> Bool {
            one.name == other.name && one.rows == other.rows && one.key == other.key
                && one.fields.map(\.name) == other.fields.map(\.name)
                && one.fields.map(\.value) == other.fields.map(\.value)
        }

        package func hash(into hasher: inout Hasher) {
            hasher.combine(name)
            hasher.combine(rows)
            for field in fields {
                hasher.combine(field.name)
                hasher.combine(field.value)
            }
        }
    }

    package var tables: [Table]
    /// Lines that stand at the top, as remarks.
    package var remarks: [String]

    package init(_ tables: [Table], remarks: [String] = []) {
        self.tables = tables
        self.remarks = remarks
    }

    package var text: String {
        var lines = remarks.map { "# \($0)" } + ["data: {seed: 1}", "tables:"]
        for table in tables {
            lines += ["  \(Self.quoted(table.name)):", "    rows: \(max(1, table.rows))", "    fields:"]
            if !table.key.isEmpty {
                lines.insert("    unique: [\(table.key.map(Self.quoted).joined(separator: ", "))]", at: lines.count - 1)
            }
            for field in table.fields { lines.append("      \(Self.quoted(field.name)): \(field.value)") }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// A text as YAML has it: as it is where it can be nothing else, else in quotes.
    package static func quoted(_ text: String) -> String {
        let isPlain =
            !text.isEmpty
            && text.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || byte == 0x5F
            }
        let words: Set<String> = ["true", "false", "yes", "no", "null", "on", "off", "y", "n"]
        if isPlain, text.utf8.first.map({ !(0x30...0x39).contains($0) }) ?? false, !words.contains(text.lowercased()) {
            return text
        }
        var output = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": output += "\\\""
            case "\\": output += "\\\\"
            case "\n": output += "\\n"
            case "\t": output += "\\t"
            case "\r": output += "\\r"
            case _ where scalar.value < 0x20: output += " "
            default: output.unicodeScalars.append(scalar)
            }
        }
        return output + "\""
    }

    /// A number as short as it says the same to `digits` significant ones.
    static func number(_ value: Double, digits: Int = 3) -> String {
        guard value.isFinite, value != 0 else { return "0" }
        var scale = 1.0
        var size = value.magnitude
        var limit = 1.0
        for _ in 0..<digits { limit *= 10 }
        while size * scale < limit / 10, scale < 1e12 { scale *= 10 }
        while size >= limit {
            size /= 10
            scale /= 10
        }
        let rounded = (value * scale).rounded() / scale
        if rounded.rounded() == rounded, rounded.magnitude < 1e15 { return "\(Int64(rounded))" }
        return "\((rounded * 1e9).rounded() / 1e9)"
    }
}
