import Core
import Releasing
import Testing

private func claim(_ verdict: Verdict, time: Double) -> VerdictClaim {
    let line = VerdictClaim.Criterion(path: "overall.line", verdict: verdict)
    let gate = VerdictClaim.Gate(name: GateID.coverage.rawValue, verdict: verdict, criteria: [line])
    return VerdictClaim(run: "r1", signer: "Grace", time: time, overall: verdict, gates: [gate])
}

private func judge(_ claims: VerdictClaim...) -> RequirementJudge {
    RequirementJudge(
        runs: [],
        claims: claims,
        limits: DeploymentLimits(maxAge: 1_000, scanMaxAge: 100),
        expected: [.unit: ["unit"]],
        now: 2_000
    )
}

@Suite("Signed verdicts as evidence")
struct VerdictClaimTests {
    @Test("a signed verdict answers for its gates, the newest one first, and for nothing else")
    func answers() {
        let good = judge(claim(.pass, time: 1_900))
        #expect(good.answer(.gate(.coverage)).answer.verdict == .pass)
        #expect(good.answer(.everyGate).answer.verdict == .pass)
        #expect(good.answer(.criteria(.coverage, path: "overall")).answer.verdict == .pass)
        #expect(good.answer(.gate(.security)).answer.verdict == .notEvaluated)
        #expect(good.answer(.tests(.unit)).answer.verdict == .notEvaluated)
        let newer = judge(claim(.pass, time: 1_900), claim(.fail, time: 1_950))
        #expect(newer.answer(.gate(.coverage)).answer.verdict == .fail)
    }

    @Test("an old one proves nothing any more, and what it found to be wrong stays wrong")
    func ages() {
        #expect(judge(claim(.pass, time: 900)).answer(.gate(.coverage)).answer.verdict == .notEvaluated)
        #expect(judge(claim(.fail, time: 900)).answer(.gate(.coverage)).answer.verdict == .fail)
        #expect(judge(claim(.pass, time: 9_000)).answer(.gate(.coverage)).answer.verdict == .error)
    }
}
