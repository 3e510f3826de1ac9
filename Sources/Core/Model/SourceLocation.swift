/// A place in a file that a person wrote: 1-based line and column, as a compiler counts them.
package struct SourceLocation: Sendable, Hashable, CustomStringConvertible {
    package var file: String
    package var line: Int
    package var column: Int

    package init(file: String, line: Int, column: Int) {
        self.file = file
        self.line = line
        self.column = column
    }

    /// `file:line:column`, the form that terminals and editors turn into a link.
    package var description: String { "\(file):\(line):\(column)" }
}
