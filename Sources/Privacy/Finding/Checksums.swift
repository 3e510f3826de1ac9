/// Check digits of numbers that people carry.
enum Checksums {
    /// Luhn's rule over the digits of a number.
    static func isLuhn(_ number: UInt64) -> Bool { luhnSum(number, doubling: false) % 10 == 0 }

    /// The digit that makes a number valid by Luhn's rule when it stands behind it.
    static func luhnDigit(behind number: UInt64) -> UInt64 { (10 - luhnSum(number, doubling: true) % 10) % 10 }

    /// The sum over the digits from the right, every second one doubled; `doubling`: the last one is.
    private static func luhnSum(_ number: UInt64, doubling: Bool) -> UInt64 {
        var (sum, rest, isDoubled) = (UInt64(0), number, doubling)
        while rest > 0 {
            let digit = rest % 10
            let doubled = isDoubled ? digit * 2 : digit
            sum += doubled > 9 ? doubled - 9 : doubled
            rest /= 10
            isDoubled.toggle()
        }
        return sum
    }

    /// ISO 7064: the country and its check digits at the end, letters as two digits, the rest 1 modulo 97.
    static func isIBAN(_ text: [UInt8]) -> Bool {
        var rest = 0
        for byte in text[4...] + text[..<4] {
            switch byte {
            case 0x30...0x39: rest = (rest * 10 + Int(byte - 0x30)) % 97
            case 0x41...0x5A: rest = (rest * 100 + Int(byte - 55)) % 97
            default: return false
            }
        }
        return rest == 1
    }

    /// How long an IBAN of a country is.
    static let ibanLengths: [String: Int] = [
        "AD": 24, "AE": 23, "AL": 28, "AT": 20, "AZ": 28, "BA": 20, "BE": 16, "BG": 22, "BH": 22, "BR": 29, "BY": 28,
        "CH": 21, "CR": 22, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "DO": 28, "EE": 20, "EG": 29, "ES": 24, "FI": 18,
        "FO": 18, "FR": 27, "GB": 22, "GE": 22, "GI": 23, "GL": 18, "GR": 27, "GT": 28, "HR": 21, "HU": 28, "IE": 22,
        "IL": 23, "IS": 26, "IT": 27, "JO": 30, "KW": 30, "KZ": 20, "LB": 28, "LI": 21, "LT": 20, "LU": 20, "LV": 21,
        "MC": 27, "MD": 24, "ME": 22, "MK": 19, "MT": 31, "MU": 30, "NL": 18, "NO": 15, "PK": 24, "PL": 28, "PS": 29,
        "PT": 25, "QA": 29, "RO": 24, "RS": 22, "SA": 24, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "TN": 24, "TR": 26,
        "UA": 29, "XK": 20,
    ]

    /// The letter of a Spanish identity number.
    static let dniLetters = Array("TRWAGMYFPDXBNJZSQVHLCKE".utf8)
}
