extension UnsafeRawBufferPointer {
    /// A whole decimal number with an optional sign; nil where the bytes are anything else or do not fit.
    @inlinable @inline(__always)
    package func parseInt() -> Int? { parseShortInt() ?? parseLongInt() }

    /// The same of bytes that are no short number: signed, long, or none at all.
    @usableFromInline
    func parseLongInt() -> Int? {
        var index = 0
        let isNegative = count > 0 && self[0] == UInt8(ascii: "-")
        if count > 0, isNegative || self[0] == UInt8(ascii: "+") { index = 1 }
        guard index < count else { return nil }
        var value = 0
        while index < count {
            let digit = Int(self[index]) - 0x30
            guard digit >= 0, digit <= 9 else { return nil }
            let (scaled, overflowed) = value.multipliedReportingOverflow(by: 10)
            let (sum, carried) =
                isNegative ? scaled.subtractingReportingOverflow(digit) : scaled.addingReportingOverflow(digit)
            if overflowed || carried { return nil }
            value = sum
            index += 1
        }
        return value
    }

    /// Digits alone, and so few that nothing can overflow: what nearly every number in a report is.
    @inlinable @inline(__always)
    package func parseShortInt() -> Int? {
        guard count > 0, count < 19 else { return nil }
        var value = 0
        for byte in self {
            let digit = Int(byte) &- 0x30
            guard digit >= 0, digit <= 9 else { return nil }
            value = value &* 10 &+ digit
        }
        return value
    }

    /// A finite decimal number (`12`, `-0.5`, `.5`, `1e-3`), correctly rounded; nil where the bytes are anything
    /// else, are out of range, or are a word such as `NaN`.
    package func parseDouble() -> Double? {
        guard let decimal = Decimal(self) else { return nil }
        if let exact = decimal.exactValue { return exact }
        guard let value = Double(string), value.isFinite else { return nil }
        return value
    }

    /// A decimal number taken apart: digits as one whole number, and the power of ten to scale it by.
    private struct Decimal {
        var mantissa: UInt64 = 0
        var digits = 0
        var exponent = 0
        var isNegative = false

        init?(_ bytes: Bytes) {
            var index = 0
            let count = bytes.count
            if count > 0, bytes[0] == UInt8(ascii: "-") || bytes[0] == UInt8(ascii: "+") {
                isNegative = bytes[0] == UInt8(ascii: "-")
                index = 1
            }
            let first = index
            index = take(bytes, from: index)
            var figures = index - first
            if index < count, bytes[index] == UInt8(ascii: ".") {
                let fraction = index + 1
                index = take(bytes, from: fraction)
                figures += index - fraction
                exponent = fraction - index
            }
            guard figures > 0 else { return nil }
            if index < count, bytes[index] | 0x20 == UInt8(ascii: "e") {
                guard let power = bytes.dropping(index + 1).parseInt() else { return nil }
                exponent += Swift.max(-100_000, Swift.min(100_000, power))
                index = count
            }
            guard index == count else { return nil }
        }

        private mutating func take(_ bytes: Bytes, from start: Int) -> Int {
            var index = start
            while index < bytes.count, bytes[index] &- 0x30 <= 9 {
                mantissa = mantissa &* 10 &+ UInt64(bytes[index] &- 0x30)
                if mantissa > 0 { digits += 1 }
                index += 1
            }
            return index
        }

        /// The value where one multiplication or division of exact numbers gives it, correctly rounded.
        var exactValue: Double? {
            guard digits <= 15 else { return nil }
            let value = Double(mantissa)
            let scaled: Double
            switch exponent {
            case 0: scaled = value
            case 1...22: scaled = value * Decimal.power(exponent)
            case -22 ... -1: scaled = value / Decimal.power(-exponent)
            default: return mantissa == 0 ? (isNegative ? -0.0 : 0.0) : nil
            }
            return isNegative ? -scaled : scaled
        }

        /// Powers of ten up to 10²² are exact in a Double, and so is each product on the way.
        private static func power(_ exponent: Int) -> Double {
            var result = 1.0
            var factor = 10.0
            var rest = exponent
            while rest > 0 {
                if rest & 1 == 1 { result *= factor }
                factor *= factor
                rest >>= 1
            }
            return result
        }
    }
}
