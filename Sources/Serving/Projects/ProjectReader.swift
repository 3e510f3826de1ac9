import Core
import Dashboard
import Engine
import History

/// Reads what a page shows of a project: the queries of the history and the insights that the command line has too.
struct ProjectReader {
    let project: ServedProject
    let history: SQLiteHistory
    /// Seconds since 1970.
    let now: Double

    private var insights: InsightReader { InsightReader(history: history) }

    /// The branch that a reader has named, else the first of the project's own that has runs; nil for runs of any branch.
    func branch(_ query: Query) throws(HistoryError) -> String? {
        if let named = query["branch"] { return named }
        let own = project.surroundings.configured().branches
        return try project.keeping("branch:\(own)", history) { () throws(HistoryError) -> String? in
            for branch in own {
                if try !history.runs(RunQuery(branches: [branch], limit: 1)).isEmpty { return branch }
            }
            return nil
        }
    }

    static func branches(_ branch: String?) -> [String?]? { branch.map { [$0] } }

    func flaky(_ branch: String?) throws(HistoryError) -> FlakyReport {
        try project.keeping("flaky:\(branch ?? "")", history) { () throws(HistoryError) -> FlakyReport in
            let query = RunQuery(branches: Self.branches(branch), limit: InsightReader.stateRuns)
            return try insights.flaky(try history.runs(query)) {
                (tests: [TestKey], runs: [HistoricRun]) throws(HistoryError) -> [TestKey: TestPast] in
                try project.pasts.past(of: tests, in: runs, branch: branch) {
                    (tests: [TestKey], runs: [HistoricRun]) throws(HistoryError) -> [TestKey: TestPast] in
                    try history.past(of: tests, in: runs)
                }
            }
        }
    }

    /// Of the branch, newest first.
    private func records(_ branch: String?, _ count: Int, _ parts: RunParts) throws(HistoryError) -> [HistoricRecord] {
        try history.details(of: try history.runs(RunQuery(branches: Self.branches(branch), limit: count)), parts)
    }

    // MARK: Pages

    /// What the page of all projects says of this one.
    func summary() throws(HistoryError) -> HomePage.Project {
        let branch = try self.branch(Query())
        let branches = Self.branches(branch)
        let flaky = try self.flaky(branch)
        let recent = try history.runs(RunQuery(branches: branches, limit: 10))
        return HomePage.Project(
            name: project.name,
            branch: branch,
            runs: try history.runs(RunQuery(branches: branches, from: now - Double(HomePage.days) * 86_400)),
            newest: recent.first,
            coverage: try history.trend(of: "coverage", in: recent)?.latest,
            flaky: flaky.rows.count { $0.state == .flaky },
            broken: flaky.rows.count { $0.state == .broken }
        )
    }

    /// The page, its trends marked with what was deployed meanwhile; nil where there is no such run or test.
    func view(_ address: Address) throws(HistoryError) -> View? {
        var view = try plain(address)
        view?.mark(project.marks.marks)
        return view
    }

    private func plain(_ address: Address) throws(HistoryError) -> View? {
        switch address.page {
        case .overview: try overview(address)
        case .runs: try runs(address)
        case .run(let id): try run(address, id)
        case .tests: try tests(address)
        case .test: try test(address)
        case .flaky: try flakyTests(address)
        case .coverage: try coverage(address)
        case .performance: try performance(address)
        case .compare: try compare(address)
        case .gates, .releases, .incidents, .incident, .review, .report, .home, .settings, .signIn, .startSignIn,
            .first,
            .account, .people, .audit:
            nil
        }
    }

    private func overview(_ address: Address) throws(HistoryError) -> View {
        let branch = try self.branch(address.query)
        return OverviewPage.view(
            address,
            branch: branch,
            records: try records(branch, OverviewPage.runs, [.figures, .criteria]),
            flaky: try flaky(branch)
        )
    }

    private func runs(_ address: Address) throws(HistoryError) -> View {
        let choice = RunsPage.Choice(address.query)
        var found: [HistoricRun] = []
        var behind = choice.before.map { RunQuery.Place(started: $0, id: choice.run ?? "") }
        // A filter that little fits is looked for piece by piece, and not for ever.
        for _ in 0..<20 where found.count <= RunsPage.listed {
            let some = try history.runs(RunQuery(behind: behind, limit: 500))
            found += some.filter(choice.includes)
            guard some.count == 500, let last = some.last else { break }
            behind = RunQuery.Place(started: last.started, id: last.id)
        }
        return RunsPage.view(address, found, branches: try history.branches())
    }

    private func flakyTests(_ address: Address) throws(HistoryError) -> View {
        let configured = project.surroundings.configured()
        return FlakyPage.view(
            address,
            try flaky(try branch(address.query)),
            quarantine: configured.quarantine,
            owner: configured.owner,
            now: now
        )
    }

    private func known(_ id: String?) throws(HistoryError) -> HistoricRun? {
        guard let id else { return nil }
        return try history.run(id)
    }

    private func run(_ address: Address, _ id: String) throws(HistoryError) -> View? {
        guard let run = try known(id),
            let record = try history.details(of: [run], [.figures, .criteria, .steps]).first
        else { return nil }
        let facts = RunPage.Facts(
            record: record,
            failures: try history.failures(in: [run]),
            findings: try history.findings(of: id).findings,
            hasReport: project.surroundings.hasReport(id)
        )
        return RunPage.view(address, facts)
    }

