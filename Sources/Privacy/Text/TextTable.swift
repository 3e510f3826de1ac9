/// The fields of rows in text, in one of the forms that dumps have.
package enum TextTable {
    /// What is wrong with the text, and where.
    package struct Problem: Error, Sendable, Hashable {
        package var message: String
        /// From 1; 0 where it is the text as a whole.
        package var line: Int

        package init(message: String, line: Int) {
            self.message = message
            self.line = line
        }
    }

    /// The fields of the line or lines that begin at `start`, as they stand there, quotes included; nil at the end.
    ///
    /// `line` is where it stands, from 1, and goes on by what was read.
    package static func csvRow(
        _ bytes: UnsafeRawBufferPointer,
        _ start: inout Int,
        _ separator: UInt8,
        _ line: inout Int,
        _ fields: inout [Range<Int>]
    ) throws(Problem) -> Bool {
        fields.removeAll(keepingCapacity: true)
        guard start < bytes.count else { return false }
        let first = line
        var (index, begin) = (start, start)
        while true {
            if index < bytes.count, bytes[index] == 0x22, index == begin {
                index += 1
                while true {
                    guard index < bytes.count else {
                        throw Problem(message: "a quote that begins in line \(first) is never closed", line: first)
                    }
                    if bytes[index] == 0x0A { line += 1 }
                    if bytes[index] == 0x22 {
                        guard index + 1 < bytes.count, bytes[index + 1] == 0x22 else { break }
                        index += 1
                    }
                    index += 1
                }
                index += 1
                guard index >= bytes.count || bytes[index] == separator || bytes[index] == 0x0A || bytes[index] == 0x0D
                else {
                    throw Problem(message: "text follows the closing quote of a field", line: line)
                }
            } else {
                index = end(bytes, index, separator, or: 0x22)
                if index < bytes.count, bytes[index] == 0x22 {
                    throw Problem(message: "a quote in the middle of a field that has none around it", line: line)
                }
            }
            var end = index
            if index >= bytes.count || bytes[index] == 0x0A, end > begin, bytes[end - 1] == 0x0D { end -= 1 }
            if index < bytes.count, bytes[index] == 0x0D { index += 1 }
            fields.append(begin..<end)
            guard index < bytes.count, bytes[index] == separator else { break }
            index += 1
            begin = index
        }
        line += 1
        start = index + 1
        return true
    }

    /// Where the next separator or end of a line stands, or the next of another byte; eight bytes a step.
    @inline(__always)
    static func end(
        _ bytes: UnsafeRawBufferPointer,
        _ start: Int,
        _ separator: UInt8,
        or other: UInt8 = 0x0A
    ) -> Int {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let (separators, newlines, others) = (ones &* UInt64(separator), ones &* 0x0A, ones &* UInt64(other))
        var index = start
        while index &+ 8 <= bytes.count {
            let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
            // The top bit of each byte that is equal; the lowest one is exact.
            let (one, two, three) = (word ^ separators, word ^ newlines, word ^ others)
            let hits =
                ((one &- ones) & ~one | (two &- ones) & ~two | (three &- ones) & ~three) & (ones &* 0x80)
            if hits != 0 { return index &+ hits.trailingZeroBitCount / 8 }
            index &+= 8
        }
        while index < bytes.count, bytes[index] != separator, bytes[index] != 0x0A, bytes[index] != other {
            index &+= 1
        }
        return index
    }

    /// The separator of a head line: the one that is there most often.
    package static func separator(_ bytes: UnsafeRawBufferPointer) -> UInt8 {
        let head = bytes.prefix { $0 != 0x0A }
        return [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: "|")]
            .max { one, other in head.count { $0 == one } < head.count { $0 == other } } ?? UInt8(ascii: ",")
    }

    /// A field without its quotes, inner ones single.
    package static func plain(_ field: UnsafeRawBufferPointer) -> [UInt8]? {
        guard field.first == 0x22, field.count >= 2 else { return nil }
        var text: [UInt8] = []
        var index = 1
        while index < field.count - 1 {
            text.append(field[index])
            index += field[index] == 0x22 ? 2 : 1
        }
        return text
    }

    /// Whether the line that ends the rows of a COPY begins there: `\\.`.
    static func isEndOfRows(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> Bool {
        start + 2 <= bytes.count && bytes[start] == 0x5C && bytes[start + 1] == 0x2E
            && (start + 2 == bytes.count || bytes[start + 2] == 0x0A)
    }

    /// The columns of `COPY table (a, b) FROM stdin;`; nil for any other line.
    static func copyColumns(_ line: UnsafeRawBufferPointer) -> (table: String, columns: [String])? {
        guard line.count > 12, line.starts(with: "COPY ".utf8) else { return nil }
        let text = String(decoding: line, as: UTF8.self)
        guard text.lowercased().contains(" from stdin"), let open = text.firstIndex(of: "("),
            let close = text.firstIndex(of: ")"), open < close
        else {
            return nil
        }
        let names = text[text.index(after: open)..<close].split(separator: ",").map {
            String($0.filter { $0 != " " && $0 != "\"" })
        }
        let table = text[..<open].dropFirst(5).filter { $0 != " " && $0 != "\"" }
        // The schema that everything is in says nothing.
        return (String(table.hasPrefix("public.") ? table.dropFirst(7) : table[...]), names)
    }
}
