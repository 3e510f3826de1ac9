import Core
import Criteria
import Ledger
import Releasing
import Scanning
import Synchronization
import TestSupport
import Testing
import Watching

/// A clock that nobody waits for.
private final class Clock: Sendable {
    private let time = Mutex(1_700_000_000.0)

    var now: Double { time.withLock { $0 } }
    func pass(_ seconds: Double) { time.withLock { $0 += seconds } }
}

/// A deployment that is watched by a file of samples, each window by a process of its own.
private struct Place {
    let folder = TemporaryFolder()
    let clock = Clock()
    let deployed: Double
    private let gate: DeploymentGate

    init() {
        deployed = clock.now
        var settings = WatchSettings(source: .file("samples"))
        (settings.warmup, settings.duration, settings.window) = (0, 300, 60)
        let trigger = RollbackTrigger(
            metric: .errorRate,
            written: "> 5%",
            comparison: .greater,
            limit: .amount(0.05)
        )
        gate = DeploymentGate(
            name: "production",
            triggers: [trigger],
            watch: settings,
            rollback: RollbackCommands(run: ["/bin/sh", "-c", "echo x >> rolled"])
        )
    }

    var ledger: Ledger { Ledger(folder: "\(folder.path)/audit") }

    func step(resumes: Bool = false) async throws -> DeploymentWatch.Step {
        let deployment = ReleaseState.Deployment(
            environment: "production",
            artifact: "ab",
            commit: "c",
            allowed: true,
            succeeded: true,
            time: deployed
        )
        let clock = clock
        let watch = DeploymentWatch(
            deployment,
            gate: gate,
            ledger: ledger,
            root: folder.path,
            environment: ["PATH": "/usr/bin:/bin"],
            clock: { clock.now }
        )
        return try await #require(watch).step(resumes: resumes)
    }

    func sample(errors: Int) {
        let line = #"{"time": \#(clock.now), "requests": 1000, "errors": \#(errors)}"#
        folder.write((folder.read("samples") ?? "") + line + "\n", to: "samples")
    }

    func entries(_ kind: String) throws -> Int { try ledger.read().filter { $0.kind == kind }.count }
}

@Suite("The watch after a deployment, in its log")
struct DeploymentWatchTests {
    @Test("however often it dies and begins anew: one end that stays, one rollback at most, no pass without figures")
    func property() async throws {
        for seed in UInt64(1)...30 {
            var generator = SeededGenerator(seed: seed)
            let place = Place()
            let (dark, bad) = (seed % 3 == 0 ? 90 : 15, seed % 3 == 1 ? 50 : 3)
            var told = 0
            var end: WatchMachine.Phase?
            for _ in 0..<60 {
                place.clock.pass(Double(generator.number(15...40)))
                if !generator.chance(dark) {
                    told += 1
                    place.sample(errors: generator.chance(bad) ? 300 : 0)
                }
                let step = try await place.step()
                if let end {
                    if case .rollback = end {
                        guard case .rollback = step.phase else { Issue.record("seed \(seed)"); return }
                    } else {
                        #expect(step.phase == end, "seed \(seed)")
                    }
                }
                if step.phase.isEnd { end = end ?? step.phase }
            }
            let last = try #require(end, "seed \(seed): it has an end")
            let rolled = (place.folder.read("rolled") ?? "").filter { $0 == "x" }.count
            if case .rollback = last {
                #expect(rolled == 1, "seed \(seed)")
            } else {
                #expect(rolled == 0, "seed \(seed)")
            }
            #expect(try place.entries("rollback.begun") == rolled)
            #expect(try place.entries("block") == rolled, "seed \(seed)")
            #expect(try place.entries("watched") + place.entries("watch.held") == 1, "seed \(seed)")
            if last == .passed { #expect(told >= 2, "seed \(seed)") }
        }
    }

    @Test("a rollback that was begun by one that died is not begun again, and the environment is blocked all the same")
    func died() async throws {
        let place = Place()
        for _ in 0..<2 {
            place.clock.pass(30)
            place.sample(errors: 500)
            if try place.entries("watch.window") == 1 {
                let now = place.clock.now
                try place.ledger.append { _ in
                    [
                        LedgerDraft(
                            "rollback.begun",
                            by: "assay",
                            at: now,
                            ["environment": "production", "artifact": "ab"]
                        )
                    ]
                }
            }
            _ = try await place.step()
        }
        #expect(place.folder.read("rolled") == nil)
        #expect(try place.entries("watched") == 1)
        #expect(try place.entries("block") == 1)
    }

    @Test("what was before the deployment is not its doing")
    func before() async throws {
        let place = Place()
        place.clock.pass(-10)
        place.sample(errors: 900)
        place.clock.pass(20)
        place.sample(errors: 0)
        for _ in 0..<3 {
            #expect(try await place.step().phase == .watching)
            place.clock.pass(5)
        }
    }
}
