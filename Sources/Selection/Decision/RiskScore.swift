/// How risky a change is, from 0 to 100, with the parts that this comes from.
package struct RiskScore: Sendable, Hashable {
    package struct Part: Sendable, Hashable {
        package var name: String
        /// From 0 to 1.
        package var value: Double
        /// How much it can add to the score.
        package var weight: Double
        package var words: String

        package init(_ name: String, _ value: Double, weight: Double, _ words: String) {
            self.name = name
            self.value = min(1, max(0, value))
            self.weight = weight
            self.words = words
        }
    }

    package var parts: [Part]

    package init(_ parts: [Part]) { self.parts = parts }

    package var score: Int { Int(parts.reduce(0) { $0 + $1.value * $1.weight }.rounded()) }
}
