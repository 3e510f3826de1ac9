/// Which tests a run left out because of what the change touches, as the run keeps it.
package struct SelectionRecord: Sendable, Hashable {
    /// A step, or some of its tests, that did not run.
    package struct Omission: Sendable, Hashable {
        package var step: String
        package var kind: Kind
        /// Empty where none of the step ran.
        package var tests: [String]
        package var reason: String

        package init(step: String, kind: Kind, tests: [String] = [], reason: String) {
            self.step = step
            self.kind = kind
            self.tests = tests
            self.reason = reason
        }
    }

    /// What the change is compared with, in words.
    package var base: String
    /// How many files it touches.
    package var changed: Int
    /// Why everything ran; nil where something was left out, or could have been.
    package var whole: String?
    /// Tests and whole steps that were chosen, and of how many.
    package var chosen: Int
    package var total: Int
    package var omissions: [Omission]
    /// Tests that would not have been chosen, of a run in which everything ran all the same; by step.
    package var shadowed: [Omission] = []
    /// From 0 to 100.
    package var risk: Int?

    package init(
        base: String,
        changed: Int,
        whole: String? = nil,
        chosen: Int,
        total: Int,
        omissions: [Omission] = []
    ) {
        self.base = base
        self.changed = changed
        self.whole = whole
        self.chosen = chosen
        self.total = total
        self.omissions = omissions
    }

    /// How many tests, or steps without tests of their own, did not run.
    package var omitted: Int { omissions.reduce(0) { $0 + max(1, $1.tests.count) } }

    /// What did not run, each by its name.
    package var omittedNames: [String] { omissions.flatMap { $0.tests.isEmpty ? [$0.step] : $0.tests } }

    /// What every reader of a report has to know.
    package var banner: String {
        if let whole { return "everything ran: \(whole)" }
        let files = changed == 1 ? "1 changed file" : "\(changed) changed files"
        let share = "selected run: \(chosen) of \(total) by \(files) against \(base)"
        guard !omissions.isEmpty else { return share }
        return "\(share); not selected: \(Wording.list(omittedNames, limit: 8))"
    }
}
