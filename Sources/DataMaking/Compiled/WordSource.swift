import Chance

/// Values as people know them; those of one row fit each other.
final class WordSource: Sendable {
    let word: DomainWord
    let draw: Draw
    /// Where each value is to occur once.
    let permutation: Permutation?

    init(word: DomainWord, draw: Draw, permutation: Permutation?) {
        self.word = word
        self.draw = draw
        self.permutation = permutation
    }

    /// How many different values there are; nil where they cannot be told apart by a number.
    static func domain(_ word: DomainWord, _ regions: [Region]) -> UInt64? {
        switch word {
        case .email: 1 << 60
        case .card: UInt64(CommonWords.cards.count) * 1_000_000_000
        case .ipv4: UInt64(CommonWords.addresses.count) * 256
        case .ipv6: 1 << 60
        case .iban where regions.count == 1: ByteSink.powers[regions[0].iban.digits]
        case .phone where regions.count == 1: UInt64(regions[0].phones.count) * ByteSink.powers[regions[0].phoneDigits]
        default: nil
        }
    }

    /// Its bits for a row: by chance, or a number that no other row has.
    @inline(__always)
    private func number(_ row: UInt64, below bound: UInt64) -> UInt64 {
        permutation.map { $0(row) } ?? draw.below(bound, row)
    }

    func write(_ row: UInt64, _ table: CompiledTable, to sink: ByteSink) {
        let region = table.regions[table.region(row)]
        switch word {
        case .firstName: region.firstNames.append(first(row, region, table), to: sink)
        case .lastName: region.lastNames.append(last(row, region, table), to: sink)
        case .fullName:
            region.firstNames.append(first(row, region, table), to: sink)
            sink.append(UInt8(ascii: " "))
            region.lastNames.append(last(row, region, table), to: sink)
        case .email: writeMail(row, region, table, to: sink)
        case .phone:
            let number = number(row, below: UInt64(region.phones.count) * ByteSink.powers[region.phoneDigits])
            let (place, digits) = number.quotientAndRemainder(dividingBy: ByteSink.powers[region.phoneDigits])
            region.phones.append(Int(place), to: sink)
            sink.append(decimal: digits, width: region.phoneDigits)
        case .street: writeStreet(row, region, table, to: sink)
        case .city: region.cities.append(city(row, region, table), to: sink)
        case .postalCode: writePostalCode(row, region, table, to: sink)
        case .address:
            writeStreet(row, region, table, to: sink)
            sink.append("; ")
            writePostalCode(row, region, table, to: sink)
            sink.append(UInt8(ascii: " "))
            region.cities.append(city(row, region, table), to: sink)
        case .country: sink.append(region.country)
        case .currency: pick(CommonWords.currencies, row, to: sink)
        case .company:
            pick(region.companies, row, to: sink)
            sink.append(UInt8(ascii: " "))
            CommonWords.companyForms.append(
                Int(draw.branch(1).below(UInt64(CommonWords.companyForms.count), row)),
                to: sink
            )
        case .product:
            pick(CommonWords.adjectives, row, to: sink)
            sink.append(UInt8(ascii: " "))
            CommonWords.nouns.append(Int(draw.branch(1).below(UInt64(CommonWords.nouns.count), row)), to: sink)
        case .iban: writeIBAN(row, region, to: sink)
        case .card: writeCard(row, to: sink)
        case .ipv4:
            let (place, last) = number(row, below: 768).quotientAndRemainder(dividingBy: 256)
            CommonWords.addresses.append(Int(place), to: sink)
            sink.append(decimal: last)
        case .ipv6:
            let number = number(row, below: 1 << 60)
            sink.append("2001:db8:")
            for shift in stride(from: UInt64(48), through: 0, by: -16) {
                sink.append(UInt8(ascii: ":"))
                sink.append(hexadecimal: number >> shift & 0xFFFF, width: 4)
            }
        case .userAgent: pick(CommonWords.browsers, row, to: sink)
        case .prompt:
            pick(CommonWords.requests, row, to: sink)
            sink.append(UInt8(ascii: " "))
            CommonWords.subjects.append(Int(draw.branch(1).below(UInt64(CommonWords.subjects.count), row)), to: sink)
            CommonWords.manners.append(Int(draw.branch(2).below(UInt64(CommonWords.manners.count), row)), to: sink)
        case .sentence:
            let words = Draw(key: draw.bits(row))
            for place in 0..<(6 + words.below(9, 0)) {
                if place > 0 { sink.append(UInt8(ascii: " ")) }
                CommonWords.text.append(Int(words.below(UInt64(CommonWords.text.count), place + 1)), to: sink)
            }
        case .word: pick(CommonWords.text, row, to: sink)
        }
    }

