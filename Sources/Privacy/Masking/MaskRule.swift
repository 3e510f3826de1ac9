/// What becomes of the values of a column.
package enum MaskRule: String, Sendable, Hashable, CaseIterable {
    case email
    case firstName = "first_name"
    case lastName = "last_name"
    case name
    case phone
    case card
    case iban
    case nationalNumber = "national_number"
    /// Letters stay letters, digits stay digits.
    case scramble
    case address
    case ip
    /// Dates to the first of their month.
    case month
    /// Postal codes to their first three signs.
    case zip3
    case redact
    /// Nothing is left.
    case drop
    case keep

    /// Whether a value names a person by itself.
    package var isDirect: Bool {
        switch self {
        case .month, .zip3, .keep: false
        default: true
        }
    }

    private static let byName: [(words: [String], rule: MaskRule)] = [
        (["email", "mail", "emailaddress", "useremail"], .email),
        (["firstname", "givenname", "forename", "vorname", "prenom"], .firstName),
        (["lastname", "surname", "familyname", "nachname", "nom"], .lastName),
        (
            [
                "name", "fullname", "customername", "username", "displayname", "contactname", "cardholder",
                "accountholder",
            ], .name
        ),
        (["phone", "phonenumber", "mobile", "telephone", "tel", "telefon", "fax"], .phone),
        (["card", "cardnumber", "creditcard", "creditcardnumber", "pan", "ccnumber"], .card),
        (["iban", "bankaccount"], .iban),
        (
            ["ssn", "socialsecuritynumber", "nino", "dni", "nif", "taxid", "nationalid", "passport", "passportnumber"],
            .nationalNumber
        ),
        (
            [
                "address", "street", "streetaddress", "addressline", "addressline1", "addressline2", "strasse",
                "adresse",
            ], .address
        ),
        (["ip", "ipaddress", "clientip", "remoteip", "remoteaddr"], .ip),
        (["birthdate", "dateofbirth", "dob", "birthday", "geburtsdatum"], .month),
        (["zip", "zipcode", "postalcode", "postcode", "plz"], .zip3),
        (
            [
                "password", "passwd", "passwordhash", "secret", "token", "apikey", "accesstoken", "refreshtoken", "cvv",
                "cvc",
            ], .redact
        ),
    ]

    /// The rule that a column's name speaks for; nil where it speaks for none.
    package static func named(_ column: String) -> MaskRule? {
        let plain = column.lowercased().filter { $0.isLetter || $0.isNumber }
        return byName.first { $0.words.contains(plain) }?.rule
    }

    /// Columns that together may point at a person.
    package static func isQuasi(_ column: String, _ rule: MaskRule?) -> Bool {
        if rule == .month || rule == .zip3 { return true }
        let plain = column.lowercased().filter { $0.isLetter }
        return ["gender", "sex", "city", "town", "country", "age", "birthyear", "occupation", "nationality"].contains(
            plain
        )
    }

    /// The rule for something that was found inside of a text.
    init(_ kind: PersonalKind) {
        switch kind {
        case .email: self = .email
        case .card: self = .card
        case .iban: self = .iban
        case .phone: self = .phone
        case .nationalNumber: self = .nationalNumber
        case .name: self = .name
        case .key, .production: self = .redact
        }
    }
}
