import Chance

/// Ranks whose frequency falls with a power of them, by the inverse of the continuous distribution.
struct Zipf: Sendable {
    private let count: Double
    /// 1 / (1 - exponent); nil where the exponent is 1.
    private let inverse: Double?
    /// What the unit interval is stretched to.
    private let span: Double

    init(exponent: Double, count: Double) {
        self.count = count
        if abs(exponent - 1) < 1e-9 {
            inverse = nil
            span = PortableMath.ln(count + 1)
        } else {
            inverse = 1 / (1 - exponent)
            span = PortableMath.power(count + 1, 1 - exponent) - 1
        }
    }

    /// From 0 up to, and not with, the count.
    @inline(__always)
    func rank(_ unit: Double) -> UInt64 {
        let value = inverse.map { PortableMath.power(1 + unit * span, $0) } ?? PortableMath.exp(unit * span)
        return UInt64(min(max(0, value - 1), count - 1))
    }
}
