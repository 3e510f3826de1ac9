import Glibc

/// A place in a text as people count it: lines and columns from 1, columns in Unicode scalars.
package struct TextPosition: Hashable, Sendable, CustomStringConvertible {
    package let line: Int
    package let column: Int

    /// Counts the line feeds before `offset`; linear, meant for the one error that ends a scan.
    package init(offset: Int, in bytes: Bytes) {
        let end = max(0, min(offset, bytes.count))
        var line = 1
        var lineStart = 0
        if let base = bytes.baseAddress {
            while lineStart < end, let found = memchr(base + lineStart, 0x0A, end - lineStart) {
                line += 1
                lineStart = UnsafeRawPointer(found) - base + 1
            }
        }
        var column = 1
        for index in lineStart..<end where bytes[index] & 0xC0 != 0x80 { column += 1 }
        if lineStart == 0, end >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { column -= 1 }
        self.line = line
        self.column = column
    }

    package var description: String { "line \(line), column \(column)" }
}
