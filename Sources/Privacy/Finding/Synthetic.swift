/// What is nobody's: domains, numbers and banks that are kept for examples and tests.
package enum Synthetic {
    /// RFC 2606 and 6761, in whatever case: one of these domains, or one below it.
    package static func isReserved(domain: UnsafeRawBufferPointer) -> Bool {
        let last = label(domain, before: domain.count)
        switch last.count {
        case 3:
            guard last.lowerBound > 0, ["com", "org", "net"].contains(where: { equals(domain, last, $0) }) else {
                return false
            }
            return equals(domain, label(domain, before: last.lowerBound - 1), "example")
        case 4: return equals(domain, last, "test")
        case 7: return equals(domain, last, "example") || equals(domain, last, "invalid")
        case 9: return equals(domain, last, "localhost")
        default: return false
        }
    }

    /// The label that ends there.
    private static func label(_ domain: UnsafeRawBufferPointer, before end: Int) -> Range<Int> {
        var start = end
        while start > 0, domain[start - 1] != 0x2E { start -= 1 }
        return start..<end
    }

    private static func equals(_ domain: UnsafeRawBufferPointer, _ range: Range<Int>, _ word: StaticString) -> Bool {
        guard range.count == word.utf8CodeUnitCount else { return false }
        return (0..<range.count).allSatisfy { domain[range.lowerBound + $0] | 0x20 == word.utf8Start[$0] }
    }

    /// Beginnings of card numbers that payment providers publish for tests; one of two digits at most is one that was made up.
    static func isTest(card run: DigitRun) -> Bool {
        switch run.head(6) {
        case 424_242, 555_555, 400_005, 601_111, 411_111, 378_282, 371_449, 510_510, 305_693: true
        default: run.kinds <= 2
        }
    }

    /// Banks that do not exist.
    static func isTest(iban text: [UInt8]) -> Bool {
        let bank = text[4...].prefix(8)
        return bank.starts(with: "TEST".utf8) || bank.prefix(6).allSatisfy { $0 == 0x30 }
    }

    /// Numbers that regulators keep free for films and examples, as digits with the country's code; +999 is no country.
    private static let phones: [UInt64: [UInt64]] = [
        49: [493_023_125, 496_990_009, 494_066_969, 492_214_710, 498_999_998],
        33: [3_319_900, 3_326_191, 3_335_301, 3_346_571, 3_353_649, 33_639_980, 3_363_998],
        44: [
            442_079_460, 441_134_960, 441_144_960, 441_154_960, 441_164_960, 441_174_960, 441_184_960, 441_214_960,
            441_314_960, 441_414_960, 441_514_960, 441_614_960, 441_632_960, 447_700_900,
        ],
        99: [999],
    ]

    /// `run` begins with the country's code, and has nine digits at least.
    static func isTest(phone run: DigitRun) -> Bool {
        // +1 NXX 555 01XX
        if run.count == 11, run.head(1) == 1, run.value / 100 % 100_000 == 55_501 { return true }
        return phones[run.head(2)]?.contains { prefix in
            var length = 1
            while prefix >= DigitRun.powers[length] { length += 1 }
            return run.head(length) == prefix
        } ?? false
    }
}
