/// What a field's name says of its values.
package enum FieldGuess {
    private static let words: [(kind: String, names: Set<String>)] = [
        ("email", ["email", "mail", "emailaddress", "useremail"]),
        ("first_name", ["firstname", "givenname", "forename", "vorname", "prenom"]),
        ("last_name", ["lastname", "surname", "familyname", "nachname", "nom"]),
        (
            "full_name",
            [
                "name", "fullname", "customername", "username", "displayname", "contactname", "cardholder",
                "accountholder",
            ]
        ),
        ("phone", ["phone", "phonenumber", "mobile", "telephone", "tel", "telefon", "fax"]),
        ("card", ["card", "cardnumber", "creditcard", "creditcardnumber", "pan", "ccnumber"]),
        ("iban", ["iban", "bankaccount"]),
        ("address", ["address", "addressline", "addressline1", "addressline2", "adresse"]),
        ("street", ["street", "streetaddress", "strasse"]),
        ("city", ["city", "town", "ort", "ville", "ciudad"]),
        ("postal_code", ["zip", "zipcode", "postalcode", "postcode", "plz"]),
        ("country", ["country", "countrycode", "land", "pays"]),
        ("currency", ["currency", "currencycode"]),
        ("company", ["company", "companyname", "employer", "organisation", "organization"]),
        ("product", ["product", "productname"]),
        ("ipv4", ["ip", "ipaddress", "clientip", "remoteip", "remoteaddr"]),
        ("user_agent", ["useragent"]),
        ("prompt", ["prompt", "question", "query"]),
        ("sentence", ["description", "comment", "note", "notes", "text", "message", "summary", "title", "subject"]),
    ]

    /// The kind of values; nil where the name says nothing.
    package static func kind(_ name: String) -> String? {
        let plain = name.lowercased().filter { $0.isLetter || $0.isNumber }
        return words.first { $0.names.contains(plain) }?.kind
    }

    /// Kinds that a table's own field of this name must not copy: they point at a person.
    package static func isPersonal(_ name: String) -> Bool {
        let plain = name.lowercased().filter { $0.isLetter || $0.isNumber }
        let secrets: Set<String> = [
            "ssn", "socialsecuritynumber", "nino", "dni", "nif", "taxid", "nationalid", "passport", "passportnumber",
            "password", "passwd", "passwordhash", "secret", "token", "apikey", "accesstoken", "refreshtoken", "cvv",
            "cvc",
            "login",
        ]
        return secrets.contains(plain)
            || kind(name).map { !["country", "currency", "product", "sentence"].contains($0) } ?? false
    }
}
