extension Masker {
    /// Masks the value of a member of a document; nil where it is not to be changed.
    package mutating func maskMember(_ table: String, _ name: String, _ text: String) -> String? {
        let full = column(table, name)
        guard var column = tally.columns[full] else { return nil }
        var output: [UInt8] = []
        var text = text
        text.withUTF8 { value in
            let raw = UnsafeRawBufferPointer(value)
            if isChecking { check(raw, column.rule) } else { mask(raw, &column, to: &output) }
        }
        guard !isChecking else { return nil }
        tally.columns[full] = column
        return String(decoding: output, as: UTF8.self)
    }

    /// Ends a document.
    package mutating func endDocument() { if !isChecking { endRow() } }

    /// Ends a file of documents.
    package mutating func endDocuments() { endFile() }
}
