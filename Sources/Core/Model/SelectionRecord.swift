/// Which tests a run left out because of what the change touches, as the run keeps it.
package struct SelectionRecord: Sendable, Hashable {
    /// A step, or some of its tests, that did not run.
    package struct Omission: Sendable, Hashable {
        package var step: String
        package var kind: Kind
        /// Empty where none of the step ran.
        package var tests: [String]
        package var reason: String
        /// How many tests that are; 1 for a step that is one piece.
        package var count: Int

        package init(step: String, kind: Kind, tests: [String] = [], count: Int? = nil, reason: String) {
            self.step = step
            self.kind = kind
            self.tests = tests
            self.count = count ?? max(1, tests.count)
            self.reason = reason
        }
    }

    /// Results of an earlier run that stand for tests which were left out: nothing that these touch has changed since.
    package struct Carried: Sendable, Hashable {
        /// What of that run it is.
        package struct Unit: Sendable, Hashable {
            /// A step, with its cell.
            package var step: String
            /// The part of its tests; nil where they were one piece.
            package var part: String?

            package init(step: String, part: String? = nil) {
                self.step = step
                self.part = part
            }
        }

        package var run: String
        package var commit: String
        /// Commits between that run and this one.
        package var commits: Int
        /// When that run began, in seconds since 1970.
        package var time: Double
        /// As the configuration calls it.
        package var step: String
        /// Empty for a step that is one piece.
        package var tests: [String]
        package var units: [Unit]

        package init(
            run: String,
            commit: String,
            commits: Int,
            time: Double,
            step: String,
            tests: [String],
            units: [Unit]
        ) {
            self.run = run
            self.commit = commit
            self.commits = commits
            self.time = time
            self.step = step
            self.tests = tests
            self.units = units
        }

        /// `run 20260301-… of 1a2b3c4d5e, 3 commits before`.
        package var words: String {
            let age = commits == 0 ? "" : ", \(Wording.count(commits, "commit")) before"
            return "run \(run) of \(commit.prefix(10))\(age)"
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
    /// What earlier runs answer for, of all that was left out.
    package var carried: [Carried] = []
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
        let left = shadowed.reduce(0) { $0 + $1.count }
        let failures = tallies.reduce(0) { $0 + $1.failures }
        let misses = tallies.flatMap(\.misses)
        let told = "a selection would have left out \(left) of \(total)"
        if failures == 0 { return "\(told); nothing failed that it could have missed" }
        let named = misses.isEmpty ? "" : ": \(Wording.list(misses, limit: 5))"
        return "\(told), and missed \(misses.count) of \(Wording.count(failures, "failure"))\(named)"
    }

    /// The share of tests that was, or would have been, left out.
    package var omittedShare: Double {
        let left = isShadow ? shadowed.reduce(0) { $0 + $1.count } : omitted
        return total == 0 ? 0 : Double(left) / Double(total)
    }

    /// How many tests, or steps without tests of their own, did not run.
    package var omitted: Int { omissions.reduce(0) { $0 + $1.count } }

    /// What was left out and no earlier run answers for.
    package var uncarried: [Omission] {
        omissions.compactMap { omission in
            let own = carried.filter { $0.step == omission.step }
            var left = omission
            left.count -= own.reduce(0) { $0 + max(1, $1.tests.count) }
            guard left.count > 0 else { return nil }
            let names = Set(own.flatMap(\.tests))
            left.tests.removeAll(where: names.contains)
            return left
        }
    }

    /// `"t/b.sh" and "t/c.sh" of run …`, for each run.
    private var carriedWords: [String] {
        carried.map(\.run).unique.map { run in
            let own = carried.filter { $0.run == run }
            let names = own.flatMap { $0.tests.isEmpty ? [$0.step] : $0.tests }
            return "\(Wording.list(names, limit: 5)) from \(own[0].words)"
        }
    }

    /// What did not run, each by its name.
    package var omittedNames: [String] { omissions.flatMap { $0.tests.isEmpty ? [$0.step] : $0.tests } }

    /// What every reader of a report has to know.
    package var banner: String {
        if isShadow { return shadowBanner }
        if let whole { return "everything ran: \(whole)" }
        let files = changed == 1 ? "1 changed file" : "\(changed) changed files"
        let share = "selected run: \(chosen) of \(total) by \(files) against \(base)"
        guard !omissions.isEmpty else { return share }
        let left = "\(share); not selected: \(Wording.list(omittedNames, limit: 8))"
        guard !carried.isEmpty else { return left }
        return "\(left); not measured now but carried over: \(carriedWords.joined(separator: "; "))"
    }
}
