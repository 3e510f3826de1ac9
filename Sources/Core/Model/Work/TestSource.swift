/// Which tests a step has, so that they can be cut into work units and run again one by one.
package enum TestSource: Sendable, Hashable {
    /// Globs of test files, relative to the step's directory.
    case files([String])
    /// A command that prints one test a line, run in the step's directory.
    case list(Step.Action)
}

/// The tests of a step, and how they are cut into work units.
package struct StepTests: Sendable, Hashable {
    /// Tests that call one service from another.
    package struct Pair: Sendable, Hashable {
        package var from: String
        package var to: String
        /// Globs of its tests.
        package var tests: [String]

        package init(from: String, to: String, tests: [String]) {
            self.from = from
            self.to = to
            self.tests = tests
        }
    }

    /// Tests of one feature: a tag is a part of the test's name or path, put into a glob.
    package struct Feature: Sendable, Hashable {
        package var name: String
        /// Globs of its tests.
        package var tests: [String]

        package init(name: String, tests: [String]) {
            self.name = name
            self.tests = tests
        }
    }

    package var source: TestSource
    package var pairs: [Pair] = []
    package var features: [Feature] = []
    /// nil where the pool of the step's kind says it, or nobody does.
    package var strategy: Pool.Strategy?
    /// nil for one unit, or one for each module, pair or feature.
    package var shards: ShardCount?

    package init(source: TestSource) { self.source = source }
}

/// How many work units the tests of a step are cut into.
package enum ShardCount: Sendable, Hashable {
    case exactly(Int)
    /// As many as may run side by side, and no more than are worth their start.
    case auto
}

/// One test of a step as its command takes it, with what is known of it.
package struct ListedTest: Sendable, Hashable {
    /// A file, or a name that the `list` command printed.
    package var name: String
    /// Bytes of the file; nil where the test is no file.
    package var bytes: Int?
    /// Seconds that it took in earlier runs; nil where none knows it.
    package var seconds: Double?

    package init(_ name: String, bytes: Int? = nil, seconds: Double? = nil) {
        self.name = name
        self.bytes = bytes
        self.seconds = seconds
    }
}

/// What a planned step is of a step of the configuration: a cell of its matrix, a part of its tests, or both.
package struct WorkUnit: Sendable, Hashable {
    /// A share of the tests.
    package struct Part: Sendable, Hashable {
        /// What people call it: `2/4`, or the module, pair or feature.
        package var title: String
        /// From 0.
        package var index: Int
        package var total: Int
        /// In the order in which they are listed.
        package var tests: [String]
        /// Seconds that its tests took in earlier runs; nil where no history tells.
        package var predicted: Double?

        package init(title: String, index: Int, total: Int, tests: [String], predicted: Double? = nil) {
            self.title = title
            self.index = index
            self.total = total
            self.tests = tests
            self.predicted = predicted
        }
    }

    /// The step as the configuration names it.
    package var step: String
    /// The step with its cell: what the parts are parts of.
    package var whole: String
    package var cell: Labels
    /// nil where the tests are not cut.
    package var part: Part?
    /// The name of the planned step as a part of a file name: `e2e-chrome-2`.
    package var slug: String

    package init(step: String, whole: String, cell: Labels = [:], part: Part? = nil, slug: String) {
        self.step = step
        self.whole = whole
        self.cell = cell
        self.part = part
        self.slug = slug
    }
}
