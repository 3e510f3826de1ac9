/// Numbers: a distribution, its bounds, and how many decimals are written.
package struct NumberSpec: Sendable, Hashable {
    package indirect enum Distribution: Sendable, Hashable {
        case uniform(ClosedRange<Double>)
        case normal(mean: Double, sigma: Double)
        case lognormal(median: Double, sigma: Double)
        case exponential(mean: Double)
        /// Whole numbers from 1 to a number, the first ones most often.
        case zipf(exponent: Double, count: Double)
        /// Of several distributions one, by its weight.
        case mixture([Weighted<Distribution>])
        /// Between neighbouring bounds, as often as counted.
        case histogram(bounds: [Double], counts: [Double])
    }

    /// How it goes with another number of the row.
    package struct Correlation: Sendable, Hashable {
        package var field: String
        /// From -1 to 1, between the normal scores of both.
        package var strength: Double

        package init(field: String, strength: Double) {
            self.field = field
            self.strength = strength
        }
    }

    package var distribution: Distribution
    package var least: Double?
    package var most: Double?
    package var decimals: Int
    package var correlation: Correlation?

    package init(
        _ distribution: Distribution,
        least: Double? = nil,
        most: Double? = nil,
        decimals: Int = 0,
        correlation: Correlation? = nil
    ) {
        self.distribution = distribution
        self.least = least
        self.most = most
        self.decimals = decimals
        self.correlation = correlation
    }
}

/// Moments between two, or after another moment of the row.
package struct TimeSpec: Sendable, Hashable {
    package enum Base: Sendable, Hashable {
        /// Seconds since 1970, both included.
        case between(Int64, Int64)
        /// After another field, by exponentially many seconds with this mean.
        case after(field: String, mean: Double)
    }

    package enum Form: String, Sendable, Hashable, CaseIterable {
        case timestamp
        case date
        case unix
    }

    package var base: Base
    package var form: Form
    /// How often each hour of the day occurs; empty for equally often.
    package var hours: [Double]
    /// How often each day of the week occurs, Monday first; empty for equally often.
    package var weekdays: [Double]

    package init(_ base: Base, form: Form = .timestamp, hours: [Double] = [], weekdays: [Double] = []) {
        self.base = base
        self.form = form
        self.hours = hours
        self.weekdays = weekdays
    }
}
