import Engine
import Glibc
import Testing

@testable import Execution

@Suite("The end of processes", .timeLimit(.minutes(30)))
struct TerminationTests {
    @Test("a process that honours TERM ends by itself, its output kept")
    func honoured() async throws {
        let shop = Workshop()
        shop.makeFIFO("ready")
        let process = try await shop.start("trap 'echo bye; exit 9' TERM; echo > ready; while :; do sleep 0.01; done")
        shop.awaitWriter(of: "ready")
        process.stop(grace: .seconds(60))
        let end = await process.wait()
        #expect(end.status == .exited(9))
        #expect(end.leaked == 0)
        #expect(shop.text().hasSuffix("bye\n"))
        #expect(shop.survivors().isEmpty)
    }

    @Test("a process that ignores TERM is killed after its grace period, not before")
    func ignored() async throws {
        let shop = Workshop()
        shop.makeFIFO("ready")
        let process = try await shop.start("trap '' TERM; echo > ready; while :; do sleep 0.01; done")
        shop.awaitWriter(of: "ready")
        let begin = SystemClock.now()
        process.stop(grace: .milliseconds(300))
        process.stop(grace: .seconds(60))
        let end = await process.wait()
        #expect(end.status == .signalled(SIGKILL))
        #expect(SystemClock.now() - begin >= .milliseconds(300))
        #expect(SystemClock.now() - begin < .seconds(20))
        #expect(shop.survivors().isEmpty)
    }

    @Test("KILL takes the group and what escaped it, and may come again and late")
    func kill() async throws {
        let shop = Workshop()
        shop.makeFIFO("ready")
        let process = try await shop.start("setsid sleep 4711 & sleep 4712 & echo > ready; wait")
        shop.awaitWriter(of: "ready")
        process.kill()
        process.kill()
        let end = await process.wait()
        #expect(end.status == .signalled(SIGKILL))
        #expect(shop.survivors().isEmpty)
        process.kill()
        process.stop(grace: .zero)
        #expect(await process.wait() == end)
    }

    @Test(
        "what outlives its process is killed and counted, however it hides",
        arguments: [
            // In the group, holding the pipe.
            ("sleep 4720 & exit 3", 1),
            // In a session of its own, holding the pipe.
            ("setsid sleep 4721 & exit 3", 1),
            // A daemon: forked twice, a session of its own, its descriptors closed.
            ("(setsid sh -c 'sleep 4722 & exit' >/dev/null 2>&1 </dev/null &) ; exit 3", 1),
            // No trace in its environment, a session of its own.
            ("env -i setsid sleep 4723 & exit 3", 1),
            // A tree below an escaped process.
            ("setsid sh -c 'sleep 4724 & setsid sleep 4725 & sleep 4726' & sleep 0.2; exit 3", 4),
            // Ignores all that can be ignored.
            ("setsid sh -c 'trap \"\" TERM HUP INT; while :; do sleep 4727; done' & sleep 0.2; exit 3", 2),
        ]
    )
    func leaks(script: String, leaked: Int) async throws {
        let shop = Workshop()
        let begin = SystemClock.now()
        let end = try await shop.run(script)
        #expect(end.status == .exited(3))
        #expect(end.leaked >= 1)
        #expect(end.leaked <= leaked)
        // Far from what the sleepers would take; how busy the machine is says nothing.
        #expect(SystemClock.now() - begin < .seconds(120))
        // Each case sleeps for a number of its own: cases run side by side.
        for word in script.split(whereSeparator: { !$0.isNumber }) where word.hasPrefix("472") {
            #expect(shop.survivors(named: "sleep\u{0}\(word)").isEmpty)
        }
    }

    @Test("processes that fork faster than they can be listed are caught")
    func chain() async throws {
        let shop = Workshop()
        shop.write("#!/bin/sh\nsetsid \"$0\" >/dev/null 2>&1 &\n", to: "hydra", mode: 0o755)
        let end = try await shop.run("setsid ./hydra >/dev/null 2>&1 & setsid ./hydra >/dev/null 2>&1 & exit 0")
        #expect(end.status == .exited(0))
        #expect(end.leaked >= 1)
        #expect(shop.survivors(named: "hydra").isEmpty)
    }

    @Test("what ends by itself within a moment is not counted as leaked")
    func shortTail() async throws {
        let end = try await Workshop().run("sleep 0.05 & exit 0")
        #expect(end.leaked == 0)
    }

    @Test("a process's descendants are no business of another process that ends first")
    func neighbours() async throws {
        let shop = Workshop()
        shop.makeFIFO("ready")
        shop.makeFIFO("go")
        let first = try await shop.start(
            "(setsid sh -c 'echo > ready; cat go; echo alive >> tail' >/dev/null 2>&1 &); cat go; sleep 0.1; exit 0",
            log: "first"
        )
        shop.awaitWriter(of: "ready")
        let second = try await shop.run("sleep 4730 & exit 0", log: "second")
        #expect(second.leaked == 1)
        shop.write("\n", to: "go")
        _ = try await shop.run("timeout 1 sh -c 'echo > go'", log: "third")
        let end = await first.wait()
        #expect(end.status == .exited(0))
        #expect(shop.text("tail") == "alive\n")
        #expect(shop.survivors(named: "sleep\u{0}4730").isEmpty)
    }
}
