/// What a phrase needs to know of the metric that its key implies.
package struct MetricSignature: Sendable, Hashable {
    /// The metric's name, for messages.
    package let name: String
    /// What the metric's values are.
    package let dimension: Dimension
    /// What a bare literal means.
    package let direction: Direction
    /// Which values there can be.
    package let range: ValueRange

    /// Whether the values are times of requests, which people count in milliseconds.
    var isOfRequests: Bool { dimension == .duration && (name == "response_times" || name.hasSuffix(".latency")) }

    /// A metric called `name`; its values are what is usual in the dimension, where no range is given.
    package init(name: String, dimension: Dimension, direction: Direction, range: ValueRange? = nil) {
        self.name = name
        self.dimension = dimension
        self.direction = direction
        self.range = range ?? .usual(dimension)
    }
}
