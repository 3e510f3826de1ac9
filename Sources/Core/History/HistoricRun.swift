package import Criteria

/// A run as the history knows it: what it was, and its figures.
package struct HistoricRun: Sendable, Hashable {
    package var id: String
    package var branch: String?
    package var commit: String?
    /// The tag that was built, where it was one and no branch.
    package var tag: String?
    /// Seconds since 1970.
    package var started: Double
    package var seconds: Double
    /// The class of machine in words; nil where it is not known.
    package var machine: String?
    package var trigger: String
    /// Whether it ran a proposed change (a pull or merge request): such a run is nobody's baseline but its own branch's.
    package var isChange: Bool
    /// Whether what was tested is the commit and nothing else: runs of CI systems, and imports that name a commit.
    package var isOfCommit: Bool
    /// nil for results of other systems, which no gate has judged.
    package var verdict: Verdict?
    package var interrupted: Bool
    /// Whether a person had chosen some of the steps: of the others it says nothing.
    package var isPartial: Bool
    /// Whether a person has made it a baseline, although it had none itself.
    package var isSeeded: Bool
    package var tally: TestTally

    package init(
        id: String,
        branch: String? = nil,
        commit: String? = nil,
        tag: String? = nil,
        started: Double,
        seconds: Double = 0,
        machine: String? = nil,
        trigger: String = "manual",
        isChange: Bool = false,
        isOfCommit: Bool = false,
        verdict: Verdict? = nil,
        interrupted: Bool = false,
        isPartial: Bool = false,
        isSeeded: Bool = false,
        tally: TestTally = TestTally()
    ) {
        self.id = id
        self.branch = branch
        self.commit = commit
        self.tag = tag
        self.started = started
        self.seconds = seconds
        self.machine = machine
        self.trigger = trigger
        self.isChange = isChange
        self.isOfCommit = isOfCommit
        self.verdict = verdict
        self.interrupted = interrupted
        self.isPartial = isPartial
        self.isSeeded = isSeeded
        self.tally = tally
    }

    /// A run in which most tests fail tells of the place that it ran in, not of each of its tests.
    package var isOutage: Bool {
        tally.executed >= 10 && Double(tally.failed + tally.errors) >= 0.8 * Double(tally.executed)
    }

    /// Whether it tells of the project as a whole.
    package var isSound: Bool { !isOutage && !interrupted && !isPartial }

    /// Share of the executed tests that passed; nil where none was executed.
    package var passRate: Double? {
        tally.executed > 0 ? Double(tally.passed) / Double(tally.executed) : nil
    }
}

extension RunContext {
    /// Whether the run is of a proposed change, by the word of the CI system.
    package var isChange: Bool {
        let word = trigger.lowercased()
        return ["pull_request", "pull-request", "merge_request", "merge-request", "pullrequest"]
            .contains { word.hasPrefix($0) }
    }
}

/// A number that a run came to: coverage, a latency, a count.
package struct HistoricFigure: Sendable, Hashable {
    /// The metric with its labels: `coverage.lines`, `response_time{endpoint=/pay,aggregate=p95}`.
    package var name: String
    /// In the base unit of `dimension`.
    package var value: Double
    package var dimension: Dimension

    package init(name: String, value: Double, dimension: Dimension) {
        self.name = name
        self.value = value
        self.dimension = dimension
    }

    package init(_ metric: String, _ labels: Labels = [:], value: Double, dimension: Dimension) {
        let sorted = labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        let suffix = sorted.isEmpty ? "" : "{\(sorted.joined(separator: ","))}"
        self.init(name: metric + suffix, value: value, dimension: dimension)
    }
}

/// How a criterion of a gate ended in a run.
package struct HistoricCriterion: Sendable, Hashable {
    /// Gate and key path: `coverage_gate.line_coverage`.
    package var path: String
    package var verdict: Verdict

    package init(path: String, verdict: Verdict) {
        self.path = path
        self.verdict = verdict
    }
}

/// How long a step took, and whether it passed.
package struct HistoricStep: Sendable, Hashable {
    package var name: String
    package var component: String?
    package var seconds: Double
    package var passed: Bool

    package init(name: String, component: String? = nil, seconds: Double, passed: Bool) {
        self.name = name
        self.component = component
        self.seconds = seconds
        self.passed = passed
    }
}

/// Covered and coverable lines of one file in a run.
package struct HistoricFile: Sendable, Hashable {
    package var path: String
    package var lines: Fraction

    package init(path: String, lines: Fraction) {
        self.path = path
        self.lines = lines
    }
}

/// All that the history takes in of one run.
package struct HistoricRecord: Sendable, Hashable {
    package var run: HistoricRun
    package var tests: [TestObservation]
    package var figures: [HistoricFigure]
    package var criteria: [HistoricCriterion]
    package var steps: [HistoricStep]
    package var files: [HistoricFile]
    /// Open problems, each identity once, worst first.
    package var findings: [HistoricFinding]
    /// The tools that looked for problems, sorted.
    package var scanners: [String]
    /// Tests that have another name since the run before, as the run itself saw it in the source.
    package var renames: [TestRenames.Rename]

    package init(
        run: HistoricRun,
        tests: [TestObservation] = [],
        figures: [HistoricFigure] = [],
        criteria: [HistoricCriterion] = [],
        steps: [HistoricStep] = [],
        files: [HistoricFile] = [],
        findings: [HistoricFinding] = [],
        scanners: [String] = [],
        renames: [TestRenames.Rename] = []
    ) {
        self.run = run
        self.tests = tests
        self.figures = figures
        self.criteria = criteria
        self.steps = steps
        self.files = files
        self.findings = findings
        self.scanners = scanners
        self.renames = renames
    }
}
