import Configuration
import Core
import Scanning

/// A diagnostic for programs: the same facts as the text, by name.
enum DiagnosticJSON {
    static func value(_ diagnostic: Diagnostic) -> JSON {
        .object([
            .init("severity", .string(diagnostic.severity.rawValue)),
            .init("message", .string(diagnostic.message)),
            .init("file", .string(diagnostic.location.file)),
            .init("line", .integer(Int64(diagnostic.location.line))),
            .init("column", .integer(Int64(diagnostic.location.column))),
            .init("length", .integer(Int64(diagnostic.length))),
            .init("suggestion", diagnostic.suggestion.map { .string($0) } ?? .null),
            .init("details", .array(diagnostic.details.map { .string($0) })),
            .init("help", diagnostic.help.map { .string($0) } ?? .null),
        ])
    }
}

extension Diagnostic {
    /// A planning error in the words and with the place of a configuration error.
    init(_ error: PlanError) {
        self.init(
            severity: .error,
            message: error.message,
            location: error.location ?? SourceLocation(file: "", line: 1, column: 1)
        )
        details = error.related.map { related in (related.location.map { "\($0): " } ?? "") + related.message }
        help = error.help
    }
}
