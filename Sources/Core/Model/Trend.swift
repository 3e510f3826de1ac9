package import Criteria

/// A figure over time, on one line of runs.
package struct Trend: Sendable, Hashable {
    package struct Point: Sendable, Hashable {
        /// Seconds since 1970.
        package var time: Double
        package var value: Double
        package var run: String

        package init(time: Double, value: Double, run: String) {
            self.time = time
            self.value = value
            self.run = run
        }
    }

    package var name: String
    package var dimension: Dimension
    /// Oldest first.
    package var points: [Point]

    package init(name: String, dimension: Dimension, points: [Point]) {
        self.name = name
        self.dimension = dimension
        self.points = points.filter(\.value.isFinite)
    }

    package var latest: Double? { points.last?.value }
}
