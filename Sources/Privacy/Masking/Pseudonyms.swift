/// Values in place of those of people: the same for the same value and key, in every table, of the same form, and nobody's.
package struct Pseudonyms: Sendable {
    let hash: KeyedHash

    static let firstNames = [
        "Alex", "Robin", "Kim", "Sam", "Jo", "Max", "Toni", "Chris", "Noa", "Luca", "Mika", "Sascha", "Andrea",
        "Dominique",
        "Jules", "Rene", "Sidney", "Taylor", "Jordan", "Casey", "Morgan", "Riley", "Quinn", "Avery", "Charlie",
        "Frankie",
        "Jamie", "Jessie", "Lee", "Nikita", "Pat", "Ray",
    ].map { Array($0.utf8) }
    static let lastNames = [
        "Ashford", "Birch", "Calder", "Dale", "Elmwood", "Fielding", "Garner", "Hollis", "Ingram", "Jarvis", "Kettle",
        "Linden",
        "Marlow", "Norwood", "Oakley", "Penrose", "Quill", "Rowan", "Sedge", "Thorne", "Underhill", "Vale", "Westbrook",
        "Yarrow", "Alder", "Bramble", "Cress", "Fenwick", "Heath", "Larch", "Mallow", "Sorrel",
    ].map { Array($0.utf8) }

    package init(key: [UInt8]) { hash = KeyedHash(key: key) }

    /// A number that tells whether two values are the same, in whatever case.
    func identity(_ value: UnsafeRawBufferPointer) -> UInt64 { hash.folded(value, tweak: 0xFF) }

    /// Appends what stands for a value.
    package func append(_ value: UnsafeRawBufferPointer, _ rule: MaskRule, to output: inout [UInt8]) {
        guard !value.isEmpty else { return }
        switch rule {
        case .keep: output.append(contentsOf: value)
        case .drop: break
        case .redact: output += "REDACTED".utf8
        case .email: appendMail(value, &output)
        case .firstName: appendWord(value, Self.firstNames, 1, &output)
        case .lastName: appendWord(value, Self.lastNames, 2, &output)
        case .name: appendName(value, &output)
        case .phone: appendPhone(value, &output)
        case .card: appendCard(value, &output)
        case .iban: appendIBAN(value, &output)
        case .nationalNumber: appendNational(value, &output)
        case .scramble: scramble(value, 9, &output)
        case .address: appendAddress(value, &output)
        case .ip: appendIP(value, &output)
        case .month: appendMonth(value, &output)
        case .zip3:
            for (place, byte) in value.enumerated() {
                output.append(place < 3 || !ByteClass.isDigit(byte) ? byte : 0x30)
            }
        }
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
