/// Values in place of those of people: the same for the same value and key, in every table, of the same form, and nobody's.
package struct Pseudonyms: Sendable {
    let hash: KeyedHash

    /// Of our own making, so that none of them is somebody's: 256 first names, 1,024 last names.
    static let firstNames = beginnings.flatMap { beginning in endings.map { Array((beginning + $0).utf8) } }
    static let lastNames = firstNames.flatMap { name in
        ["ar", "eth", "ing", "ow"].map { name + Array($0.utf8) }
    }

    private static let beginnings = [
        "Bre", "Cly", "Dwo", "Fri", "Gla", "Kru", "Ple", "Smo", "Sny", "Tru", "Vle", "Wri", "Xe", "Zu", "Quo", "Yth",
    ]
    private static let endings = [
        "dax", "fen", "gol", "kip", "lum", "mox", "nub", "pex", "rud", "sib", "tov", "vik", "wex", "yad", "zor", "bly",
    ]

    package init(key: [UInt8]) { hash = KeyedHash(key: key) }

    /// A number that tells whether two values are the same, in whatever case.
    func identity(_ value: UnsafeRawBufferPointer) -> UInt64 { hash.folded(value, tweak: 0xFF) }

    /// Appends what stands for a value, whose identity is known.
    func append(_ value: UnsafeRawBufferPointer, _ identity: UInt64, _ rule: MaskRule, to output: inout [UInt8]) {
        guard !value.isEmpty else { return }
        switch rule {
        case .keep: output.append(contentsOf: value)
        case .drop: break
        case .redact: output += "REDACTED".utf8
        case .email: appendMail(Self.mixed(identity, 3), &output)
        case .firstName: appendWord(identity, Self.firstNames, 1, &output)
        case .lastName: appendWord(identity, Self.lastNames, 2, &output)
        case .name: appendName(value, &output)
        case .phone: appendPhone(value, &output)
        case .card: appendCard(value, &output)
        case .iban: appendIBAN(value, &output)
        case .nationalNumber: appendNational(value, &output)
        case .scramble: scramble(value, 9, &output)
        case .address: appendAddress(Self.mixed(identity, 10), &output)
        case .ip: appendIP(Self.mixed(identity, 11), &output)
        case .month: appendMonth(value, &output)
        case .zip3:
            for (place, byte) in value.enumerated() {
                output.append(place < 3 || !ByteClass.isDigit(byte) ? byte : 0x30)
            }
        }
    }

    /// Another number for each kind of value: the identity is chance to whoever lacks the key, and stays it.
    @inline(__always)
    static func mixed(_ identity: UInt64, _ tweak: UInt64) -> UInt64 {
        var number = (identity ^ tweak &* 0x9E37_79B9_7F4A_7C15) &* 0xBF58_476D_1CE4_E5B9
        number = (number ^ number >> 32) &* 0x94D0_49BB_1331_11EB
        return number ^ number >> 29
    }

    /// The hash of those bytes of a value that count.
    func filteredHash(_ value: UnsafeRawBufferPointer, tweak: UInt8, _ counts: (UInt8) -> Bool) -> UInt64 {
        withUnsafeTemporaryAllocation(byteCount: value.count, alignment: 1) { kept in
            var count = 0
            for byte in value where counts(byte) {
                kept[count] = byte
                count &+= 1
            }
            return hash(UnsafeRawBufferPointer(rebasing: kept[..<count]), tweak: tweak)
        }
    }

    static func appendDecimal(_ number: UInt64, _ output: inout [UInt8]) {
        if number >= 10 { appendDecimal(number / 10, &output) }
        output.append(0x30 + UInt8(number % 10))
    }
}
