extension PersonalScanner {
    /// Values that production has, by their fingerprints; nothing where none are known.
    ///
    /// `limit`: no more than so many are told with their place; the count is of all.
    package func production(
        _ bytes: UnsafeRawBufferPointer,
        limit: Int = .max
    ) -> (
        findings: [PersonalFinding], count: Int
    ) {
        guard let fingerprints else { return ([], 0) }
        var findings: [PersonalFinding] = []
        var (count, line, lineStart, seen, last) = (0, 1, 0, 0, 0)
        Fingerprints.candidates(bytes) { range in
            // What was found as a whole is not found again word by word.
            guard range.lowerBound >= last,
                let value = Fingerprints.identity(UnsafeRawBufferPointer(rebasing: bytes[range])),
                fingerprints.holds(value)
            else { return }
            last = range.upperBound
            count += 1
            guard findings.count < limit else { return }
            while seen < range.lowerBound {
                if bytes[seen] == 0x0A { (line, lineStart) = (line + 1, seen + 1) }
                seen += 1
            }
            let column = range.lowerBound - lineStart + 1
            findings.append(PersonalFinding(kind: .production, range: range, line: line, column: column))
        }
        return (findings, count)
    }
}
