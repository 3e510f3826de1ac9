import Core
import Dashboard
import Engine
import History
internal import NIOPosix
import Reports
import Scanning

/// What the server answers to which request.
package struct DashboardService: Sendable {
    package struct Settings: Sendable {
        /// Names by which the server may be asked; empty for any.
        ///
        /// On loopback a page of another site could ask in its reader's name, by a name of its own for that address.
        package var hosts: Set<String> = []
        package var isSecure = false
        package var isDemo = false
        package var version = "0"
        /// The clock, in seconds since 1970.
        package var now: @Sendable () -> Double
        /// Told what went wrong, for the log of the server alone.
        package var problem: @Sendable (String) -> Void = { _ in }

        package init(now: @escaping @Sendable () -> Double) { self.now = now }
    }

    let settings: Settings
    let projects: ProjectRegistry
    /// nil where nothing is taken in.
    private let ingest: Ingest?
    let metrics = ServerMetrics()
    /// Reading a database blocks a thread: not one of those that serve connections.
    private let threads: NIOThreadPool

    package init(_ projects: ProjectRegistry, _ settings: Settings, ingest: Ingest? = nil, readers: Int = 4) {
        self.projects = projects
        self.ingest = ingest
        self.settings = settings
        threads = NIOThreadPool(numberOfThreads: readers)
        threads.start()
    }

    package func close() async {
        await ingest?.close()
        try? await threads.shutdownGracefully()
    }

    package func answer(_ request: ServerRequest) async -> ServerResponse {
        let start = settings.now()
        let response = await route(request)
        metrics.count(response.status, seconds: settings.now() - start)
        return SecurityHeaders.add(to: response, isSecure: settings.isSecure)
    }

    private func route(_ request: ServerRequest) async -> ServerResponse {
        guard isNamedRightly(request) else {
            return Answers.problem(421, "Not this server", "This server is not asked by that name.", isData: false)
        }
        switch request.path {
        case "/health": return Answers.text(200, "alive\n")
        case "/ready": return await ready()
        case "/metrics": return await metricsPage()
        case ViewPage.style:
            return ServerResponse(
                200,
                type: "text/css; charset=utf-8",
                DashboardStyle.sheet,
                headers: [Header("cache-control", "max-age=300")]
            )
        case Interface.path:
            let document = Interface.document(version: settings.version).serialized(.pretty)
            return ServerResponse(200, type: "application/json", document + [0x0A])
        default: break
        }
        guard let (address, isData) = Address.read(request.path, request.query) else {
            return Answers.missing(isData: request.path.hasPrefix(Address.interface))
        }
        if request.method == "PUT", isData, let ingest, let name = address.project, case .run(let run) = address.page {
            return await ingest.answer(request, name, projects[name], run: run, now: settings.now())
        }
        guard request.method == "GET" || request.method == "HEAD" else {
            var refusal = Answers.problem(405, "Not allowed", "This address is only read.", isData: isData)
            refusal.headers.append(Header("allow", "GET, HEAD"))
            return refusal
        }
        do throws(HistoryError) {
            return try await page(address, isData: isData)
        } catch {
            settings.problem("\(request.path): \(error)")
            return Answers.problem(
                503,
                "The history cannot be read",
                "The log of the server says why.",
                isData: isData
            )
        }
    }

    private func isNamedRightly(_ request: ServerRequest) -> Bool {
        guard !settings.hosts.isEmpty else { return true }
        guard let host = request["host"] else { return false }
        let name = host.hasPrefix("[") ? String(host.prefix { $0 != "]" }) + "]" : String(host.prefix { $0 != ":" })
        return settings.hosts.contains(name.lowercased())
    }

    // MARK: Pages

    private func page(_ address: Address, isData: Bool) async throws(HistoryError) -> ServerResponse {
        guard let name = address.project else {
            var summaries: [HomePage.Project] = []
            for project in projects.all {
                summaries.append(try await read(project) { reader throws(HistoryError) in try reader.summary() })
            }
            return Answers.view(HomePage.view(summaries), address, isData: isData, isDemo: settings.isDemo)
        }
        guard let project = projects[name] else { return Answers.missing(isData: isData) }
        let view: View?
        switch address.page {
        case .report(let run):
            guard !isData, RecordFolder.isName(run), let report = await project.surroundings.report(run) else {
                return Answers.missing(isData: isData)
            }
            return Answers.report(report)
        case .review: view = try await review(address, project)
        default: view = try await read(project) { reader throws(HistoryError) in try reader.view(address) }
        }
        guard let view else { return Answers.missing(isData: isData) }
        return Answers.view(view, address, isData: isData, isDemo: settings.isDemo)
    }

    private func review(_ address: Address, _ project: ServedProject) async throws(HistoryError) -> View? {
        let months = try await read(project) { reader throws(HistoryError) in try reader.months() }
        guard let month = address.query["month"] ?? months.first, let period = CalendarMonth(month) else { return nil }
        let branch = try await read(project) { reader throws(HistoryError) in try reader.branch(address.query) }
        var found = await project.surroundings.window?(period.from, period.until, branch)
        if found == nil {
            found = try await read(project) { reader throws(HistoryError) in
                try reader.window(branch, from: period.from, until: period.until)
            }
        }
        guard let window = found else { return nil }
        let name = branch.map { " of \($0)" } ?? ""
        let review = Review(window, title: "Review of \(month)\(name)", plan: ImprovementPlan(window))
        return ReviewPage.view(address, review, month: month, months: months)
    }

    /// Reads on a thread that may wait.
    func read<Value: Sendable>(
        _ project: ServedProject,
        _ body: @escaping @Sendable (ProjectReader) throws(HistoryError) -> Value
    ) async throws(HistoryError) -> Value {
        let now = settings.now()
        let result: Result<Value, HistoryError>
        do {
            result = try await threads.runIfActive { () -> Result<Value, HistoryError> in
                do throws(HistoryError) {
                    return .success(
                        try project.pool.read { history throws(HistoryError) in
                            try body(ProjectReader(project: project, history: history, now: now))
                        }
                    )
                } catch {
                    return .failure(error)
                }
            }
        } catch {
            throw HistoryError(.other, path: project.files.database, message: "the server is about to stop")
        }
        return try result.get()
    }

    // MARK: Health

    private func ready() async -> ServerResponse {
        do throws(HistoryError) {
            for project in projects.all {
                _ = try await read(project) { reader throws(HistoryError) in try reader.history.stamp() }
            }
            return Answers.text(200, "ready\n")
        } catch {
            settings.problem("/ready: \(error)")
            return Answers.text(503, "not ready\n")
        }
    }

    private func metricsPage() async -> ServerResponse {
        var text = metrics.text
        do throws(HistoryError) {
            var summaries: [HomePage.Project] = []
            for project in projects.all {
                summaries.append(try await read(project) { reader throws(HistoryError) in try reader.summary() })
            }
            text += ServerMetrics.text(of: summaries)
        } catch {
            settings.problem("/metrics: \(error)")
        }
        return ServerResponse(200, type: "text/plain; version=0.0.4; charset=utf-8", text)
    }
}
