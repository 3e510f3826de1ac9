package import Core

/// All that a selection rests on.
package struct SelectionInput: Sendable {
    package var changes: Changes
    package var steps: [StepWork]
    /// Every file of the project.
    package var files: [String] = []
    package var settings = SelectionSettings()
    package var components: [Component] = []
    package var criticalPaths: [CriticalPath] = []
    /// Files of the configuration, relative to the project's root.
    package var configuration: Set<String> = []
    /// nil where no test was ever watched.
    package var map: MapView?
    package var imports: ImportGraph?
    package var coChange: CoChange?
    /// Tests and steps that failed in the last run, by the names that they are listed by.
    package var failed: Set<String> = []
    /// Tests that are flaky, where those are wanted too.
    package var flaky: Set<String> = []
    /// Changed lockfiles of which it is known which packages they change; recordings tell who uses those.
    package var lockfiles: Set<String> = []
    /// What other tools say.
    package var supplements = Supplements()
    package var branch: String?

    package init(changes: Changes, steps: [StepWork]) {
        self.changes = changes
        self.steps = steps
    }

    /// Tests of steps, and steps that are one piece, in the order of the steps.
    package var items: [WorkItem] {
        steps.enumerated().flatMap { index, step -> [WorkItem] in
            guard let tests = step.tests else { return [WorkItem(step: index)] }
            return tests.map { test in
                let whole = test.fileOfTest
                let file = whole.hasPrefix("./") ? whole.dropFirst(2) : whole
                return WorkItem(step: index, test: test, file: step.folder + file)
            }
        }
    }
}

/// What other tools know of which tests a change needs: it adds tests, and leaves none out.
package struct Supplements: Sendable, Hashable {
    /// By file, the tests whose coverage holds it.
    package var covered: [String: Set<String>] = [:]
    /// Tests that a tool named as affected, with its name.
    package var named: [String: String] = [:]

    package init() {}

    package var isEmpty: Bool { covered.isEmpty && named.isEmpty }
}
