import Core
import Releasing
import Testing

private func deployment(
    _ environment: String = "staging",
    at time: Double,
    allowed: Bool = true,
    ok: Bool = true
)
    -> ReleaseState.Event
{
    .deployed(
        ReleaseState.Deployment(
            environment: environment,
            artifact: "aa",
            commit: "c1",
            allowed: allowed,
            succeeded: ok,
            time: time
        )
    )
}

private func watched(_ passed: Bool, at time: Double) -> ReleaseState.Event {
    .watched(environment: "staging", artifact: "aa", passed: passed, reason: "errors", time: time)
}

private func passage(_ events: [ReleaseState.Event], watched: Set<String> = []) -> ReleaseState.Passage {
    ReleaseState(events, watched: watched).passage(of: "aa", through: "staging")
}

@Suite("The state of releases")
struct ReleaseStateTests {
    @Test("an artifact passes an environment by a deployment that was allowed, went well and was not taken back")
    func passages() {
        #expect(passage([]) == .none)
        #expect(passage([deployment(at: 1)]) == .watched(true, 1))
        if case .failed = passage([deployment(at: 1, ok: false)]) {
        } else {
            Issue.record("a failed one passes nothing")
        }
        if case .failed = passage([deployment(at: 1, allowed: false)]) {} else { Issue.record("nobody allowed it") }
        if case .failed = passage([deployment(at: 1), watched(false, at: 2)]) {
        } else {
            Issue.record("it was taken back")
        }
        #expect(passage([deployment(at: 1), watched(false, at: 2), deployment(at: 3)]) == .watched(true, 3))
    }

    @Test("where deployments are watched, one counts at the end of its watch")
    func watches() {
        #expect(passage([deployment(at: 1)], watched: ["staging"]) == .watched(false, 1))
        #expect(passage([deployment(at: 1), watched(true, at: 5)], watched: ["staging"]) == .watched(true, 5))
    }

    @Test("an artifact is of the commit that it was first released as one of")
    func binding() {
        #expect(ReleaseState([deployment(at: 1)]).commit(of: "aa") == "c1")
        #expect(ReleaseState([]).commit(of: "aa") == nil)
    }

    @Test("a block holds until it is lifted")
    func blocks() {
        let block = ReleaseState.Block(id: "b", environment: "staging", person: "p", reason: "r", time: 1)
        var state = ReleaseState([.blocked(block)])
        #expect(state.block(of: "staging") != nil)
        #expect(state.block(of: "production") == nil)
        state.lift { _, _ in true }
        #expect(state.block(of: "staging") == nil)
    }
}
