/// What a project says of which tests a change needs: the block `selection:`.
package struct SelectionSettings: Sendable, Hashable {
    /// Globs of files that no test depends on.
    package var ignore: [String] = []
    /// Globs of files that every test depends on, besides those that are known to be such.
    package var runAll: [String] = []
    /// Steps, and globs of tests, that run whatever changes.
    package var unskippable: [String] = []
    /// Globs of branches on which nothing is left out.
    package var fullRunRequired: [String] = []
    /// How many commits old the record of a test may be.
    package var maxAge = SelectionSettings.usualAge
    /// The largest share of the project's files that a change may touch, for tests to be chosen.
    package var maxChange = SelectionSettings.usualChange
    /// Whether tests that nothing is proven of run only where imports, names and the like speak for it.
    package var trustsHints = false
    /// Whether the choice is recorded beside a run of everything, so that its misses are counted.
    package var shadow = false
    /// Whether tests that were flaky in the last runs are always chosen.
    package var addsFlaky = false

    package static let usualAge = 200
    package static let usualChange = 0.5

    package init() {}
}

/// Files that decide what tests of a step do, and with them all that does.
package struct AffectRule: Sendable, Hashable {
    /// Globs of files, relative to the project's root.
    package var files: [String]
    /// Globs of the tests that they are for; empty for all of the step.
    package var tests: [String]

    package init(files: [String], tests: [String] = []) {
        self.files = files
        self.tests = tests
    }
}
