/// How far a test can be believed.
package enum TestState: String, Sendable, Hashable, CaseIterable, Comparable {
    case healthy
    /// Something speaks against it, too little to act on.
    case suspect
    /// Passes and fails without a change of the code.
    case flaky
    /// Fails every time.
    case broken

    package static func < (left: TestState, right: TestState) -> Bool { left.rank < right.rank }

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// What a state rests on.
package struct FlakyEvidence: Sendable, Hashable {
    package struct Counts: Sendable, Hashable {
        package var failures = 0
        package var passes = 0

        package init(failures: Int = 0, passes: Int = 0) {
            self.failures = failures
            self.passes = passes
        }
    }

    /// Results that decided something: skipped ones are none.
    package var samples = 0
    /// Results that were no plain pass.
    package var failures = 0
    /// Commits, each on one class of machine, on which the test both passed and failed.
    package var mixedRevisions = 0
    /// Runs in which the test passed after a try that failed.
    package var passedOnRetry = 0
    /// Times that the outcome turned from one run to the next.
    package var flips = 0
    /// Failures and passes among results that share their commit and machine with another result.
    package var sameRevision = Counts()
    /// Passes since the last failure.
    package var straightPasses = 0
    /// Failures since the last pass.
    package var straightFailures = 0

    package init() {}

    /// What is known of how often the test fails on unchanged code.
    package var posterior: BetaPosterior {
        BetaPosterior(events: sameRevision.failures, others: sameRevision.passes)
    }

    /// Sightings of the two outcomes without a change between them.
    package var sightings: Int { mixedRevisions + passedOnRetry }

    /// The evidence as a sentence's parts: `passed and failed on 2 commits, passed on retry 3 times`.
    package var words: String {
        var parts: [String] = []
        if mixedRevisions > 0 {
            parts.append("passed and failed on \(mixedRevisions) unchanged commit\(mixedRevisions == 1 ? "" : "s")")
        }
        if passedOnRetry > 0 {
            parts.append("passed on retry \(passedOnRetry == 1 ? "once" : "\(passedOnRetry) times")")
        }
        if flips > 1 { parts.append("turned \(flips) times") }
        if straightFailures > 1 { parts.append("failed the last \(straightFailures) times") }
        parts.append("\(failures) of \(samples) results no plain pass")
        return parts.joined(separator: ", ")
    }
}

/// One result of a test, in the order of time.
package struct HealthSample: Sendable, Hashable {
    package var outcome: TestOutcome
    /// The commit and the class of machine, where the run tested exactly that commit; nil where it may have been another
    /// code, as in a working copy with edits.
    package var revision: String?

    package init(_ outcome: TestOutcome, revision: String? = nil) {
        self.outcome = outcome
        self.revision = revision
    }
}

/// Follows one test through its results: states have a threshold to enter and another to leave.
package struct HealthMonitor: Sendable {
    /// When a state is entered.
    package struct Rules: Sendable, Hashable {
        /// Results that a test must have before it is called flaky.
        package var fewestSamples = 10
        /// Sightings of both outcomes without a change between them that make a test flaky; one makes it suspect.
        package var sightings = 2
        /// What the failure rate on unchanged code must exceed with 95 % confidence.
        package var smallestRate = 0.001
        /// Turns of the outcome that make a test flaky by themselves: every one of three short failures, each mended.
        package var flips = 6
        /// Failures in a row from which a test is broken.
        package var straightFailures = 3
        /// Passes in a row that a test needs at least to be healthy again.
        package var straightPasses = 10

        package init() {}
    }

    package private(set) var state = TestState.healthy
    package private(set) var evidence = FlakyEvidence()
    private let rules: Rules
    private var lastFailed: Bool?
    private var revision: String?
    /// Of the commit that is under way.
    private var group = FlakyEvidence.Counts()
    /// Length of the failing streak that is under way: a long one is a defect that lasted, not a flake.
    private var longestStreak = 0

    package init(rules: Rules = Rules()) { self.rules = rules }

    /// Follows the results, oldest first.
    package init(_ samples: some Sequence<HealthSample>, rules: Rules = Rules()) {
        self.init(rules: rules)
        for sample in samples { add(sample) }
    }

    package mutating func add(_ sample: HealthSample) {
        guard sample.outcome != .skipped else { return }
        evidence.samples += 1
        let failed = sample.outcome == .failed
        if sample.outcome != .passed { evidence.failures += 1 }
        evidence.straightFailures = failed ? evidence.straightFailures + 1 : 0
        evidence.straightPasses = sample.outcome == .passed ? evidence.straightPasses + 1 : 0
        longestStreak = max(longestStreak, evidence.straightFailures)
        if let lastFailed, lastFailed != failed { evidence.flips += 1 }
        lastFailed = failed
        if sample.outcome == .flaky {
            evidence.passedOnRetry += 1
            evidence.sameRevision.failures += 1
            evidence.sameRevision.passes += 1
        }
        count(sample)
        state = next()
    }

    /// Adds the sample to those of its commit, where it directly follows them.
    private mutating func count(_ sample: HealthSample) {
        guard let own = sample.revision, own == revision else {
            revision = sample.revision
            group = sample.outcome == .failed ? .init(failures: 1) : .init(passes: 1)
            return
        }
        let before = group
        if sample.outcome == .failed { group.failures += 1 } else { group.passes += 1 }
        let wasMixed = before.failures > 0 && before.passes > 0
        if !wasMixed, group.failures > 0, group.passes > 0 { evidence.mixedRevisions += 1 }
        // The first of a group counts once a second one stands beside it.
        let counted = before.failures + before.passes == 1 ? FlakyEvidence.Counts() : before
        evidence.sameRevision.failures += group.failures - counted.failures
        evidence.sameRevision.passes += group.passes - counted.passes
    }

    private mutating func next() -> TestState {
        if evidence.straightFailures >= rules.straightFailures { return .broken }
        if state == .broken {
            guard evidence.straightFailures == 0 else { return .broken }
            // What was broken and is mended starts anew, unless it was flaky before.
            if !isFlaky {
                forget()
                return .healthy
            }
        }
        if isFlaky {
            let needed = max(rules.straightPasses, BetaPosterior.straightPasses(rate: rate))
            guard evidence.straightPasses >= needed else { return .flaky }
            forget()
            return .healthy
        }
        guard evidence.sightings > 0 || isTurning else { return .healthy }
        guard evidence.straightPasses >= 2 * rules.straightPasses else { return .suspect }
        forget()
        return .healthy
    }

    private var isFlaky: Bool {
        guard evidence.samples >= rules.fewestSamples else { return false }
        if evidence.sightings >= rules.sightings, evidence.posterior.quantile(0.05) > rules.smallestRate { return true }
        return evidence.flips >= rules.flips && longestStreak < rules.straightFailures
    }

    /// Two short failures that mended by themselves are worth a look.
    private var isTurning: Bool { evidence.flips >= 4 && longestStreak < rules.straightFailures }

    /// How often it was no plain pass, up to the last time that it was none: passes since do not make it rarer.
    private var rate: Double {
        let passes = evidence.samples - evidence.failures - evidence.straightPasses
        return BetaPosterior(events: evidence.failures, others: passes).mean
    }

    private mutating func forget() {
        let passes = evidence.straightPasses
        evidence = FlakyEvidence()
        evidence.straightPasses = passes
        evidence.samples = passes
        longestStreak = 0
    }
}
