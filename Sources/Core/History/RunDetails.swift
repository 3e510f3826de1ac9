/// What is known of a run besides its summary, for reports that list everything; all of it may be missing.
package struct RunDetails: Sendable, Equatable {
    /// Every test once, those that simply passed too, of which a summary keeps the number alone.
    package var tests: [TestObservation] = []

    package init(tests: [TestObservation] = []) { self.tests = tests }
}
