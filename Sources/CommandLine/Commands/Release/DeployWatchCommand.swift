import ArgumentParser
import Core
import Execution
import Judging
import Ledger
import Releasing
import Storage
import Watching

/// `assay deploy watch`: looks after a deployment, and takes it back.
struct DeployWatchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Watch the last deployment to an environment by its rollback_triggers, and take it back once.",
        discussion: """
            Exit codes: 0 it passed, 1 it was rolled back, 2 usage or configuration error, 3 the log is broken, \
            4 held: too little was measured. A watch that was killed goes on where it was; one that is held is watched \
            once more.
            """
    )

    @OptionGroup var options: ReleaseOptions

    @Flag(help: "Judge one window and end: 4 while it goes on.")
    var once = false

    @Option(help: "text, json, or what others ask for: argo, flagger, github.")
    var format: ReleaseForm = .text

    func run() async throws {
        let session = try ReleaseSession(options.place)
        let gate = try session.gate(options.environment)
        guard gate.watch != nil, !gate.triggers.isEmpty else {
            throw CommandFailure(.usage, "'\(gate.name)' has no `watch`, or no `rollback_triggers`")
        }
        guard let lease = session.ledger.lease("watch-\(gate.name)") else {
            throw CommandFailure(.usage, "another watch of \(gate.name) is at work")
        }
        let state = session.state(try session.entries())
        let last = state.deployments.last { $0.environment == gate.name && $0.succeeded }
        guard let deployment = last else {
            throw CommandFailure(.usage, "nothing was deployed to \(gate.name): see `assay deploy record`")
        }
        let watch = DeploymentWatch(
            deployment,
            gate: gate,
            ledger: session.ledger,
            root: session.folder.root,
            environment: session.source.environment,
            clock: { SystemClock().wallTime() }
        )
        guard let watch else { throw CommandFailure(.usage, "the address of `watch` of '\(gate.name)' is none") }
        let phase = try await follow(watch)
        withExtendedLifetime(lease) {}
        try tell(phase)
    }

    /// Window after window, until there is an end.
    private func follow(_ watch: DeploymentWatch) async throws -> WatchMachine.Phase {
        var resumes = true
        while true {
            let step: DeploymentWatch.Step
            do throws(StorageError) { step = try await watch.step(resumes: resumes) } catch {
                throw CommandFailure(.infrastructure, "\(error)")
            }
            resumes = false
            if let done = step.done { Console.error(done) }
            guard !once, !step.phase.isEnd else { return step.phase }
            Console.error(Self.words(step.phase) + (step.problem.map { " (\($0))" } ?? ""))
            try await Task.sleep(for: .seconds(watch.interval))
        }
    }

    private func tell(_ phase: WatchMachine.Phase) throws {
        let words = Self.words(phase)
        let (code, verdict): (Core.ExitCode, Verdict) =
            switch phase {
            case .passed: (.pass, .pass)
            case .rollback: (.fail, .fail)
            case .warmup, .watching, .breach, .hold: (.inconclusive, .inconclusive)
            }
        let text = format.text(
            environment: options.environment,
            verdict: verdict,
            reason: words,
            isPending: !phase.isEnd
        )
        Console.out(text)
        throw CommandFailure(code)
    }

    private static func words(_ phase: WatchMachine.Phase) -> String {
        switch phase {
        case .warmup: "warming up"
        case .watching: "watching"
        case .breach(let count, let all): "beyond a limit: window \(count) of \(all)"
        case .rollback(let reason): "rolled back: \(reason)"
        case .hold(let reason): "held: \(reason)"
        case .passed: "passed"
        }
    }
}
