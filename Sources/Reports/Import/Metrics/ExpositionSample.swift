import Core
import Scanning

/// One line of the exposition format: `name{label="value"} 1.5 1700000000 # {trace_id="x"} 0.7`.
struct ExpositionSample {
    var name = ""
    var labels: Labels = [:]
    var value = 0.0
    /// As written: seconds in OpenMetrics, milliseconds in Prometheus' own format.
    var timestamp: Double?
    var hasExemplar = false

    /// nil where the line is not of that form.
    init?(_ line: Bytes) {
        var cursor = Cursor(line)
        if let name = cursor.name() { self.name = name }
        if cursor.take(UInt8(ascii: "{")) {
            guard readLabels(&cursor) else { return nil }
        }
        guard !name.isEmpty else { return nil }
        let words = line.dropping(cursor.offset).split { $0 == 0x20 || $0 == 0x09 }.map { Bytes(rebasing: $0) }
        guard let first = words.first, let value = Self.number(first) else { return nil }
        self.value = value
        let rest = words.dropFirst()
        if let exemplar = rest.firstIndex(where: { $0.equals("#") }) {
            guard exemplar <= 2, words.count > exemplar + 2 else { return nil }
            hasExemplar = true
        } else if rest.count > 1 {
            return nil
        }
        if let word = rest.first, !word.equals("#") {
            guard let time = word.parseDouble() else { return nil }
            timestamp = time
        }
    }

    private mutating func readLabels(_ cursor: inout Cursor) -> Bool {
        while true {
            cursor.skipSpace()
            if cursor.take(UInt8(ascii: "}")) { return true }
            let isQuoted = cursor.next == UInt8(ascii: "\"")
            guard let key = isQuoted ? cursor.quoted() : cursor.name() else { return false }
            cursor.skipSpace()
            if cursor.take(UInt8(ascii: "=")) {
                cursor.skipSpace()
                guard let value = cursor.quoted(), labels[key] == nil else { return false }
                labels[key] = value
            } else {
                // A name that needs quotes stands within the braces, alone.
                guard isQuoted, name.isEmpty else { return false }
                name = key
            }
            cursor.skipSpace()
            if !cursor.take(UInt8(ascii: ",")), cursor.next != UInt8(ascii: "}") { return false }
        }
    }

    /// A number as the format has it; `NaN` and infinities are numbers.
    static func number(_ word: Bytes) -> Double? {
        if let value = word.parseDouble() { return value }
        switch word.string.lowercased() {
        case "nan": return .nan
        case "inf", "+inf", "infinity", "+infinity": return .infinity
        case "-inf", "-infinity": return -.infinity
        default: return nil
        }
    }
}

extension ExpositionSample {
    /// A place within a line.
    private struct Cursor {
        let line: Bytes
        var offset = 0

        init(_ line: Bytes) { self.line = line }

        var next: UInt8? { offset < line.count ? line[offset] : nil }

        mutating func take(_ byte: UInt8) -> Bool {
            guard next == byte else { return false }
            offset += 1
            return true
        }

        mutating func skipSpace() {
            while next == 0x20 || next == 0x09 { offset += 1 }
        }

        /// A name: `[a-zA-Z_:][a-zA-Z0-9_:]*`.
        mutating func name() -> String? {
            let start = offset
            while let byte = next, Self.isOfName(byte) || (offset > start && (0x30...0x39).contains(byte)) {
                offset += 1
            }
            return offset > start ? line.slice(ByteRange(start, offset)).string : nil
        }

        private static func isOfName(_ byte: UInt8) -> Bool {
            (0x61...0x7A).contains(byte | 0x20) && byte >= 0x41 || byte == UInt8(ascii: "_")
                || byte == UInt8(ascii: ":")
        }

        /// A text in quotes, with `\\`, `\"` and `\n`; made safe to show.
        mutating func quoted() -> String? {
            guard take(UInt8(ascii: "\"")) else { return nil }
            var output: [UInt8] = []
            while let byte = next {
                offset += 1
                if byte == UInt8(ascii: "\"") { return output.withUnsafeBytes { Text.lossy($0, limit: 1_024) } }
                guard byte == UInt8(ascii: "\\"), let escaped = next else {
                    output.append(byte)
                    continue
                }
                offset += 1
                if escaped == UInt8(ascii: "n") { output.append(0x0A) } else { output.append(escaped) }
            }
            return nil
        }
    }
}
