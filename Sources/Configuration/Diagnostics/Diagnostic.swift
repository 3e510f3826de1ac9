package import Core

/// Something to say about a configuration, tied to a place in a file as a compiler's messages are.
package struct Diagnostic: Sendable, Hashable {
    /// How much it matters; only errors keep a configuration from being used.
    package enum Severity: String, Sendable, Hashable, CaseIterable {
        case error
        case warning
        case note
    }

    package var severity: Severity
    /// A lowercase fragment that names the offending text.
    package var message: String
    package var location: SourceLocation
    /// How many characters from `location` on are concerned; at least 1.
    package var length: Int
    /// What to write in place of the characters concerned, where there is a good guess.
    package var suggestion: String?
    /// The line of the file, without its line end; nil where there is none to show.
    package var sourceLine: String?
    /// Other places that take part, such as the stages of a circle, a line each.
    package var details: [String] = []
    /// What to do about it, where that is more than another word.
    package var help: String?

    package init(
        severity: Severity,
        message: String,
        location: SourceLocation,
        length: Int = 1,
        suggestion: String? = nil,
        sourceLine: String? = nil
    ) {
        self.severity = severity
        self.message = message
        self.location = location
        self.length = max(1, length)
        self.suggestion = suggestion
        self.sourceLine = sourceLine
    }
}
