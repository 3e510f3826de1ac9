import Core

/// Gathers what is to be said about all files of one configuration, so that it is said together and in order.
final class DiagnosticLog {
    /// More errors than this help nobody; the rest is counted.
    static let limit = 500
    /// Looking for what was meant costs time; whoever makes more mistakes than this has another problem.
    static let suggestionLimit = 100

    private(set) var files: [SourceFile] = []
    private var entries: [(file: Int, diagnostic: Diagnostic)] = []
    private var dropped = 0
    private(set) var hasErrors = false

    /// Whether one more diagnostic would only be counted.
    var isFull: Bool { entries.count >= Self.limit }

    /// Registers a file and returns its index, which nodes carry.
    func add(_ file: SourceFile) -> Int {
        files.append(file)
        return files.count - 1
    }

    func report(
        _ severity: Diagnostic.Severity,
        _ message: String,
        at place: Place,
        length: Int = 1,
        suggestion: @autoclosure () -> String? = nil
    ) {
        if severity == .error { hasErrors = true }
        guard !isFull else {
            dropped += 1
            return
        }
        let diagnostic = Diagnostic(
            severity: severity,
            message: message,
            location: location(place),
            length: length,
            suggestion: entries.count < Self.suggestionLimit ? suggestion() : nil,
            sourceLine: files[place.file].line(place.line)
        )
        entries.append((place.file, diagnostic))
    }

    func error(
        _ message: String,
        at place: Place,
        length: Int = 1,
        suggestion: @autoclosure () -> String? = nil
    ) {
        report(.error, message, at: place, length: length, suggestion: suggestion())
    }

    func location(_ place: Place) -> SourceLocation {
        SourceLocation(file: files[place.file].name, line: place.line, column: place.column)
    }

    /// The place that a location names, where its file is one of these.
    func place(of location: SourceLocation) -> Place? {
        files.firstIndex { $0.name == location.file }
            .map { Place(file: $0, line: location.line, column: location.column) }
    }

    /// Everything said, by file, line and column; equal entries once.
    func sorted() -> [Diagnostic] {
        var seen: Set<Diagnostic> = []
        var all = entries.enumerated().sorted { left, right in
            let (first, second) = (left.element, right.element)
            let (one, other) = (first.diagnostic.location, second.diagnostic.location)
            return (first.file, one.line, one.column, left.offset) < (
                second.file, other.line, other.column, right.offset
            )
        }.map(\.element.diagnostic).filter { seen.insert($0).inserted }
        if dropped > 0, let last = all.last {
            all.append(
                Diagnostic(severity: .note, message: "and \(dropped) more, not listed", location: last.location)
            )
        }
        return all
    }
}

/// A place in one of the files of a configuration; 1-based, columns in Unicode scalars.
package struct Place: Sendable, Hashable {
    var file: Int
    var line: Int
    var column: Int
}
