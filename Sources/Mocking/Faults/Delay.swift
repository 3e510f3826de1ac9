package import Chance

/// A length of time that may differ each time, in seconds.
package enum Delay: Sendable, Hashable {
    case fixed(Double)
    case uniform(ClosedRange<Double>)
    /// By its median, its spread, and the longest that it may be.
    case lognormal(median: Double, sigma: Double, longest: Double)

    /// The delay for a counter: the same for the same stream and counter.
    package func seconds(_ draw: Draw, _ counter: UInt64) -> Double {
        switch self {
        case .fixed(let seconds): seconds
        case .uniform(let range): range.lowerBound + (range.upperBound - range.lowerBound) * draw.unit(counter)
        case .lognormal(let median, let sigma, let longest):
            min(longest, median * PortableMath.exp(sigma * PortableMath.normalQuantile(draw.unit(counter))))
        }
    }
}