    /// Which of its values a word has, for those that others depend on: regions for a country, cities for a city.
    func index(_ row: UInt64, _ table: CompiledTable) -> Int {
        switch word {
        case .country: table.region(row)
        case .city:
            table.regions[..<table.region(row)].reduce(0) { $0 + $1.cities.count }
                + city(row, table.regions[table.region(row)], table)
        default: 0
        }
    }

    // MARK: Parts

    @inline(__always)
    private func pick(_ words: WordList, _ row: UInt64, to sink: ByteSink) {
        words.append(Int(draw.below(UInt64(words.count), row)), to: sink)
    }

    private func first(_ row: UInt64, _ region: Region, _ table: CompiledTable) -> Int {
        Int(table.people.first.below(UInt64(region.firstNames.count), row))
    }

    private func last(_ row: UInt64, _ region: Region, _ table: CompiledTable) -> Int {
        Int(table.people.last.below(UInt64(region.lastNames.count), row))
    }

    private func city(_ row: UInt64, _ region: Region, _ table: CompiledTable) -> Int {
        Int(table.people.city.below(UInt64(region.cities.count), row))
    }

    private func writeMail(_ row: UInt64, _ region: Region, _ table: CompiledTable, to sink: ByteSink) {
        region.plainFirstNames.append(first(row, region, table), to: sink)
        sink.append(UInt8(ascii: "."))
        region.plainLastNames.append(last(row, region, table), to: sink)
        if let permutation {
            sink.append(UInt8(ascii: "."))
            sink.append(base36: permutation(row))
        } else {
            sink.append(decimal: draw.below(1_000, row))
        }
        sink.append(UInt8(ascii: "@"))
        let hosts = CommonWords.mailHosts
        hosts.append(Int(draw.branch(1).below(UInt64(hosts.count), row)), to: sink)
    }

    private func writeStreet(_ row: UInt64, _ region: Region, _ table: CompiledTable, to sink: ByteSink) {
        let bits = table.people.street.bits(row)
        let (street, number) = (Int(Draw.below(UInt64(region.streets.count), bits)), 1 + Draw.mix(bits) % 180)
        if region.numberFirst {
            sink.append(decimal: number)
            sink.append(UInt8(ascii: " "))
        }
        region.streets.append(street, to: sink)
        if !region.numberFirst {
            sink.append(UInt8(ascii: " "))
            sink.append(decimal: number)
        }
    }

    private func writePostalCode(_ row: UInt64, _ region: Region, _ table: CompiledTable, to sink: ByteSink) {
        region.postalCodes.append(city(row, region, table), to: sink)
        let digits = table.people.city.branch(1).below(ByteSink.powers[region.postalDigits], row)
        sink.append(decimal: digits, width: region.postalDigits)
    }

    /// The check digits make the number 1 modulo 97, with letters as two digits and the country at the end.
    private func writeIBAN(_ row: UInt64, _ region: Region, to sink: ByteSink) {
        let iban = region.iban
        let account = number(row, below: ByteSink.powers[iban.digits])
        var rest: UInt64 = 0
        for byte in iban.bank.utf8 { rest = Self.reduced(rest, byte) }
        for place in stride(from: iban.digits - 1, through: 0, by: -1) {
            rest = Self.reduced(rest, 0x30 + UInt8(account / ByteSink.powers[place] % 10))
        }
        for byte in (iban.country + "00").utf8 { rest = Self.reduced(rest, byte) }
        sink.append(iban.country)
        sink.append(decimal: 98 - rest, width: 2)
        sink.append(iban.bank)
        sink.append(decimal: account, width: iban.digits)
    }

    @inline(__always)
    private static func reduced(_ rest: UInt64, _ byte: UInt8) -> UInt64 {
        byte < 0x41 ? (rest * 10 + UInt64(byte - 0x30)) % 97 : (rest * 100 + UInt64(byte - 55)) % 97
    }

    /// Sixteen digits, the last one by Luhn's rule.
    private func writeCard(_ row: UInt64, to sink: ByteSink) {
        let (place, digits) = number(row, below: UInt64(CommonWords.cards.count) * 1_000_000_000)
            .quotientAndRemainder(dividingBy: 1_000_000_000)
        let start = sink.count
        CommonWords.cards.append(Int(place), to: sink)
        sink.append(decimal: digits, width: 9)
        var sum = 0
        for offset in 0..<15 {
            let digit = Int(sink.base[start + offset] - 0x30)
            let doubled = offset % 2 == 0 ? digit * 2 : digit
            sum += doubled > 9 ? doubled - 9 : doubled
        }
        sink.append(decimal: UInt64((10 - sum % 10) % 10), width: 1)
    }
}
