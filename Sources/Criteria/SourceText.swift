/// The text of a phrase as scalars, with errors that speak in characters.
struct SourceText {
    /// Longest text that is read at all, in UTF-8 bytes.
    static let maximumLength = 4_096

    let scalars: [Unicode.Scalar]

    init(_ text: String) throws(CriteriaError) {
        let length = text.utf8.count
        guard length <= Self.maximumLength else {
            throw CriteriaError(
                message: "text of \(length) bytes is too long; the longest is \(Self.maximumLength) bytes",
                column: 1,
                length: 1
            )
        }
        scalars = Array(text.unicodeScalars)
    }

    /// The text between two scalar offsets.
    func text(_ range: Range<Int>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars[range])
        return String(view)
    }

    /// The same for a message: long text is cut.
    func excerpt(_ range: Range<Int>) -> String {
        let limit = 60
        guard range.count > limit else { return text(range) }
        return text(range.lowerBound..<range.lowerBound + limit) + "…"
    }

    /// An error about the scalars of `range`.
    func error(_ message: String, at range: Range<Int>, suggestion: String? = nil) -> CriteriaError {
        let first = character(at: range.lowerBound)
        let last = range.isEmpty ? first : character(at: range.upperBound - 1)
        return CriteriaError(message: message, column: first + 1, length: last - first + 1, suggestion: suggestion)
    }

    /// The place, from 0, of the character that holds the scalar at `offset`.
    private func character(at offset: Int) -> Int {
        var end = 0
        var place = 0
        for character in text(0..<scalars.count) {
            end += character.unicodeScalars.count
            if end > offset { break }
            place += 1
        }
        return place
    }
}
