import Core
import Synchronization

/// The snapshots that the judging of one command is over: one for all, unless steps may have changed files in between.
final class Snapshots: Sendable {
    private struct State {
        var snapshot: ProjectSnapshot?
        /// Tries of steps that had been made when it was taken.
        var tries = 0
    }

    private let source: ProjectSource
    private let asked: ProjectSource.Change
    /// Steps that start no process, and so change nothing.
    private let builtIn: Set<String>
    private let state: Mutex<State>

    /// `taken` is a snapshot of a tree that nothing changes any more.
    init(_ source: ProjectSource, project: Project, taken: ProjectSnapshot? = nil) {
        self.source = source
        asked = GateSession.changeNeeded(project)
        builtIn = Set(project.pipeline.steps.values.lazy.filter(\.isBuiltIn).map(\.name))
        state = Mutex(State(snapshot: taken))
    }

    /// The tree as it is once these steps have ended.
    func current(after steps: [StepRecord]) async -> ProjectSnapshot {
        let tries = steps.lazy.filter { !self.builtIn.contains($0.name) }.reduce(0) { $0 + $1.attempts.count }
        if let known = state.withLock({ $0.tries == tries ? $0.snapshot : nil }) { return known }
        let taken = await source.snapshot(asked)
        state.withLock { $0 = State(snapshot: taken, tries: tries) }
        return taken
    }
}
