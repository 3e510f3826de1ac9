internal import Crypto

/// Codes of a second factor, as RFC 6238 has them and every authenticator makes them: six digits, a new one every 30 seconds.
package enum OneTimeCode {
    private static let seconds = 30.0
    /// Clocks may differ by so many codes in each direction.
    private static let tolerance: UInt64 = 1
    private static let secretBytes = 20

    /// A new secret, in the letters that people type into an authenticator.
    static func makeSecret() -> String { base32(Secret.bytes(Secret.make(bytes: secretBytes)) ?? []) }

    /// Which code it is, so that none counts twice; nil where it is none of now.
    ///
    /// `after`: that of the last one that counted. `now`: seconds since 1970.
    static func counter(of code: String, secret: String, after last: UInt64?, now: Double) -> UInt64? {
        guard code.utf8.count == 6, let key = bytes(secret), now > seconds else { return nil }
        let current = UInt64(now / seconds)
        var found: UInt64?
        for counter in (current - tolerance)...(current + tolerance)
        where Secret.isEqual(Self.code(key, counter), code) && counter > last ?? 0 {
            found = counter
        }
        return found
    }

    /// The code of a moment.
    package static func code(secret: String, now: Double) -> String? {
        bytes(secret).map { code($0, UInt64(max(0, now) / seconds)) }
    }

    private static func code(_ key: [UInt8], _ counter: UInt64) -> String {
        let message = (0..<8).map { UInt8(truncatingIfNeeded: counter >> (56 - 8 * UInt64($0))) }
        // SHA-1 is what authenticators know; its weakness is no weakness of an HMAC.
        let mac = Array(HMAC<Insecure.SHA1>.authenticationCode(for: message, using: SymmetricKey(data: key)))
        let offset = Int(mac[mac.count - 1] & 0x0F)
        let word = mac[offset..<offset + 4].reduce(0 as UInt32) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        let digits = String(word % 1_000_000)
        return String(repeating: "0", count: 6 - digits.utf8.count) + digits
    }

    // MARK: Base32

    private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

    private static func base32(_ bytes: [UInt8]) -> String {
        var out: [UInt8] = []
        var (bits, count) = (0 as UInt32, 0)
        for byte in bytes {
            bits = bits << 8 | UInt32(byte)
            count += 8
            while count >= 5 {
                count -= 5
                out.append(letters[Int(bits >> UInt32(count) & 31)])
            }
        }
        if count > 0 { out.append(letters[Int(bits << UInt32(5 - count) & 31)]) }
        return String(decoding: out, as: UTF8.self)
    }

    /// nil for letters that are none of it.
    private static func bytes(_ text: String) -> [UInt8]? {
        var out: [UInt8] = []
        var (bits, count) = (0 as UInt32, 0)
        for letter in text.uppercased().utf8 {
            guard let value = letters.firstIndex(of: letter) else { return nil }
            bits = (bits << 5 | UInt32(value)) & 0xFFFF
            count += 5
            if count >= 8 {
                count -= 8
                out.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        return out.isEmpty ? nil : out
    }
}
