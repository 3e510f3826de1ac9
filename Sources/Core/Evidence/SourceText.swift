/// A source file as the page shows it: its lines, which of them were reached, and which are new.
package struct SourceText: Sendable, Equatable {
    /// Relative to the project's root.
    package var path: String
    package var text: String
    package var lines: FileLines
    /// Lines that the change adds, sorted ranges.
    package var added: [ClosedRange<UInt32>]

    package init(path: String, text: String, lines: FileLines, added: [ClosedRange<UInt32>] = []) {
        self.path = path
        self.text = text
        self.lines = lines
        self.added = added
    }
}
