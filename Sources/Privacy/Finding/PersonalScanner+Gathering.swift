extension PersonalScanner {
    /// What was found so far, line by line.
    struct Gathering {
        private(set) var findings: [PersonalFinding] = []
        private(set) var count = 0
        private let limit: Int
        private(set) var line = 1
        private var lineStart = 0
        /// Where what was found in this line begins among all.
        private var first = 0
        /// Whether this line holds something that points at one person.
        private var hasIdentifier = false

        init(limit: Int) { self.limit = limit }

        mutating func add(_ kind: PersonalKind, _ range: Range<Int>) {
            count += 1
            if kind.isIdentifier { hasIdentifier = true }
            guard findings.count < limit else { return }
            let column = range.lowerBound - lineStart + 1
            findings.append(PersonalFinding(kind: kind, range: range, line: line, column: column))
        }

        /// Goes on to the line behind `end`, where the line's end stands; a line with an identifier is looked through for names.
        @inline(__always)
        mutating func endLine(_ bytes: UnsafeRawBufferPointer, _ end: Int, _ scanner: PersonalScanner) {
            if hasIdentifier { addNames(bytes, end, scanner) }
            line &+= 1
            lineStart = end &+ 1
            first = findings.count
        }

        private mutating func addNames(_ bytes: UnsafeRawBufferPointer, _ end: Int, _ scanner: PersonalScanner) {
            hasIdentifier = false
            let known = findings[first...].map(\.range)
            scanner.names(bytes, lineStart..<end) { range in
                if !known.contains(where: { $0.overlaps(range) }) { add(.name, range) }
            }
            if findings.count > first + known.count {
                findings[first...].sort { $0.range.lowerBound < $1.range.lowerBound }
            }
        }
    }
}
