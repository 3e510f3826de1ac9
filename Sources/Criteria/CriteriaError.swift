/// Why a phrase, an expression or a quantity cannot be used, and where in its text.
package struct CriteriaError: Error, Sendable, Hashable {
    /// What is wrong, as a lowercase fragment that names the offending text.
    package let message: String
    /// The first character concerned, counted from 1 in characters of the text that was given.
    package let column: Int
    /// How many characters are concerned; at least 1, even at the end of the text.
    package let length: Int
    /// What to write in place of the characters concerned, where there is a good guess.
    package let suggestion: String?

    /// An error about `length` characters from `column` on.
    package init(message: String, column: Int, length: Int, suggestion: String? = nil) {
        self.message = message
        self.column = column
        self.length = length
        self.suggestion = suggestion
    }
}

extension CriteriaError: CustomStringConvertible {
    /// One line, such as `column 7: unknown unit "msec"; did you mean "ms"?`.
    package var description: String {
        let hint = suggestion.map { "; did you mean \"\($0)\"?" } ?? ""
        return "column \(column): \(message)\(hint)"
    }
}
