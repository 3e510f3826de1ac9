import CLinux
import Engine
import Glibc
import Testing

@testable import Execution

@Suite("The guardian", .timeLimit(.minutes(30)))
struct GuardianTests {
    @Test(
        "messages read back as they were written",
        arguments: [GuardianMessage.started(1), .started(.max), .ended(77), .release]
    )
    func messages(message: GuardianMessage) {
        #expect(message.bytes.count == GuardianMessage.length)
        #expect(GuardianMessage(message.bytes) == message)
        #expect(GuardianMessage(message.bytes.dropLast()) == nil)
    }

    @Test("when the run's end of the socket closes, everything that bears its mark is killed")
    func suddenEnd() async throws {
        let shop = Workshop()
        shop.makeFIFO("ready")
        let process = try await shop.start("setsid sleep 4740 & env -i sleep 4741 & echo > ready; wait")
        shop.awaitWriter(of: "ready")
        var ends: [Int32] = [-1, -1]
        try #require(csys_socket_pair(&ends) == 0)
        let message = GuardianMessage.started(process.processID).bytes
        #expect(csys_send_quietly(ends[0], message, message.count) == message.count)
        close(ends[0])
        Guardian.watch(socket: ends[1], marker: shop.runner.token)
        close(ends[1])
        #expect(await process.wait().status == .signalled(SIGKILL))
        #expect(shop.survivors(named: "sleep\u{0}474").isEmpty)
    }

    @Test("a run that ends as it should releases the guardian, which then touches nothing")
    func release() async throws {
        let shop = Workshop()
        shop.makeFIFO("go")
        let process = try await shop.start("cat go; exit 6")
        var ends: [Int32] = [-1, -1]
        try #require(csys_socket_pair(&ends) == 0)
        let message = GuardianMessage.release.bytes
        #expect(csys_send_quietly(ends[0], message, message.count) == message.count)
        close(ends[0])
        Guardian.watch(socket: ends[1], marker: shop.runner.token)
        close(ends[1])
        shop.write("\n", to: "go")
        #expect(await process.wait().status == .exited(6))
    }

    @Test("a guardian that cannot be started is said, and the process runs all the same")
    func missing() async throws {
        let shop = Workshop()
        let command = GuardianCommand(executable: "/no/such/guardian", arguments: ["x"])
        let runner = LinuxProcessRunner(guardian: command)
        let end = try await runner.start(shop.command(["true"])).wait()
        #expect(end.status == .exited(0))
        #expect(runner.guardianProblem == "cannot start the guardian /no/such/guardian: no such file or directory")
        runner.close()
    }

    @Test("called by hand it refuses", arguments: [[], ["short"]] as [[String]])
    func byHand(arguments: [String]) {
        #expect(Guardian.main(arguments: arguments) == 2)
    }
}
