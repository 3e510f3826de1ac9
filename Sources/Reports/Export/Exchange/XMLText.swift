import Core

/// Foreign text inside XML: markup is escaped, and what XML 1.0 does not allow is gone.
enum XMLText {
    /// A piece of text or an attribute's value without its quotes.
    static func escaped(_ text: String) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count + 16)
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x26: bytes += "&amp;".utf8
            case 0x3C: bytes += "&lt;".utf8
            case 0x3E: bytes += "&gt;".utf8
            case 0x22: bytes += "&quot;".utf8
            // A parser would turn them into spaces within an attribute.
            case 0x0A: bytes += "&#10;".utf8
            case 0x09: bytes += "&#9;".utf8
            case 0..<0x20, 0xFFFE, 0xFFFF: continue
            default: bytes += UTF8.encode(scalar).map(Array.init) ?? []
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// ` name="value"`; nothing for an empty value.
    static func attribute(_ name: String, _ value: String) -> String {
        value.isEmpty ? "" : " \(name)=\"\(escaped(value))\""
    }

    /// Seconds with three decimals, never as an exponent.
    static func seconds(_ seconds: Double) -> String {
        let milliseconds = Int((min(max(seconds.isFinite ? seconds : 0, 0), 1e9) * 1_000).rounded())
        let rest = String(milliseconds % 1_000)
        return "\(milliseconds / 1_000).\(String(repeating: "0", count: 3 - rest.count))\(rest)"
    }
}
