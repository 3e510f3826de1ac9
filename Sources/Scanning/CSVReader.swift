/// Records of comma-separated values (RFC 4180) over bytes: quoted fields may hold separators, quotes and line ends.
///
/// Line ends are LF or CRLF; blank lines are skipped; a byte order mark is tolerated.
package struct CSVReader {
    package let document: Bytes
    /// The line on which the record given last begins, from 1.
    package private(set) var lineNumber = 0
    private let separator: UInt8
    private var cursor: Int
    private var nextLine = 1

    package init(_ bytes: Bytes, separator: UInt8 = UInt8(ascii: ",")) {
        document = bytes
        self.separator = separator
        cursor = bytes.hasPrefix("\u{FEFF}") ? 3 : 0
    }

    /// Reads the next record into `fields` (replacing its content); false behind the last.
    package mutating func next(into fields: inout [String]) throws(ScanError) -> Bool {
        fields.removeAll(keepingCapacity: true)
        while cursor < document.count, document[cursor] == 0x0A || document[cursor] == 0x0D {
            if document[cursor] == 0x0A { nextLine += 1 }
            cursor += 1
        }
        guard cursor < document.count else { return false }
        lineNumber = nextLine
        while true {
            fields.append(try field())
            guard cursor < document.count else { return true }
            let byte = document[cursor]
            cursor += 1
            if byte == separator { continue }
            if byte == 0x0D {
                guard cursor >= document.count || document[cursor] == 0x0A else {
                    throw ScanError("a carriage return within a line", at: cursor - 1, in: document)
                }
                cursor = min(cursor + 1, document.count)
            }
            nextLine += 1
            return true
        }
    }

    private mutating func field() throws(ScanError) -> String {
        if cursor < document.count, document[cursor] == UInt8(ascii: "\"") { return try quotedField() }
        let start = cursor
        while cursor < document.count {
            let byte = document[cursor]
            if byte == separator || byte == 0x0A || byte == 0x0D { break }
            cursor += 1
        }
        return document.slice(ByteRange(start, cursor)).string
    }

    private mutating func quotedField() throws(ScanError) -> String {
        let start = cursor
        cursor += 1
        var output: [UInt8] = []
        while cursor < document.count {
            let byte = document[cursor]
            cursor += 1
            if byte == UInt8(ascii: "\"") {
                guard cursor < document.count, document[cursor] == byte else {
                    if cursor < document.count, ![separator, 0x0A, 0x0D].contains(document[cursor]) {
                        throw ScanError("text behind a closing quote", at: cursor, in: document)
                    }
                    return String(decoding: output, as: UTF8.self)
                }
                cursor += 1
            } else if byte == 0x0A {
                nextLine += 1
            }
            output.append(byte)
        }
        throw ScanError("a quoted field is not closed", at: start, in: document)
    }
}
