/// What a phrase needs to know of the metric that its key implies.
package struct MetricSignature: Sendable, Hashable {
    /// The metric's name, for messages.
    package let name: String
    /// What the metric's values are.
    package let dimension: Dimension
    /// What a bare literal means.
    package let direction: Direction

    /// A metric called `name`.
    package init(name: String, dimension: Dimension, direction: Direction) {
        self.name = name
        self.dimension = dimension
        self.direction = direction
    }
}
