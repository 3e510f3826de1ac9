import Core
import Synchronization

/// What has to be done again and again, and when it was done last.
final class TendingBook: Sendable {
    /// Seconds between two looks at the incidents of a project where nothing has come in.
    static let each = 60.0

    private struct State {
        /// By project, in seconds since 1970.
        var looked: [String: Double] = [:]
        /// Projects that a run has come to since.
        var news: Set<String> = []
    }

    private let state = Mutex(State())
    /// Rings when something has come in.
    let bell: AsyncStream<Void>
    private let ringer: AsyncStream<Void>.Continuation

    init() { (bell, ringer) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1)) }

    func ring() { ringer.yield() }

    func note(_ project: String) {
        state.withLock { _ = $0.news.insert(project) }
        ringer.yield()
    }

    /// Whether somebody is to look after the incidents of a project; counts as looked.
    func isDue(_ project: String, now: Double) -> Bool {
        state.withLock { state in
            let isNew = state.news.remove(project) != nil
            guard isNew || now - (state.looked[project] ?? -.infinity) >= Self.each else { return false }
            state.looked[project] = now
            return true
        }
    }
}

extension DashboardService {
    /// Seconds between two rounds where nothing comes in.
    private static let pause = 15.0

    /// Looks after every project until it is cancelled: at once where a run has come in, else again and again.
    package func tend() async {
        let timer = Task { [tending] in
            while !Task.isCancelled {
                tending.ring()
                do { try await Task.sleep(for: .seconds(Self.pause)) } catch { return }
            }
        }
        await withTaskCancellationHandler {
            for await _ in tending.bell { await tendOnce() }
        } onCancel: {
            timer.cancel()
        }
        timer.cancel()
    }

    /// A run is there that was not: incidents and traces are looked after at once.
    func welcome(_ run: String, of project: ServedProject) {
        traces?.add(run, of: project)
        tending.note(project.name)
    }

    /// One round: reports that are waited for no longer are judged, incidents and alerts looked after.
    package func tendOnce() async {
        for project in projects.all {
            if let done = await ingest?.closeDue(project, now: settings.now()) {
                for problem in done.problems { settings.problem(problem) }
                for run in done.closed { welcome(run, of: project) }
            }
            guard settings.looksAfter, let desk = project.surroundings.desk,
                tending.isDue(project.name, now: settings.now())
            else { continue }
            do throws(DeskProblem) {
                for line in try await desk.tick() { settings.problem("\(project.name): \(line)") }
            } catch {
                // Without a configuration nobody is to be called.
                if error != .notSetUp { settings.problem("\(project.name): \(error.words)") }
            }
        }
        for problem in await traces?.sendAll() ?? [] { settings.problem(problem) }
        let told = await protection?.answerAll({ projects[$0] }, now: settings.now())
        for problem in told ?? [] { settings.problem(problem) }
    }
}
