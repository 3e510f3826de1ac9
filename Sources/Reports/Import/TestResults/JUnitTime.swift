import Scanning

/// A case's time as producers write it: `0.123`, `1,234.5`, `0.`, `1.7e-05`.
enum JUnitTime {
    /// Seconds; nil for nothing, negative numbers and words.
    static func seconds(_ bytes: Bytes) -> Double? {
        if let seconds = plain(bytes) { return seconds }
        if let value = bytes.trimmed().parseDouble() { return value >= 0 ? value : nil }
        guard bytes.count <= 40, bytes.contains(UInt8(ascii: ",")), bytes.contains(UInt8(ascii: ".")) else {
            return nil
        }
        // Commas in front of a point group thousands.
        let digits = bytes.filter { $0 != UInt8(ascii: ",") }
        return digits.withUnsafeBytes { $0.trimmed().parseDouble() }.flatMap { $0 >= 0 ? $0 : nil }
    }

    /// Digits with a point, few enough to be exact: nearly every time there is.
    private static func plain(_ bytes: Bytes) -> Double? {
        guard bytes.count > 0, bytes.count <= 15 else { return nil }
        var digits = 0
        var point = bytes.count
        var index = 0
        while index < bytes.count {
            let digit = bytes[index] &- 0x30
            if digit <= 9 {
                digits = digits &* 10 &+ Int(digit)
            } else if bytes[index] == UInt8(ascii: "."), point == bytes.count {
                point = index
            } else {
                return nil
            }
            index &+= 1
        }
        let decimals = bytes.count - point - 1
        // Powers of ten up to 10¹⁵ are exact, so the quotient is the nearest number to what is written.
        switch decimals {
        case ..<1: return point == 0 && bytes.count == 1 ? nil : Double(digits)
        case 3: return Double(digits) / 1000
        default:
            var scale = 1.0
            for _ in 0..<decimals { scale *= 10 }
            return Double(digits) / scale
        }
    }
}
