import Engine
import Synchronization

/// Plays scripted processes: what each try of each step does is said beforehand, and what was asked of it is kept.
final class FakeProcessRunner: ProcessRunner {
    /// What one try does.
    enum Behaviour: Sendable {
        case exits(Int32)
        case signalled(Int32)
        /// Runs until TERM comes.
        case waits
        /// Runs until KILL comes.
        case ignoresTerm
        case cannotStart(String)
        case losesOutput(String)
        case leaks(Int)
    }

    enum Call: Sendable, Hashable {
        case started(String)
        case stopped(String, grace: Duration)
        case killed(String)
    }

    private struct State {
        var calls: [Call] = []
        var commands: [ProcessCommand] = []
        var tries: [String: Int] = [:]
    }

    private let behaviours: [String: [Behaviour]]
    private let onCall: @Sendable (Call) -> Void
    private let state = Mutex(State())

    /// Takes for each step one behaviour for each try, the last one for all further tries; other steps exit with 0.
    init(_ behaviours: [String: [Behaviour]] = [:], onCall: @escaping @Sendable (Call) -> Void = { _ in }) {
        self.behaviours = behaviours
        self.onCall = onCall
    }

    var calls: [Call] { state.withLock { $0.calls } }
    var commands: [ProcessCommand] { state.withLock { $0.commands } }

    func start(_ command: ProcessCommand) async throws(LaunchError) -> any RunningProcess {
        let step = command.environment["ASSAY_STEP"] ?? "?"
        let number = state.withLock { state in
            state.commands.append(command)
            state.tries[step, default: 0] += 1
            return state.tries[step, default: 1]
        }
        let scripted = behaviours[step] ?? []
        let behaviour = scripted.isEmpty ? .exits(0) : scripted[min(number, scripted.count) - 1]
        if case .cannotStart(let message) = behaviour { throw LaunchError(message) }
        note(.started(step))
        return FakeProcess(step: step, behaviour: behaviour, runner: self)
    }

    fileprivate func note(_ call: Call) {
        state.withLock { $0.calls.append(call) }
        onCall(call)
    }
}

/// One scripted process.
final class FakeProcess: RunningProcess {
    let processID: Int32 = 4711
    private let step: String
    private let behaviour: FakeProcessRunner.Behaviour
    private let runner: FakeProcessRunner
    private let ends: AsyncStream<ProcessEnd>
    private let continuation: AsyncStream<ProcessEnd>.Continuation

    init(step: String, behaviour: FakeProcessRunner.Behaviour, runner: FakeProcessRunner) {
        self.step = step
        self.behaviour = behaviour
        self.runner = runner
        (ends, continuation) = AsyncStream.makeStream()
        switch behaviour {
        case .exits(let code): continuation.yield(ProcessEnd(status: .exited(code), userSeconds: 1, systemSeconds: 2))
        case .signalled(let signal): continuation.yield(ProcessEnd(status: .signalled(signal)))
        case .losesOutput(let error): continuation.yield(ProcessEnd(status: .exited(0), outputError: error))
        case .leaks(let count): continuation.yield(ProcessEnd(status: .exited(0), leaked: count))
        case .waits, .ignoresTerm, .cannotStart: break
        }
    }

    /// As the port asks, it goes on waiting when its task is cancelled: only the end of the process ends it.
    func wait() async -> ProcessEnd {
        let ends = ends
        // Not a child of the caller's task, so that its cancellation does not reach the stream.
        let end = await Task { await ends.first { _ in true } }.value
        return end ?? ProcessEnd(status: .signalled(9))
    }

    func stop(grace: Duration) {
        runner.note(.stopped(step, grace: grace))
        if case .waits = behaviour { continuation.yield(ProcessEnd(status: .signalled(15))) }
    }

    func kill() {
        runner.note(.killed(step))
        continuation.yield(ProcessEnd(status: .signalled(9)))
    }
}
