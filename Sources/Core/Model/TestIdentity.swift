/// What tells one test from another, as 64 bits: a million of them fit into 8 MB.
///
/// Suite, class, name and file, and the properties that name the cell which the test stands for. Made for comparing
/// reports of honest tools; two tests that meet by chance are one in 10¹³ for a pair of suites with a thousand tests.
package struct TestIdentity: Sendable {
    private var state: UInt64 = 0x9E37_79B9_7F4A_7C15

    /// Properties that make a test another one: the same test in another browser is no second try.
    package static let cellProperties: Set<String> = [
        "from", "to", "scenario", "journey", "browser", "version", "browser_version", "device", "orientation",
        "contract", "dependency", "fallback", "project", "platform", "os",
    ]

    package init() {}

    /// Adds one part; a missing part is as good as an empty one.
    package mutating func add(_ bytes: UnsafeRawBufferPointer) {
        var offset = 0
        while offset + 8 <= bytes.count {
            mix(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
            offset += 8
        }
        var rest: UInt64 = 0
        while offset < bytes.count {
            rest = rest << 8 | UInt64(bytes[offset])
            offset += 1
        }
        mix(rest)
        mix(UInt64(bytes.count) | 1 << 63)
    }

    package mutating func add(_ text: String?) {
        var text = text ?? ""
        text.withUTF8 { add(UnsafeRawBufferPointer($0)) }
    }

    package var value: UInt64 {
        var mixed = state ^ (state >> 32)
        mixed = mixed &* 0xD6E8_FEB8_6659_FD93
        return mixed ^ (mixed >> 32)
    }

    private mutating func mix(_ word: UInt64) {
        state = (state ^ word) &* 0x9FB2_1C65_1E98_DF25
        state ^= state >> 29
    }
}

extension TestCase {
    /// The identity of the test that this is a result of.
    package var identity: UInt64 {
        var identity = TestIdentity()
        for part in [suite, className, name, file] { identity.add(part) }
        let cell = properties.filter { TestIdentity.cellProperties.contains($0.key) }
        for (key, value) in cell.sorted(by: { $0.key < $1.key }) {
            identity.add(key)
            identity.add(value)
        }
        return identity.value
    }
}
