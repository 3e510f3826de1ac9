/// What is wrong with a document, and where: offset in bytes from 0, line and column from 1.
package struct ScanError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A lowercase fragment without a full stop, naming the offending thing.
    package let message: String
    package let offset: Int
    package let line: Int
    package let column: Int

    package init(_ message: String, at offset: Int, in bytes: Bytes) {
        let position = TextPosition(offset: offset, in: bytes)
        self.message = message
        self.offset = offset
        line = position.line
        column = position.column
    }

    package var description: String { "line \(line), column \(column): \(message)" }
}
