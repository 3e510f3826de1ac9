/// What is nobody's: domains, numbers and banks that are kept for examples and tests.
package enum Synthetic {
    private static let domains = [
        "example.com", "example.org", "example.net", "localhost", "test", "example", "invalid",
    ]
    .map { Array($0.utf8) }

    /// RFC 2606 and 6761, in whatever case: one of these domains, or one below it.
    package static func isReserved(domain: UnsafeRawBufferPointer) -> Bool {
        domains.contains { reserved in
            guard domain.count >= reserved.count else { return false }
            let start = domain.count - reserved.count
            guard start == 0 || domain[start - 1] == 0x2E else { return false }
            return reserved.indices.allSatisfy { domain[start + $0] | 0x20 == reserved[$0] | 0x20 }
        }
    }

    /// Beginnings of card numbers that payment providers publish for tests.
    static let cardPrefixes = [
        "424242", "555555", "400005", "601111", "411111", "378282", "371449", "510510", "305693",
    ]
    .map { Array($0.utf8) }

    static func isTest(card digits: [UInt8]) -> Bool {
        cardPrefixes.contains { digits.starts(with: $0) } || Set(digits).count <= 2
    }

    /// Banks that do not exist.
    static func isTest(iban text: [UInt8]) -> Bool {
        let bank = text[4...].prefix(8)
        return bank.starts(with: "TEST".utf8) || bank.prefix(6).allSatisfy { $0 == 0x30 }
    }

    /// Numbers that regulators keep free for films and examples, as digits with the country's code.
    private static let phones = [
        "999", "493023125", "496990009", "494066969", "492214710", "498999998", "3319900", "3326191", "3335301",
        "3346571",
        "3353649", "33639980", "3363998", "442079460", "441134960", "441144960", "441154960", "441164960", "441174960",
        "441184960", "441214960", "441314960", "441414960", "441514960", "441614960", "441632960", "447700900",
    ].map { Array($0.utf8) }

    /// `digits` begin with the country's code.
    static func isTest(phone digits: [UInt8]) -> Bool {
        // +1 NXX 555 01XX
        if digits.count == 11, digits[0] == 0x31, Array(digits[4..<9]) == Array("55501".utf8) { return true }
        return phones.contains { digits.starts(with: $0) }
    }
}
