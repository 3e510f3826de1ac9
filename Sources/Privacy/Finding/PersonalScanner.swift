/// Goes over bytes once and finds what must not stand in test data; nothing is copied but candidates.
package struct PersonalScanner {
    /// Domains that are the project's own, besides the reserved ones.
    let allowedDomains: Set<String>
    /// Whether what is kept for examples is found too: masking replaces it as well.
    let findsSynthetic: Bool
    /// What production has; nil where nothing is compared with it.
    package let fingerprints: Fingerprints?

    package init(
        allowedDomains: Set<String> = [],
        findsSynthetic: Bool = false,
        fingerprints: Fingerprints? = nil
    ) {
        self.fingerprints = fingerprints
        self.allowedDomains = allowedDomains
        self.findsSynthetic = findsSynthetic
    }

    /// What a scan has found.
    package struct Result {
        /// In order.
        package var findings: [PersonalFinding] = []
        /// Of all findings, also of those that are not told with their place.
        package var count = 0
        /// How many ends of lines there are.
        package var lines = 0
    }

    /// Everything found; what lies within something else is not found again.
    ///
    /// `limit`: no more than so many are told with their place.
    package func scan(_ bytes: UnsafeRawBufferPointer, limit: Int = .max) -> Result {
        guard let base = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return Result() }
        var gathering = Gathering(limit: limit)
        var index = 0
        ByteClass.table.withUnsafeBufferPointer { table in
            guard let classes = table.baseAddress else { return }
            while index < bytes.count {
                let kind = classes[Int(base[index])]
                if kind == ByteClass.other {
                    index &+= 1
                    continue
                }
                let found: (kind: PersonalKind, range: Range<Int>)?
                switch kind {
                case ByteClass.digit: found = number(bytes, index)
                case ByteClass.letter: found = letters(bytes, index)
                case ByteClass.at: found = mail(bytes, index).map { (.email, $0) }
                case ByteClass.plus: found = phone(bytes, index).map { (.phone, $0) }
                default:
                    gathering.endLine(bytes, index, self)
                    found = nil
                }
                if let found {
                    gathering.add(found.kind, found.range)
                    index = found.range.upperBound
                } else {
                    index &+= 1
                    guard kind <= ByteClass.letter else { continue }
                }
                // Nothing begins within a word: on to its end.
                while index < bytes.count, classes[Int(base[index])] &- 1 < 2 { index &+= 1 }
            }
            gathering.endLine(bytes, bytes.count, self)
        }
        // The end of the text was taken for that of a line.
        return Result(findings: gathering.findings, count: gathering.count, lines: gathering.line - 2)
    }

    /// What begins with a letter: an IBAN, a British number, a key.
    @inline(__always)
    private func letters(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> (PersonalKind, Range<Int>)? {
        guard KeyForms.mayBegin(bytes[start]) else { return nil }
        return named(bytes, start)
    }

    private func named(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> (PersonalKind, Range<Int>)? {
        // Both begin with two capital letters, and most words with one.
        if ByteClass.isCapital(bytes[start]), start + 1 < bytes.count, ByteClass.isCapital(bytes[start + 1]) {
            if let range = iban(bytes, start) { return (.iban, range) }
            if let range = insurance(bytes, start) { return (.nationalNumber, range) }
        }
        guard KeyForms.mayBegin(bytes, start) else { return nil }
        return KeyForms.range(bytes, start).map { (.key, $0) }
    }
}
