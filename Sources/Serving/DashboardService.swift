import Access
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
        /// Addresses of proxies of ours: what they say of who asks is believed.
        package var proxies: Set<String> = []
        /// Whether everybody may read who reaches the server, where people sign in for what they do.
        package var isPublic = false
        package var isDemo = false
        /// Whether nobody approves a deployment without a second factor.
        package var needsSecondFactor = false
        /// Whether it looks after incidents and alerts, and calls people.
        package var looksAfter = false
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
    let ingest: Ingest?
    /// nil where nobody is asked who they are.
    let people: People?
    /// nil where nobody is told of traces.
    let traces: TraceSender?
    /// nil where GitHub's deployments are not answered.
    let protection: ProtectionDesk?
    let metrics = ServerMetrics()
    /// Reading a database blocks a thread: not one of those that serve connections.
    private let threads: NIOThreadPool
    let limits = RequestLimits()
    let live = LiveRuns()
    let tending = TendingBook()

    package init(
        _ projects: ProjectRegistry,
        _ settings: Settings,
        ingest: Ingest? = nil,
        people: People? = nil,
        traces: TraceSender? = nil,
        protection: ProtectionDesk? = nil,
        readers: Int = 4
    ) {
        self.projects = projects
        self.ingest = ingest
        self.people = people
        self.traces = traces
        self.protection = protection
        self.settings = settings
        threads = NIOThreadPool(numberOfThreads: readers)
        threads.start()
    }

    package func close() async {
        await ingest?.close()
        await people?.close()
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
        let isData = request.path.hasPrefix(Address.interface)
        let caller = self.caller(request)
        switch Endpoint.find(request.method, request.path) {
        case .nothing: return Answers.missing(isData: isData, frame(caller, nil))
        case .otherMethods(let methods):
            var refusal = Answers.problem(405, "Not allowed", "This address has other uses.", isData: isData)
            refusal.headers.append(Header("allow", methods.joined(separator: ", ")))
            return refusal
        case .endpoint(let endpoint, let names):
            if let refusal = refusal(request, endpoint, names["project"], caller) { return refusal }
            do throws(HistoryError) {
                return try await perform(request, endpoint, names, caller)
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
    }

    private func perform(
        _ request: ServerRequest,
        _ endpoint: Endpoint,
        _ names: [String: String],
        _ caller: RequestCaller
    ) async throws(HistoryError) -> ServerResponse {
        switch endpoint.kind {
        case .health: return Answers.text(200, "alive\n")
        case .ready: return await ready()
        case .metrics: return await metricsPage()
        case .style:
            return ServerResponse(
                200,
                type: "text/css; charset=utf-8",
                DashboardStyle.sheet,
                headers: [Header("cache-control", "max-age=300")]
            )
        case .script:
            return ServerResponse(
                200,
                type: "text/javascript; charset=utf-8",
                LiveScript.text,
                headers: [Header("cache-control", "max-age=300")]
            )
        case .live:
            guard let name = names["project"], let run = names["run"],
                let changes = live.watch(run, project: name)
            else { return Answers.missing(isData: false) }
            let after = request["last-event-id"] ?? request.query["after"]
            return EventSource.answer(changes, after: after.flatMap { Int($0) })
        case .interface:
            let document = Interface.document(version: settings.version).serialized(.pretty)
            return ServerResponse(200, type: "application/json", document + [0x0A])
        case .page(let isData):
            guard let (address, _) = Address.read(request.path, request.query) else {
                return Answers.missing(isData: isData)
            }
            return try await page(address, isData: isData, caller)
        case .sendRun:
            guard let ingest, let name = names["project"], let run = names["run"] else {
                return Answers.problem(405, "Not allowed", "Runs are not taken here.", isData: true)
            }
            let answer = await ingest.answer(
                request,
                name,
                projects[name],
                run: run,
                live,
                caller: caller.address,
                now: settings.now()
            )
            if answer.status == 201, let project = projects[name] { welcome(run, of: project) }
            return answer
        case .sendReports:
            guard let ingest, let name = names["project"] else { return Answers.missing(isData: true) }
            let project = projects[name]
            let answer = await ingest.reports(request, name, project, caller: caller.address, now: settings.now())
            if answer.status == 201, let project, let run = (try? JSON(parsing: answer.bytes))?["id"]?.string {
                welcome(run, of: project)
            }
            return answer
        case .sendEvents:
            guard let ingest, let name = names["project"], let run = names["run"] else {
                return Answers.missing(isData: true)
            }
            return ingest.events(
                request,
                name,
                projects[name],
                run: run,
                live,
                caller: caller.address,
                now: settings.now()
            )
        case .gitHub:
            guard let protection, protection.believes(request) else {
                return ingest?.door.refusal(caller: caller.address, now: settings.now())
                    ?? Answers.missing(isData: true)
            }
            let answer = protection.take(request, projects.all, now: settings.now())
            if answer.status == 202 { tending.ring() }
            return answer
        case .enterJob:
            guard let ingest else { return Answers.missing(isData: true) }
            let entrance = await ingest.enter(
                request,
                names["project"].flatMap { projects[$0] },
                caller: caller.address,
                now: settings.now()
            )
            if let note = entrance.note { settings.problem("a job's token was refused: \(note)") }
            return entrance.response
        case .signIn, .startSignIn, .endSignIn, .makeFirst, .signOut, .changeAccount, .changePeople:
            guard let people else { return Answers.missing(isData: false) }
            return await PeopleDesk(people: people, service: self).answer(request, endpoint.kind, caller)
        case .deployable:
            guard let project = names["project"].flatMap({ projects[$0] }) else { return Answers.missing(isData: true) }
            return await DeploymentDoor(service: self, project: project, visitor: caller.visitor).answer(request)
        case .changeIncidents:
            guard let project = names["project"].flatMap({ projects[$0] }) else {
                return Answers.missing(isData: false)
            }
            return await changeIncidents(request.form, project, caller)
        case .changeReleases:
            guard let project = names["project"].flatMap({ projects[$0] }) else {
                return Answers.missing(isData: false)
            }
            return await changeReleases(request.form, project, caller)
        case .changeSettings:
            guard let ingest, let name = names["project"], let project = projects[name],
                let account = caller.visitor.account
            else { return Answers.missing(isData: false) }
            let desk = SettingsDesk(project: project, ingest: ingest, people: people)
            return await desk.change(request.form, by: account, frame(caller, name), now: settings.now())
        }
    }

    private func isNamedRightly(_ request: ServerRequest) -> Bool {
        guard !settings.hosts.isEmpty else { return true }
        guard let host = request["host"] else { return false }
        let name = host.hasPrefix("[") ? String(host.prefix { $0 != "]" }) + "]" : String(host.prefix { $0 != ":" })
        return settings.hosts.contains(name.lowercased())
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
