import Core
import Testing

@Suite("What sort of failure it was")
struct FailureCategoryTests {
    @Test(
        "the reports of the tool come first, then its exit, then what it printed last",
        arguments: [
            (.failed(.exit(code: 1)), TryFindings(failures: 2, output: "No space left on device"), .testFailure),
            (.failed(.exit(code: 1)), TryFindings(output: "x: No space left on device"), .diskFull),
            (.failed(.exit(code: 127)), TryFindings(output: "sh: 1: jest: not found"), .missingTool),
            (.failed(.exit(code: 137)), TryFindings(killedForMemory: true), .outOfMemory),
            (.failed(.signal(9)), TryFindings(killedForMemory: true), .outOfMemory),
            (.failed(.signal(9)), TryFindings(), .crash), (.failed(.signal(11)), TryFindings(), .crash),
            (.failed(.exit(code: 139)), TryFindings(), .crash),
            (.failed(.exit(code: 1)), TryFindings(output: "connect ECONNREFUSED 127.0.0.1:5432"), .serviceUnhealthy),
            (.failed(.exit(code: 1)), TryFindings(output: "connect ECONNREFUSED 10.1.2.3:443"), .network),
            (.failed(.exit(code: 6)), TryFindings(output: "curl: (6) Could not resolve host: x"), .network),
            (.failed(.exit(code: 2)), TryFindings(output: "error: unrecognized arguments: --x"), .configuration),
            (.failed(.exit(code: 1)), TryFindings(output: "oh no"), .command),
            (.failed(.timeout(.seconds(1))), TryFindings(failures: 2), .timeout),
            (.failed(.gates(.fail)), TryFindings(), .gate),
            (.failed(.infrastructure("jest: command not found in any folder of PATH")), TryFindings(), .missingTool),
            (
                .failed(.infrastructure("its output could not be kept: no space left on device")), TryFindings(),
                .diskFull
            ),
            (.cancelled(reason: "x"), TryFindings(), .cancelled),
        ] as [(AttemptOutcome, TryFindings, FailureCategory)]
    )
    func categories(outcome: AttemptOutcome, findings: TryFindings, category: FailureCategory) {
        #expect(FailureCategory(of: outcome, findings) == category)
    }

    @Test("what passed has no category")
    func passed() { #expect(FailureCategory(of: .passed, TryFindings(failures: 2)) == nil) }

    @Test("a failure is tried again where `when` names it, by category, exit code or text of the output")
    func occasions() {
        var retries = Retries(count: 1)
        let exit = StepOutcome.Failure.exit(code: 75)
        #expect(retries.covers(exit, .command, TryFindings()))
        #expect(!retries.covers(.infrastructure("x"), .missingTool, TryFindings()))
        retries.when = [.exit(75)]
        #expect(retries.covers(exit, .command, TryFindings()))
        #expect(!retries.covers(.exit(code: 1), .testFailure, TryFindings()))
        retries.when = [.category(.testFailure), .place]
        #expect(retries.covers(.exit(code: 1), .testFailure, TryFindings()))
        #expect(retries.covers(.exit(code: 1), .network, TryFindings()))
        #expect(!retries.covers(.signal(11), .crash, TryFindings()))
        retries.when = [.pattern("ECONNRESET")]
        #expect(retries.covers(exit, .network, TryFindings(output: "read ECONNRESET")))
        #expect(!retries.covers(exit, .network, TryFindings(output: "read")))
    }

    @Test("the wait stays, or doubles up to an hour")
    func delays() {
        var retries = Retries(count: 9, delay: .seconds(10))
        #expect((1...3).map { retries.delay(after: $0) } == [.seconds(10), .seconds(10), .seconds(10)])
        retries.backoff = .exponential
        #expect((1...3).map { retries.delay(after: $0) } == [.seconds(10), .seconds(20), .seconds(40)])
        #expect(retries.delay(after: 100) == .seconds(3600))
    }
}
