extension TestCase {
    /// Where it failed: as its report says, else as the first line of its message that names a place does.
    ///
    /// pytest's JUnit XML names no file, and ends each step of a traceback with `tests/test_cart.py:24: AssertionError`. The step in the
    /// test's own module goes first: it is the test that somebody reads. A place is no part of a test's identity: what passes has none.
    package var place: (file: String, line: Int?)? {
        if let file { return (file, line) }
        return namedPlace.map { (failedIn ?? $0.file, $0.line) }
    }

    /// What its message names, as it is written there; nil where the report names a file.
    package var namedPlace: (file: String, line: Int?)? {
        file == nil ? message.flatMap { Self.place(in: $0, className: className ?? "") } : nil
    }

    /// What the message of a failure names, of a test of that class; nil for nothing.
    static func place(in message: String, className: String) -> (file: String, line: Int?)? {
        var first: (file: String, line: Int?)?
        let module = className.split(separator: ".").prefix { !($0.first?.isUppercase ?? true) }.joined(separator: "/")
        for text in message.split(whereSeparator: \.isNewline) {
            guard let place = Self.place(in: text) else { continue }
            if !module.isEmpty, place.file.contains(module + ".") { return place }
            first = first ?? place
        }
        return first
    }

    /// `path.ext:12:` at the beginning of a line.
    private static func place(in text: Substring) -> (file: String, line: Int?)? {
        let parts = text.prefix(1_000).split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let line = Int(parts[1]), line > 0, !parts[0].contains(where: \.isWhitespace),
            let dot = parts[0].lastIndex(of: "."), dot > parts[0].startIndex
        else { return nil }
        let ending = parts[0][parts[0].index(after: dot)...]
        guard (1...6).contains(ending.count), ending.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) }) else {
            return nil
        }
        return (String(parts[0]), line)
    }
}
