/// Numbers of the same form, from ranges that are nobody's.
extension Pseudonyms {
    /// Separators stay; it begins with 999, which is no country and no area.
    func appendPhone(_ value: UnsafeRawBufferPointer, _ output: inout [UInt8]) {
        var number = filteredHash(value, tweak: 4, ByteClass.isDigit)
        var digits = 0
        for byte in value {
            guard ByteClass.isDigit(byte) else {
                output.append(byte)
                continue
            }
            digits += 1
            output.append(digits <= 3 ? 0x39 : Self.nextDigit(&number))
        }
    }

    private static func nextDigit(_ number: inout UInt64) -> UInt8 {
        let digit = 0x30 + UInt8(number % 10)
        number = number / 10 ^ number << 57
        return digit
    }

    /// Separators stay; a number of the ranges for tests with a valid check digit.
    func appendCard(_ value: UnsafeRawBufferPointer, _ output: inout [UInt8]) {
        let length = value.count(where: ByteClass.isDigit)
        guard (8...19).contains(length) else { return scramble(value, 5, &output) }
        var chance = filteredHash(value, tweak: 5, ByteClass.isDigit)
        var card: UInt64 = 411_111
        for _ in 6..<(length - 1) { card = card * 10 + UInt64(Self.nextDigit(&chance) - 0x30) }
        card = card * 10 + Checksums.luhnDigit(behind: card)
        var place = length
        for byte in value {
            guard ByteClass.isDigit(byte) else {
                output.append(byte)
                continue
            }
            place -= 1
            output.append(0x30 + UInt8(card / DigitRun.powers[place] % 10))
        }
    }

    /// The country stays; a bank that does not exist, with valid check digits.
    func appendIBAN(_ value: UnsafeRawBufferPointer, _ output: inout [UInt8]) {
        let plain = value.filter { $0 != 0x20 }
        guard plain.count >= 15 else { return scramble(value, 6, &output) }
        var number = plain.withUnsafeBytes { hash.folded($0, tweak: 6) }
        var account = Array((plain.starts(with: "GB".utf8) ? "TEST0000" : "00000000").utf8)
        while account.count < plain.count - 4 { account.append(Self.nextDigit(&number)) }
        let country = Array(plain.prefix(2))
        let text = country + Self.check(country, account) + account
        var place = 0
        for byte in value {
            if byte == 0x20 {
                output.append(byte)
            } else {
                output.append(text[place])
                place += 1
            }
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
    func appendNational(_ value: UnsafeRawBufferPointer, _ output: inout [UInt8]) {
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
    func scramble(_ value: UnsafeRawBufferPointer, _ tweak: UInt8, _ output: inout [UInt8]) {
        var number = filteredHash(value, tweak: tweak) { $0 > 0x20 }
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
}
