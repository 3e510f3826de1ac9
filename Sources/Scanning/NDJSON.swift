/// Newline-delimited JSON: one value a line, blank lines skipped.
package enum NDJSON {
    /// Hands a reader for each line to the closure, which must read or skip the line's value; the rest is checked.
    ///
    /// Errors give their place in the whole document. Returns how many lines held a value.
    @discardableResult
    package static func forEach(
        in bytes: Bytes,
        _ line: (inout JSONReader, _ number: Int) throws(ScanError) -> Void
    ) throws(ScanError) -> Int {
        var lines = LineScanner(bytes)
        var count = 0
        while let range = lines.nextRange() {
            guard !bytes.slice(range).trimmed().isEmpty else { continue }
            var reader = try JSONReader(document: bytes, range: range)
            try line(&reader, lines.lineNumber)
            try reader.finish()
            count += 1
        }
        return count
    }
}
