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
        ])
    }
}

extension Diagnostic {
    /// A planning error in the words and with the place of a configuration error.
    init(_ error: PlanError) {
        let related = error.related.map { "\n  \($0.location.map { "\($0): " } ?? "")\($0.message)" }.joined()
        self.init(
            severity: .error,
            message: error.message + related,
            location: error.location ?? SourceLocation(file: "", line: 1, column: 1),
            length: 1,
            suggestion: error.help
        )
    }
}
