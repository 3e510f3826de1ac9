/// The ways in which tools write a licence, and that they know none.
enum LicenceText {
    /// The text, trimmed; nil where it says that nothing is known or asserted.
    static func known(_ text: String?) -> String? {
        guard let text else { return nil }
        let scalars = text.unicodeScalars.drop { $0.properties.isWhitespace }
        let trimmed = String(String.UnicodeScalarView(scalars)).trimmedEnd
        return unknown.contains(trimmed.uppercased()) ? nil : trimmed
    }

    private static let unknown: Set<String> = ["", "NOASSERTION", "NONE", "UNKNOWN", "N/A", "NULL"]

    /// Names beside an SPDX identifier that only repeat it in Python's coarser words are left out.
    static func withoutClassifiers(_ names: [String], besideIdentifiers: Bool) -> [String] {
        besideIdentifiers ? names.filter { !$0.hasPrefix("License ::") } : names
    }
}

extension String {
    /// Without white space at the end.
    fileprivate var trimmedEnd: String {
        var scalars = unicodeScalars
        while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
        return String(scalars)
    }
}