    private func tests(_ address: Address) throws(HistoryError) -> View {
        let branch = try self.branch(address.query)
        let totals = try totals(branch, days: TestsPage.days)
        let rows = try flaky(branch).rows.map { ($0.key, $0.state) }
        return TestsPage.view(address, totals, states: Dictionary(rows) { first, _ in first })
    }

    /// Of so many days and today; those before today are added up once.
    private func totals(_ branch: String?, days: Int) throws(HistoryError) -> [TestTotal] {
        let today = (now / 86_400).rounded(.down) * 86_400
        let branches = Self.branches(branch)
        return try project.keeping("totals:\(branch ?? ""):\(today)", history) {
            () throws(HistoryError) -> [TestTotal] in
            let before = try project.keeping("totals before:\(branch ?? ""):\(today)", history, before: today) {
                () throws(HistoryError) -> [TestTotal] in
                let from = today - Double(days) * 86_400
                return try history.totals(RunQuery(branches: branches, from: from, until: today))
            }
            return before.adding(try history.totals(RunQuery(branches: branches, from: today)))
        }
    }

    private func test(_ address: Address) throws(HistoryError) -> View? {
        guard let name = address.query["key"] else { return nil }
        let branches = Self.branches(try branch(address.query))
        guard let key = try insights.test(named: name, among: RunQuery(branches: branches)) else { return nil }
        let runs = try history.runs(RunQuery(branches: branches, limit: InsightReader.stateRuns))
        let page = try insights.page(of: key, in: runs)
        return TestDetailPage.view(address, page, owner: project.surroundings.configured().owner?(key))
    }

    private func coverage(_ address: Address) throws(HistoryError) -> View {
        let records = try self.records(try branch(address.query), OverviewPage.runs, .figures)
        let newest = records.first { $0.run.isSound }
        let files = try newest.map { record throws(HistoryError) -> [HistoricFile] in
            try history.details(of: [record.run], .files).first?.files ?? []
        }
        let trends = newest.map { RunTrends.of($0, records) } ?? []
        return CoveragePage.view(address, trends: trends.filter { $0.name == "coverage" }, files: files ?? [])
    }

    private func performance(_ address: Address) throws(HistoryError) -> View {
        let records = try self.records(try branch(address.query), InsightReader.stateRuns, .figures)
            .filter { $0.run.isSound }
        var machines: [String] = []
        for machine in records.compactMap(\.run.machine) where !machines.contains(machine) { machines.append(machine) }
        let machine = address.query["machine"] ?? machines.first
        let own = records.filter { machine == nil || $0.run.machine == machine }
        let names = Set(own.flatMap(\.figures).map(\.name).filter { $0.hasPrefix(PerformancePage.prefix) })
        let window = InsightWindow(
            from: 0,
            until: now,
            branch: nil,
            records: own,
            flaky: try flaky(try branch(address.query))
        )
        let trends = (["execution_time"] + names.sorted().prefix(30)).compactMap { window.trend($0) }
        return PerformancePage.view(address, trends: trends, machines: machines)
    }

    /// What the page of the gates shows.
    func gates(_ address: Address) throws(HistoryError) -> [HistoricRecord] {
        try records(try branch(address.query), OverviewPage.runs, .criteria)
    }

    /// What a proposed criterion is tried on, and the runs among it that nothing but flaky tests have failed.
    func tried(_ address: Address) throws(HistoryError) -> (runs: [HistoricRun], groundless: Set<String>) {
        let branch = try branch(address.query)
        let query = RunQuery(branches: Self.branches(branch), limit: InsightReader.stateRuns)
        return (try history.runs(query), try flaky(branch).blocked)
    }

    private func compare(_ address: Address) throws(HistoryError) -> View? {
        let recent = try history.runs(RunQuery(limit: ComparePage.choices))
        // Unless a reader has chosen, the newest two.
        let ids = (address.query["a"] ?? recent.dropFirst().first?.id, address.query["b"] ?? recent.first?.id)
        guard let before = try known(ids.0), let after = try known(ids.1) else { return nil }
        let records = try history.details(of: [before, after], [.figures, .criteria])
        guard records.count == 2 else { return nil }
        let old = try history.outcomes(of: before.id).outcomes
        let new = try history.outcomes(of: after.id).outcomes
        let changed = Set(old.keys).union(new.keys).filter { old[$0] != new[$0] }
        let keys = try history.tests(changed.sorted())
        let differences = keys.map { key in
            ComparePage.Difference(key: key, before: old[key.hash], after: new[key.hash])
        }
        return ComparePage.view(address, records[0], records[1], differences, among: recent.map(\.id))
    }

    // MARK: Review

    /// The months that runs are known of, newest first.
    func months() throws(HistoryError) -> [String] {
        guard let span = try history.span(), let first = CalendarDay(containing: span.first),
            let last = CalendarDay(containing: span.last)
        else { return [] }
        var (year, month, _) = last.parts
        let oldest = first.parts
        var found: [String] = []
        while found.count < 36, (year, month) >= (oldest.year, oldest.month) {
            found.append("\(year)-\(CalendarDay.two(month))")
            (year, month) = month == 1 ? (year - 1, 12) : (year, month - 1)
        }
        return found
    }

    /// What the history alone knows of a stretch of time.
    func window(_ branch: String?, from: Double, until: Double) throws(HistoryError) -> InsightWindow {
        try insights.window(
            branch: branch,
            from: from,
            until: until,
            settings: project.surroundings.configured().settings
        )
    }
}
