/// Values in place of those of people: the same for the same value and key, in every table, of the same form, and nobody's.
package struct Pseudonyms: Sendable {
    private let hash: KeyedHash

    private static let firstNames = [
        "Alex", "Robin", "Kim", "Sam", "Jo", "Max", "Toni", "Chris", "Noa", "Luca", "Mika", "Sascha", "Andrea",
        "Dominique",
        "Jules", "Rene", "Sidney", "Taylor", "Jordan", "Casey", "Morgan", "Riley", "Quinn", "Avery", "Charlie",
        "Frankie",
        "Jamie", "Jessie", "Lee", "Nikita", "Pat", "Ray",
    ].map { Array($0.utf8) }
    private static let lastNames = [
        "Ashford", "Birch", "Calder", "Dale", "Elmwood", "Fielding", "Garner", "Hollis", "Ingram", "Jarvis", "Kettle",
        "Linden",
        "Marlow", "Norwood", "Oakley", "Penrose", "Quill", "Rowan", "Sedge", "Thorne", "Underhill", "Vale", "Westbrook",
        "Yarrow", "Alder", "Bramble", "Cress", "Fenwick", "Heath", "Larch", "Mallow", "Sorrel",
    ].map { Array($0.utf8) }

    package init(key: [UInt8]) { hash = KeyedHash(key: key) }

    /// A number that tells whether two values are the same, in whatever case.
    package func identity(_ value: some Collection<UInt8>) -> UInt64 { hash(value.lazy.map(Self.lowered), tweak: 0xFF) }

    private static func lowered(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }

    /// Appends what stands for a value.
    package func append(_ value: UnsafeRawBufferPointer, _ rule: MaskRule, to output: inout [UInt8]) {
        guard !value.isEmpty else { return }
        switch rule {
        case .keep: output += value
        case .drop: break
        case .redact: output += "REDACTED".utf8
        case .email: appendMail(value, &output)
        case .firstName: output += word(value, Self.firstNames, 1)
        case .lastName: output += word(value, Self.lastNames, 2)
        case .name: appendName(value, &output)
        case .phone: appendPhone(value, &output)
        case .card: appendCard(value, &output)
        case .iban: appendIBAN(value, &output)
        case .nationalNumber: appendNational(value, &output)
        case .scramble: scramble(value, 9, &output)
        case .address:
            let number = hash(value, tweak: 10)
            output += "\(number % 199 + 1) ".utf8
            output += Self.lastNames[Int(number >> 32 % 32)]
            output += " Road".utf8
        case .ip:
            let number = hash(value, tweak: 11)
            output += ["192.0.2.", "198.51.100.", "203.0.113."][Int(number % 3)].utf8
            output += "\(number >> 8 % 256)".utf8
        case .month: appendMonth(value, &output)
        case .zip3:
            for (place, byte) in value.enumerated() {
                output.append(place < 3 || !(0x30...0x39).contains(byte) ? byte : 0x30)
            }
        }
    }

    private func word(_ value: some Collection<UInt8>, _ words: [[UInt8]], _ tweak: UInt8) -> [UInt8] {
        words[Int(hash(value.lazy.map(Self.lowered), tweak: tweak) % UInt64(words.count))]
    }

    /// Word by word, so that it goes with columns of first and last names.
    private func appendName(_ value: UnsafeRawBufferPointer, _ output: inout [UInt8]) {
        let words = value.split(separator: 0x20)
        for (place, part) in words.enumerated() {
            if place > 0 { output.append(0x20) }
            let isLast = words.count > 1 && place == words.count - 1
            output += word(part, isLast ? Self.lastNames : Self.firstNames, isLast ? 2 : 1)
        }
    }

    private func appendMail(_ value: UnsafeRawBufferPointer, _ output: inout [UInt8]) {
        let number = hash(value.lazy.map(Self.lowered), tweak: 3)
        output += Self.firstNames[Int(number % 32)].lazy.map(Self.lowered)
        output.append(UInt8(ascii: "."))
        appendBase36(number, &output)
        output += "@example.com".utf8
    }

    private func appendBase36(_ number: UInt64, _ output: inout [UInt8]) {
        var rest = number
        repeat {
            let digit = UInt8(truncatingIfNeeded: rest % 36)
            output.append(digit < 10 ? 0x30 + digit : 0x57 + digit)
            rest /= 36
        } while rest > 0
    }

    /// Separators stay; after a `+` the country is 999, which is none.
    private func appendPhone(_ value: UnsafeRawBufferPointer, _ output: inout [UInt8]) {
        var number = hash(value.lazy.filter { (0x30...0x39).contains($0) }, tweak: 4)
        let isInternational = value.first == 0x2B
        var digits = 0
        for byte in value {
            guard (0x30...0x39).contains(byte) else {
                output.append(byte)
                continue
            }
            digits += 1
            if isInternational, digits <= 3 {
                output.append(0x39)
            } else {
                output.append(0x30 + UInt8(number % 10))
                number = number / 10 ^ number << 57
            }
        }
    }

    /// Separators stay; a number of the ranges for tests with a valid check digit.
    private func appendCard(_ value: UnsafeRawBufferPointer, _ output: inout [UInt8]) {
        let length = value.count { (0x30...0x39).contains($0) }
        guard length >= 8 else { return scramble(value, 5, &output) }
        var number = hash(value.lazy.filter { (0x30...0x39).contains($0) }, tweak: 5)
        var digits = Array("424242".utf8)
        while digits.count < length - 1 {
            digits.append(0x30 + UInt8(number % 10))
            number = number / 10 ^ number << 57
        }
        digits.append((0x30...0x39).first { Checksums.isLuhn(digits + [$0]) } ?? 0x30)
        var place = 0
        for byte in value {
            if (0x30...0x39).contains(byte) {
                output.append(digits[place])
                place += 1
            } else {
                output.append(byte)
            }
        }
    }

    /// The country stays; a bank that does not exist, with valid check digits.
    private func appendIBAN(_ value: UnsafeRawBufferPointer, _ output: inout [UInt8]) {
        let plain = value.filter { $0 != 0x20 }
        guard plain.count >= 15 else { return scramble(value, 6, &output) }
        var number = hash(plain.lazy.map(Self.lowered), tweak: 6)
        var account = Array((plain.starts(with: "GB".utf8) ? "TEST0000" : "00000000").utf8)
        while account.count < plain.count - 4 {
            account.append(0x30 + UInt8(number % 10))
            number = number / 10 ^ number << 57
        }
        let country = Array(plain.prefix(2))
        let check = Self.check(country, account)
        var text = country + check + account
        for byte in value {
            if byte == 0x20 { output.append(byte) } else { output.append(text.removeFirst()) }
        }
    }

    /// The two digits that make an IBAN of a country and an account valid.
    private static func check(_ country: [UInt8], _ account: [UInt8]) -> [UInt8] {
        for number in UInt8(2)...98 {
            let digits: [UInt8] = [0x30 + number / 10, 0x30 + number % 10]
            if Checksums.isIBAN(country + digits + account) { return digits }
        }
        return [0x30, 0x30]
    }

    /// Of the same form, from ranges that were never given out.
    private func appendNational(_ value: UnsafeRawBufferPointer, _ output: inout [UInt8]) {
        let start = output.count
        scramble(value, 7, &output)
        guard output.count > start else { return }
        if (0x30...0x39).contains(output[start]) {
            output[start] = 0x39
            // The letter at the end must not fit the digits.
            if let last = output.last, (0x41...0x5A).contains(last) { output[output.count - 1] = UInt8(ascii: "U") }
        } else if output.count > start + 1 {
            output[start] = UInt8(ascii: "Q")
            output[start + 1] = UInt8(ascii: "Q")
        }
    }

    /// Digits to digits, letters to letters of the same case, all else as it is.
    private func scramble(_ value: UnsafeRawBufferPointer, _ tweak: UInt8, _ output: inout [UInt8]) {
        var number = hash(value.lazy.filter { $0 > 0x20 }, tweak: tweak)
        for byte in value {
            switch byte {
            case 0x30...0x39: output.append(0x30 + UInt8(number % 10))
            case 0x41...0x5A: output.append(0x41 + UInt8(number % 26))
            case 0x61...0x7A: output.append(0x61 + UInt8(number % 26))
            default: output.append(byte)
            }
            number = (number / 26 ^ number << 53) &* 0x9E37_79B9_7F4A_7C15
        }
    }

    /// `2024-03-17T10:00:00Z` becomes `2024-03-01`; other forms keep their year at most.
    private func appendMonth(_ value: UnsafeRawBufferPointer, _ output: inout [UInt8]) {
        let digits = value.map { (0x30...0x39).contains($0) }
        let isISO =
            value.count >= 10 && digits[0..<4].allSatisfy { $0 } && value[4] == 0x2D && digits[5] && digits[6]
            && value[7] == 0x2D
        if isISO {
            output += value[..<8]
            output += "01".utf8
        } else if value.count == 10, value[2] == 0x2E, value[5] == 0x2E {
            output += "01".utf8
            output += value[2...]
        } else if value.count == 10, value[2] == 0x2F, value[5] == 0x2F {
            output += "01/01".utf8
            output += value[5...]
        } else {
            output += "REDACTED".utf8
        }
    }
}
