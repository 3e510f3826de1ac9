import Criteria

extension Measures {
    /// Each browser and version that is asked for, and all of them together.
    static let browserCells = CriterionDefinition.CellSource(labels: ["browser", "version"]) { _, criterion in
        criterion.cells.count > 1 ? criterion.cells + [[:]] : criterion.cells
    }

    /// Share of passed tests on the browser that really ran; without labels, on any that is asked for.
    static let browserPassRate: Measure = { evidence, criterion, labels in
        guard !criterion.cells.isEmpty else { return .missing(reason: "no cell is configured") }
        guard !labels.isEmpty else { return overall(evidence, criterion) }
        let wanted: WantedBrowser
        switch WantedBrowser.of(labels, evidence) {
        case .success(let browser): wanted = browser
        case .failure(let unknown): return .missing(reason: unknown.reason)
        }
        let stated = evidence.measurements(of: criterion.metric, labels: [:]).filter { wanted.accepts($0.labels) }
        if !stated.isEmpty { return .measured(stated.map { wanted.annotated($0, []) }) }
        let cases = evidence.cases([:]).filter { wanted.accepts($0.labels) }
        let rest = evidence.undetailed(where: wanted.accepts)
        guard case .measured(let found) = passRate(of: cases, and: rest, criterion, labels) else {
            let reason =
                cases.isEmpty ? wanted.instead(of: evidence) : "\(plural(cases.count, "test")) skipped, none executed"
            return .missing(reason: reason)
        }
        let runs =
            cases.filter { $0.test.status != .skipped }.compactMap { BrowserRun($0.labels) }
            + rest.compactMap { BrowserRun($0.labels) }
        return .measured(found.map { wanted.annotated($0, runs) })
    }

    private static func overall(_ evidence: Evidence, _ criterion: Criterion) -> CriterionDefinition.Found {
        let wanted = criterion.cells.compactMap { try? WantedBrowser.of($0, evidence).get() }
        let stated = evidence.measurements(of: criterion.metric, labels: [:])
            .filter { measurement in wanted.contains { $0.accepts(measurement.labels) } }
        let cases = evidence.cases([:]).filter { entry in
            let labels = entry.labels
            return wanted.contains { $0.accepts(labels) }
        }
        guard !stated.isEmpty else {
            let rest = evidence.undetailed { labels in wanted.contains { $0.accepts(labels) } }
            return passRate(of: cases, and: rest, criterion, [:])
        }
        let samples = stated.reduce(0) { $0.addingReportingOverflow($1.samples).partialValue }
        guard samples > 0 else { return .missing(reason: "\(criterion.metric) is stated without samples") }
        return .measured([
            Measurement(
                metric: criterion.metric,
                value: stated.reduce(0) { $0 + $1.value * Double($1.samples) } / Double(samples),
                dimension: .ratio,
                samples: samples,
                provenance: unique(stated.flatMap(\.provenance))
            )
        ])
    }
}

/// A browser that a cell asks for, with the version that the list of releases makes of `latest`.
private struct WantedBrowser {
    struct Unknown: Error {
        var reason: String
    }

    var name: String
    var word: String?
    var version: String?
    var standIn: String?
    /// What a reader has to know of the list.
    var listNotes: [String] = []

    static func of(_ labels: Labels, _ evidence: Evidence) -> Result<WantedBrowser, Unknown> {
        let name = BrowserRun.canonical(labels["browser"] ?? "")
        let releases = evidence.browserReleases
        var wanted = WantedBrowser(name: name, word: labels["version"], version: labels["version"])
        wanted.standIn = releases?.standIns[name].map(BrowserRun.canonical)
        guard let word = labels["version"], word.hasPrefix("latest") else { return .success(wanted) }
        guard let releases else {
            return .failure(Unknown(reason: "`\(word)` needs `browser_releases`, a list of releases with its date"))
        }
        guard let version = releases.version(word, of: name) else {
            return .failure(Unknown(reason: "`browser_releases` of \(releases.date) has no `\(word)` of \(name)"))
        }
        wanted.version = version
        wanted.listNotes = ["\(word) of \(name) is \(version), by the list of \(releases.date)"]
        if let today = CalendarDay(containing: evidence.surroundings.now), evidence.surroundings.now > 0 {
            let age = today.number - releases.date.number
            if age > BrowserReleases.freshDays { wanted.listNotes.append("the list of releases is \(age) days old") }
        }
        return .success(wanted)
    }

    /// Whether a test with these labels ran on this browser, or on one that may stand in for it.
    func accepts(_ labels: Labels) -> Bool {
        guard let run = BrowserRun(labels), run.name == name || run.name == standIn else { return false }
        return version.map(run.isVersion) ?? true
    }

    func annotated(_ measurement: Measurement, _ runs: [BrowserRun]) -> Measurement {
        var noted = measurement
        noted.notes += listNotes
        let known = runs.isEmpty ? [BrowserRun(measurement.labels)].compactMap(\.self) : runs
        let ran = Set(known.map { [$0.name, $0.version].compactMap(\.self).joined(separator: " ") })
        if !ran.isEmpty { noted.notes.append("ran on \(ran.sorted().prefix(10).joined(separator: ", "))") }
        let others = known.filter { $0.name != name }.count
        if others > 0, let standIn {
            noted.notes.append(
                "\(Measures.plural(others, "test")) ran on \(standIn), which is not \(name) and stands in for it"
            )
        }
        return noted
    }

    /// Why no test counts: what ran in place of it.
    func instead(of evidence: Evidence) -> String {
        let labels = evidence.cases([:]).map(\.labels) + evidence.undetailed { _ in true }.map(\.labels)
        let runs = labels.compactMap { BrowserRun($0) }
        let target = [name, version].compactMap(\.self).joined(separator: " ")
        let same = runs.filter { $0.name == name || $0.name == standIn }
        let versions = Set(same.compactMap(\.version)).sorted().prefix(5)
        if !versions.isEmpty {
            return "no test ran on \(target); tests ran on \(name) \(versions.joined(separator: ", "))"
        }
        if !same.isEmpty {
            return "tests ran on \(name), but nothing says on which version (property `browser_version`)"
        }
        let engines = ["safari": "webkit", "chrome": "chromium", "edge": "chromium"]
        if let engine = engines[name], runs.contains(where: { $0.name == engine }) {
            return "tests ran on \(engine), which is not \(name); `browser_releases.stand_ins` can let it count"
        }
        return "no test ran on \(target)"
    }
}
