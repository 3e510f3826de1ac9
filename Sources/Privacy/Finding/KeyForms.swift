/// Keys and tokens that show by their form.
enum KeyForms {
    private static let forms: [(prefix: [UInt8], least: Int)] = [
        ("AKIA", 16), ("ASIA", 16), ("ghp_", 36), ("gho_", 36), ("ghs_", 36), ("github_pat_", 50), ("glpat-", 20),
        ("sk_live_", 20),
        ("rk_live_", 20), ("xoxb-", 20), ("xoxp-", 20), ("AIza", 35), ("npm_", 36), ("pypi-", 60), ("SG.", 50),
        ("eyJ", 60),
    ].map { (Array($0.0.utf8), $0.1) }

    /// Whether a byte begins a key, or is a capital letter: few are, and it is asked of every word.
    @inline(__always)
    static func mayBegin(_ byte: UInt8) -> Bool {
        if byte < 0x61 { return byte < 0x5B }
        // e g n p r s x
        return byte < 0x7B && (1 << (byte - 0x61)) & 0b1000_0110_1010_0000_0101_0000 as UInt32 != 0
    }

    /// Whether the first two bytes are those of a form: asked of every word, so that it is no loop.
    @inline(__always)
    static func mayBegin(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> Bool {
        guard start + 1 < bytes.count else { return false }
        switch (bytes[start], bytes[start + 1]) {
        case (0x41, 0x4B), (0x41, 0x53), (0x41, 0x49), (0x53, 0x47): return true  // AK AS AI SG
        case (0x67, 0x68), (0x67, 0x69), (0x67, 0x6C), (0x65, 0x79): return true  // gh gi gl ey
        case (0x73, 0x6B), (0x72, 0x6B), (0x78, 0x6F), (0x6E, 0x70), (0x70, 0x79): return true  // sk rk xo np py
        default: return false
        }
    }

    static func range(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> Range<Int>? {
        for form in forms where bytes[start] == form.prefix[0] {
            guard start + form.prefix.count + form.least <= bytes.count else { continue }
            guard form.prefix.indices.allSatisfy({ bytes[start + $0] == form.prefix[$0] }) else { continue }
            var end = start + form.prefix.count
            while end < bytes.count, isPart(bytes[end]) { end += 1 }
            let isLong = end - start >= form.prefix.count + form.least
            // A key has letters and digits; a run of one sign is a placeholder.
            let kinds = Set(UnsafeRawBufferPointer(rebasing: bytes[(start + form.prefix.count)..<end]))
            if isLong, kinds.count > 6 { return start..<end }
        }
        return nil
    }

    private static func isPart(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x2D, 0x2E: true
        default: false
        }
    }
}
