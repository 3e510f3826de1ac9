/// Logarithm, exponential and the normal distribution from arithmetic alone: the same bits on every machine, which the C
/// library does not promise.
package enum PortableMath {
    /// ln 2, in two parts whose sum is nearer than one number can be.
    @usableFromInline static let ln2High = 0x1.62e42fee00000p-1
    @usableFromInline static let ln2Low = 0x1.a39ef35793c76p-33

    /// The natural logarithm of a positive number; -infinity for 0 and below.
    @inlinable
    package static func ln(_ value: Double) -> Double {
        guard value > 0, value.isFinite else { return value > 0 ? .infinity : -.infinity }
        var exponent = Double(value.exponent)
        var significand = value.significand
        if significand > 1.414_213_562_373_095 {
            significand *= 0.5
            exponent += 1
        }
        // 2 artanh(z) for z = (m - 1) / (m + 1), where |z| < 0.1716: the odd powers of z by their numbers.
        let z = (significand - 1) / (significand + 1)
        let square = z * z
        var sum = 1.0 / 19
        sum = sum * square + 1.0 / 17
        sum = sum * square + 1.0 / 15
        sum = sum * square + 1.0 / 13
        sum = sum * square + 1.0 / 11
        sum = sum * square + 1.0 / 9
        sum = sum * square + 1.0 / 7
        sum = sum * square + 1.0 / 5
        sum = sum * square + 1.0 / 3
        sum = sum * square + 1
        return exponent * ln2High + (2 * z * sum + exponent * ln2Low)
    }

    /// e to the power of a number; 0 or infinity beyond what a `Double` holds.
    @inlinable
    package static func exp(_ value: Double) -> Double {
        guard value > -745 else { return 0 }
        guard value < 709.7 else { return value.isNaN ? value : .infinity }
        let power = (value / 0.693_147_180_559_945_3).rounded()
        let rest = (value - power * ln2High) - power * ln2Low
        // Taylor's series for |rest| < 0.35: no division, which would take longer than all the rest.
        var sum = 1.0 / 87_178_291_200
        sum = sum * rest + 1.0 / 6_227_020_800
        sum = sum * rest + 1.0 / 479_001_600
        sum = sum * rest + 1.0 / 39_916_800
        sum = sum * rest + 1.0 / 3_628_800
        sum = sum * rest + 1.0 / 362_880
        sum = sum * rest + 1.0 / 40_320
        sum = sum * rest + 1.0 / 5_040
        sum = sum * rest + 1.0 / 720
        sum = sum * rest + 1.0 / 120
        sum = sum * rest + 1.0 / 24
        sum = sum * rest + 1.0 / 6
        sum = sum * rest + 0.5
        sum = sum * rest + 1
        sum = sum * rest + 1
        // In two steps: a number below the least normal one has no exponent of its own.
        let half = Int(power) / 2
        return sum * Double(sign: .plus, exponent: half, significand: 1)
            * Double(sign: .plus, exponent: Int(power) - half, significand: 1)
    }

    /// A positive number to a power.
    @inlinable
    package static func power(_ base: Double, _ exponent: Double) -> Double { exp(exponent * ln(base)) }

    /// The value that a standard normal variable stays below with this probability, by Acklam's rational approximation:
    /// its relative error is below 1.2e-9.
    @inlinable
    package static func normalQuantile(_ probability: Double) -> Double {
        let low = 0.02425
        guard probability > 0, probability < 1 else { return probability <= 0 ? -8.3 : 8.3 }
        if probability < low { return tail((-2 * ln(probability)).squareRoot()) }
        if probability > 1 - low { return -tail((-2 * ln(1 - probability)).squareRoot()) }
        let q = probability - 0.5
        let r = q * q
        var above = -3.969683028665376e+01 * r + 2.209460984245205e+02
        above = above * r - 2.759285104469687e+02
        above = above * r + 1.383577518672690e+02
        above = above * r - 3.066479806614716e+01
        above = above * r + 2.506628277459239e+00
        var below = -5.447609879822406e+01 * r + 1.615858368580409e+02
        below = below * r - 1.556989798598866e+02
        below = below * r + 6.680131188771972e+01
        below = below * r - 1.328068155288572e+01
        return above * q / (below * r + 1)
    }

    @usableFromInline
    static func tail(_ q: Double) -> Double {
        var above = -7.784894002430293e-03 * q - 3.223964580411365e-01
        above = above * q - 2.400758277161838e+00
        above = above * q - 2.549732539343734e+00
        above = above * q + 4.374664141464968e+00
        above = above * q + 2.938163982698783e+00
        var below = 7.784695709041462e-03 * q + 3.224671290700398e-01
        below = below * q + 2.445134137142996e+00
        below = below * q + 3.754408661907416e+00
        return above / (below * q + 1)
    }
}
