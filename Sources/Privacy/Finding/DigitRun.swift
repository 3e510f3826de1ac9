/// A number as it stands in a text: digits, perhaps in groups with one sign between them.
struct DigitRun {
    /// Of up to nineteen digits; what more than that say is lost.
    private(set) var value: UInt64 = 0
    private(set) var count = 0
    /// The lengths of its groups, four bits each, the last one lowest.
    private(set) var groups: UInt64 = 0
    private(set) var groupCount = 1
    /// Behind its last digit.
    private(set) var end: Int
    /// Which digits occur, a bit each.
    private var seen: UInt16 = 0

    static let powers: [UInt64] = (0...19).map { (0..<$0).reduce(1) { product, _ in product &* 10 } }

    init(at start: Int) { end = start }

    @inline(__always)
    mutating func add(_ byte: UInt8) {
        let digit = byte &- 0x30
        value = value &* 10 &+ UInt64(digit)
        count &+= 1
        groups &+= 1
        seen |= 1 << UInt16(digit)
    }

    /// Reads groups of digits with the same space or hyphen between them, up to twenty digits.
    init(_ bytes: UnsafeRawBufferPointer, from start: Int) {
        self.init(at: start)
        var index = start
        var separator: UInt8 = 0
        while index < bytes.count, count <= 19 {
            let byte = bytes[index]
            if ByteClass.isDigit(byte) {
                add(byte)
            } else if byte == 0x20 || byte == 0x2D, separator == 0 || separator == byte, index + 1 < bytes.count,
                ByteClass.isDigit(bytes[index + 1])
            {
                separator = byte
                groups <<= 4
                groupCount &+= 1
            } else {
                break
            }
            index &+= 1
        }
        isHyphenated = separator == 0x2D
        end = index
    }

    private(set) var isHyphenated = false

    /// How many different digits it has.
    var kinds: Int { seen.nonzeroBitCount }

    /// Its first digits as a number; it has as many.
    func head(_ length: Int) -> UInt64 { value / Self.powers[count - length] }

    /// Whether it is one group, or all groups have from two to six digits.
    var isEvenlyGrouped: Bool {
        guard groupCount > 1 else { return true }
        guard groupCount <= 10 else { return false }
        return (0..<groupCount).allSatisfy { (2...6).contains(groups >> UInt64($0 * 4) & 15) }
    }
}
