import Criteria

/// What is known of a stretch of time on one line of runs: what improvement, targets and reviews are made from.
package struct InsightWindow: Sendable {
    /// Seconds since 1970; the end is not part of it.
    package var from: Double
    package var until: Double
    package var branch: String?
    /// Newest first, without their tests.
    package var records: [HistoricRecord]
    package var flaky: FlakyReport
    /// What each test came to within the window.
    package var totals: [TestTotal]
    /// What each test came to in all that is known.
    package var allTime: [TestTotal]
    /// The tests of the newest run.
    package var newest: [TestObservation]
    /// Times of the tests that take longest, in seconds, oldest first.
    package var times: [TestKey: [Double]] = [:]
    /// Coverage of the files in the newest run.
    package var files: [HistoricFile] = []
    /// What scanners found in the newest run, and since when it has been there, by identity.
    package var findings: [HistoricFinding] = []
    package var sightings: [UInt64: FindingSighting] = [:]
    /// What runs in which order; nil where that is not known.
    package var pipeline: Pipeline?
    package var settings: InsightSettings
    /// How often commits within the window have touched a file; empty where git does not say.
    package var commits: [String: Int] = [:]
    /// Lines that commits within the window have changed, in tests and in all; nil where git does not say.
    package var changedLines: (tests: Int, all: Int)?
    /// Files of critical paths.
    package var criticalFiles: Set<String> = []
    /// Who answers for which file; nil where the project names nobody at all.
    package var owner: (@Sendable (String) -> String?)?
    /// Issues and incidents; nil where there is no feed of them.
    package var issues: [TrackedIssue]?
    /// What proposed gates would have made of the runs; nil where nobody proposes any.
    package var replay: GateReplay?

    package init(
        from: Double,
        until: Double,
        branch: String?,
        records: [HistoricRecord],
        flaky: FlakyReport,
        totals: [TestTotal] = [],
        allTime: [TestTotal] = [],
        newest: [TestObservation] = [],
        settings: InsightSettings = InsightSettings()
    ) {
        self.from = from
        self.until = until
        self.branch = branch
        self.records = records
        self.flaky = flaky
        self.totals = totals
        self.allTime = allTime
        self.newest = newest
        self.settings = settings
    }

    /// Runs that tell of the tests, newest first: those in which most tests failed are left out.
    package var sound: [HistoricRecord] { records.filter(\.run.isSound) }

    /// The pipeline with the median times of its steps, on the newest run's class of machine.
    package var criticalPath: PipelineTimes? {
        guard let pipeline else { return nil }
        let machine = sound.first?.run.machine
        var times: [String: [Double]] = [:]
        for step in sound.filter({ $0.run.machine == machine }).flatMap(\.steps) {
            times[step.name, default: []].append(step.seconds)
        }
        return times.isEmpty ? nil : PipelineTimes(pipeline, seconds: times.compactMapValues { Median.of($0) })
    }

    /// A figure over the window, oldest first; nil where no run has it.
    package func trend(_ name: String) -> Trend? {
        let machine = sound.first?.run.machine
        let points = sound.reversed().compactMap { record -> (HistoricFigure, Trend.Point)? in
            let figures = RunFigures(record)
            guard let figure = figures.values[name] else { return nil }
            // Times of another class of machine are other times.
            if figure.dimension == .duration, record.run.machine != machine { return nil }
            let point = Trend.Point(time: record.run.started, value: figure.value, run: record.run.id)
            return (HistoricFigure(name: name, value: figure.value, dimension: figure.dimension), point)
        }
        guard let first = points.first else { return nil }
        return Trend(name: name, dimension: first.0.dimension, points: points.map(\.1))
    }

    /// Seconds that tests take in a run, added up; nil where no report gives times.
    package var testSeconds: Double? {
        let times = newest.compactMap(\.seconds)
        return times.isEmpty ? nil : times.reduce(0, +)
    }
}

/// An issue or an incident, as a tracker tells it.
package struct TrackedIssue: Sendable, Hashable {
    package var id: String
    /// Whether it is a defect, by its labels.
    package var isBug: Bool
    /// Whether it was found by users, in production.
    package var isEscaped: Bool
    /// When it came in and when it was found, in seconds since 1970; nil where that is not told.
    package var introduced: Double?
    package var detected: Double?

    package init(id: String, isBug: Bool, isEscaped: Bool, introduced: Double? = nil, detected: Double? = nil) {
        self.id = id
        self.isBug = isBug
        self.isEscaped = isEscaped
        self.introduced = introduced
        self.detected = detected
    }
}
