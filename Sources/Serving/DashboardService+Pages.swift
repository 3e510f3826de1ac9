import Access
import Core
import Dashboard
import Engine
import History
import Reports

extension DashboardService {
    func page(
        _ address: Address,
        isData: Bool,
        _ caller: RequestCaller
    ) async throws(HistoryError) -> ServerResponse {
        let frame = frame(caller, address.project)
        guard let name = address.project else {
            guard address.page == .home else {
                guard let people else { return Answers.missing(isData: isData, frame) }
                return await PeopleDesk(people: people, service: self).page(address, isData: isData, caller)
            }
            var summaries: [HomePage.Project] = []
            for project in projects.all where caller.visitor.role(in: project.name) != nil {
                summaries.append(try await read(project) { reader throws(HistoryError) in try reader.summary() })
            }
            return Answers.view(HomePage.view(summaries), address, isData: isData, frame)
        }
        guard let project = projects[name] else { return Answers.missing(isData: isData, frame) }
        var view: View?
        switch address.page {
        case .report(let run):
            guard RecordFolder.isName(run), let report = await project.surroundings.report(run) else {
                return Answers.missing(isData: isData, frame)
            }
            return Answers.report(report)
        case .settings:
            guard let ingest else { return Answers.missing(isData: isData, frame) }
            view = SettingsDesk(project: project, ingest: ingest, people: people).view(address, now: settings.now())
        case .releases, .incidents, .incident: return await deskPage(address, project, isData: isData, caller)
        case .review: view = try await review(address, project)
        case .gates:
            switch try await trial(address, project, caller) {
            case .wait(let seconds): return Answers.tooMany(seconds, isData: isData)
            case .refused(let problem) where isData: return refused(problem, isData: true)
            case .refused(let problem): view = try await gates(address, project, .refused(problem.words))
            case .outcome(let outcome): view = try await gates(address, project, outcome)
            }
        default: view = try await read(project) { reader throws(HistoryError) in try reader.view(address) }
        }
        if case .run(let id) = address.page, view == nil, let run = live.run(id, project: name) {
            return liveRun(address, run, id: id, isData: isData, frame)
        }
        let runs = address.page == .overview || address.page == .runs ? live.runs(of: name) : []
        if let block = LiveRunPage.block(runs, address) { view?.blocks.insert(block, at: 0) }
        if address.page == .runs, let block = UploadsBlock.block(project.waiting) { view?.blocks.append(block) }
        guard let view else { return Answers.missing(isData: isData, frame) }
        return Answers.view(view, address, isData: isData, frame)
    }

    private func liveRun(
        _ address: Address,
        _ run: LiveRun,
        id: String,
        isData: Bool,
        _ frame: PageFrame
    ) -> ServerResponse {
        var frame = frame
        frame.live = "\(address.to(.run(id)).path)/live?after=\(run.next)"
        let view = LiveRunPage.view(address, run, id: id, now: settings.now())
        var answer = Answers.view(view, address, isData: isData, frame)
        if !isData { answer.headers.append(Header("content-security-policy", SecurityHeaders.livePolicy)) }
        return answer
    }

    private func review(_ address: Address, _ project: ServedProject) async throws(HistoryError) -> View? {
        let months = try await read(project) { reader throws(HistoryError) in try reader.months() }
        guard let month = address.query["month"] ?? months.first, let period = CalendarMonth(month) else { return nil }
        let (branch, stamp) = try await read(project) { reader throws(HistoryError) in
            (try reader.branch(address.query), try reader.history.stamp(before: period.until))
        }
        let (key, now) = ("\(month) \(branch ?? "")", settings.now())
        if let review = project.reviews.review(key, stamp: stamp, now: now) {
            return ReviewPage.view(address, review, month: month, months: months)
        }
        var found = await project.surroundings.window?(period.from, period.until, branch)
        if found == nil {
            found = try await read(project) { reader throws(HistoryError) in
                try reader.window(branch, from: period.from, until: period.until)
            }
        }
        guard let window = found else { return nil }
        let name = branch.map { " of \($0)" } ?? ""
        let review = Review(window, title: "Review of \(month)\(name)", plan: ImprovementPlan(window))
        project.reviews.keep(review, key, stamp: stamp, of: window, now: now)
        return ReviewPage.view(address, review, month: month, months: months)
    }
}
