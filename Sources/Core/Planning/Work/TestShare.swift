/// The tests of one work unit.
package struct TestShare: Sendable, Hashable {
    /// What people call the unit: `2/4`, or the module, pair or feature.
    package var title: String
    package var tests: [String]
    /// Labels of all that its tests report.
    package var labels: Labels
    /// Seconds that the tests took in earlier runs; nil where no history tells.
    package var predicted: Double?

    package init(title: String, tests: [String], labels: Labels = [:], predicted: Double? = nil) {
        self.title = title
        self.tests = tests
        self.labels = labels
        self.predicted = predicted
    }
}
