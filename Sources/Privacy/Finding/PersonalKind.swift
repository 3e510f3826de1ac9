/// What personal data, or a key, is.
package enum PersonalKind: String, Sendable, Hashable, CaseIterable {
    case email
    case card
    case iban
    case phone
    case nationalNumber = "national_number"
    /// Only beside one of the others: a name alone is nobody's.
    case name
    case key
    case production

    /// For people.
    package var words: String {
        switch self {
        case .email: "an e-mail address outside the reserved domains"
        case .card: "a payment card's number with a valid check digit"
        case .iban: "an IBAN with valid check digits"
        case .phone: "a telephone number outside the ranges for examples"
        case .nationalNumber: "a national number of a person"
        case .name: "a person's name beside an identifier"
        case .key: "a key or token by its form"
        case .production: "a value of production, by its fingerprint"
        }
    }
}

extension PersonalKind {
    /// Whether it points at one person.
    var isIdentifier: Bool {
        switch self {
        case .email, .card, .iban, .phone, .nationalNumber: true
        case .name, .key, .production: false
        }
    }
}

/// Something that was found, without its value.
package struct PersonalFinding: Sendable, Hashable {
    package var kind: PersonalKind
    /// Offsets from the first byte of what was scanned.
    package var range: Range<Int>
    /// From 1; the column in bytes.
    package var line: Int
    package var column: Int
}
