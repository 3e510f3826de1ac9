/// Which values production has, without the values: a Bloom filter over their keyed hashes.
///
/// Whoever has the filter and not the key learns nothing; whoever has both can ask whether a value is in it, and no more.
package struct Fingerprints: Sendable {
    /// What is wrong with a file of fingerprints.
    package struct Problem: Error, Sendable, Hashable {
        package var message: String
    }

    private let hash: KeyedHash
    private var bits: [UInt64]
    /// Values that were added, each as often as it was.
    package private(set) var count: Int

    /// How many bits a value sets.
    private static let probes: UInt64 = 14
    /// At most one value in 500,000 that was never added is taken for one that was.
    private static let bitsPerValue = 28
    private static let mark = Array("assay fingerprints 1\n".utf8)
    /// No filter is larger, in words of 64 bits: 4 GB.
    private static let wordLimit = 1 << 29

    /// With room for so many values.
    package init(key: [UInt8], room: Int) {
        hash = KeyedHash(key: key)
        let words = (min(max(room, 64), Self.wordLimit) * Self.bitsPerValue + 63) / 64
        bits = [UInt64](repeating: 0, count: min(max(16, words), Self.wordLimit))
        count = 0
    }

    package mutating func add(_ value: some Collection<UInt8>) {
        for place in places(value) { bits[Int(place >> 6)] |= 1 << (place & 63) }
        count += 1
    }

    package func holds(_ value: some Collection<UInt8>) -> Bool {
        places(value).allSatisfy { bits[Int($0 >> 6)] & 1 << ($0 & 63) != 0 }
    }

    /// Two hashes make all the places, as Kirsch and Mitzenmacher showed to be enough.
    private func places(_ value: some Collection<UInt8>) -> [UInt64] {
        let (first, second) = (hash(value, tweak: 0xB1), hash(value, tweak: 0xB2) | 1)
        let size = UInt64(bits.count) &* 64
        return (0..<Self.probes).map { (first &+ $0 &* second) % size }
    }

    // MARK: As a file

    /// A line that says what it is, a check of the key, the number of values, the number of words, the words: eight bytes
    /// each, the lowest first.
    package var bytes: [UInt8] {
        var output = Self.mark
        output.reserveCapacity(output.count + 24 + bits.count * 8)
        for word in [check, UInt64(count), UInt64(bits.count)] + bits {
            for shift in stride(from: UInt64(0), to: 64, by: 8) {
                output.append(UInt8(truncatingIfNeeded: word >> shift))
            }
        }
        return output
    }

    /// What tells one key from another, and nothing else.
    private var check: UInt64 { hash("assay".utf8, tweak: 0xB3) }

    package init(key: [UInt8], bytes: UnsafeRawBufferPointer) throws(Problem) {
        guard bytes.count >= Self.mark.count + 24, bytes.starts(with: Self.mark) else {
            throw Problem(message: "this is no file of fingerprints; `assay data fingerprint` makes one")
        }
        let start = Self.mark.count
        func word(_ place: Int) -> UInt64 {
            UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: start + place * 8, as: UInt64.self))
        }
        let words = word(2)
        guard words >= 16, words <= UInt64(Self.wordLimit), bytes.count == start + 24 + Int(words) * 8 else {
            throw Problem(message: "the file of fingerprints is cut off, or longer than it says")
        }
        hash = KeyedHash(key: key)
        count = Int(clamping: word(1))
        bits = (0..<Int(words)).map { word($0 + 3) }
        guard word(0) == check else {
            throw Problem(message: "these fingerprints were made with another key")
        }
    }
}

extension Fingerprints {
    /// The value as it is compared: without space around it, letters of ASCII in lower case; nil where it says too little of
    /// whose it is: short, or without an `@` or a digit among letters or many digits.
    package static func identity(_ value: UnsafeRawBufferPointer) -> [UInt8]? {
        var (start, end) = (0, value.count)
        while start < end, value[start] <= 0x20 { start += 1 }
        while end > start, value[end - 1] <= 0x20 { end -= 1 }
        guard end - start >= 6, end - start <= 256 else { return nil }
        var (digits, letters, hasAt) = (0, 0, false)
        for index in start..<end {
            switch value[index] {
            case 0x30...0x39: digits += 1
            case 0x40: hasAt = true
            case 0x41...0x5A, 0x61...0x7A, 0x80...: letters += 1
            default: break
            }
        }
        // Dates and amounts are alike everywhere, and so are words.
        guard hasAt || digits >= 9 || (digits >= 3 && letters >= 2 && end - start >= 8) else { return nil }
        return value[start..<end].map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    }

    /// The values of a text that may be somebody's: what stands between commas, quotes, tabs and the like, and each word of it.
    ///
    /// `found` gets ranges of bytes, in order.
    package static func candidates(_ bytes: UnsafeRawBufferPointer, _ found: (Range<Int>) -> Void) {
        var (start, hasSpace) = (0, false)
        for index in 0...bytes.count {
            let byte = index < bytes.count ? bytes[index] : 0x0A
            guard isBreak(byte) else {
                if byte == 0x20 { hasSpace = true }
                continue
            }
            if index - start >= 6 {
                found(start..<index)
                if hasSpace { words(bytes, start..<index, found) }
            }
            (start, hasSpace) = (index + 1, false)
        }
    }

    private static func words(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>, _ found: (Range<Int>) -> Void) {
        var start = range.lowerBound
        for index in range.lowerBound...range.upperBound where index == range.upperBound || bytes[index] == 0x20 {
            if index - start >= 6 { found(start..<index) }
            start = index + 1
        }
    }

    private static func isBreak(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x09, 0x0A, 0x0D, 0x22, 0x27, 0x2C, 0x3A, 0x3B, 0x3C, 0x3D, 0x3E, 0x5B, 0x5D, 0x7B, 0x7C, 0x7D: true
        default: false
        }
    }
}
