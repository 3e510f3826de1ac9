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

    /// Failures of one kind, with those that would have been missed.
    package struct Tally: Sendable, Hashable {
        package var kind: Kind
        package var failures: Int
        /// The tests that would have been left out and failed.
        package var misses: [String]

        package init(kind: Kind, failures: Int = 0, misses: [String] = []) {
            self.kind = kind
            self.failures = failures
            self.misses = misses
        }

        /// Counts a failure; `missed`: the name of the test that would not have run.
        package mutating func count(_ missed: String?) {
            failures += 1
            if let missed { misses.append(missed) }
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
    /// What failed of such a run, by kind of step.
    package var tallies: [Tally] = []
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

    /// Whether everything ran, and the choice was only compared with that.
    package var isShadow = false

    private var shadowBanner: String {
        let left = shadowed.reduce(0) { $0 + max(1, $1.tests.count) }
        let failures = tallies.reduce(0) { $0 + $1.failures }
        let misses = tallies.flatMap(\.misses)
        let told = "a selection would have left out \(left) of \(total)"
        if failures == 0 { return "\(told); nothing failed that it could have missed" }
        let named = misses.isEmpty ? "" : ": \(Wording.list(misses, limit: 5))"
        return "\(told), and missed \(misses.count) of \(Wording.count(failures, "failure"))\(named)"
    }

    /// The share of tests that was, or would have been, left out.
    package var omittedShare: Double {
        let left = isShadow ? shadowed.reduce(0) { $0 + max(1, $1.tests.count) } : omitted
        return total == 0 ? 0 : Double(left) / Double(total)
    }

    /// How many tests, or steps without tests of their own, did not run.
    package var omitted: Int { omissions.reduce(0) { $0 + max(1, $1.tests.count) } }

    /// What did not run, each by its name.
    package var omittedNames: [String] { omissions.flatMap { $0.tests.isEmpty ? [$0.step] : $0.tests } }

    /// What every reader of a report has to know.
    package var banner: String {
        if isShadow { return shadowBanner }
        if let whole { return "everything ran: \(whole)" }
        let files = changed == 1 ? "1 changed file" : "\(changed) changed files"
        let share = "selected run: \(chosen) of \(total) by \(files) against \(base)"
        guard !omissions.isEmpty else { return share }
        return "\(share); not selected: \(Wording.list(omittedNames, limit: 8))"
    }
}
