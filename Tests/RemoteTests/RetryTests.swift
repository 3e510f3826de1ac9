import Testing

@testable import Remote

@Suite("When a request is sent again")
struct RetryTests {
    private let policy = RetryPolicy(attempts: 4, firstPause: 1, longestPause: 8, patience: 60)

    private func decision(
        _ status: Int,
        _ headers: [(String, String)] = [],
        attempt: Int = 1,
        idempotent: Bool = true
    ) -> RetryPolicy.Decision {
        let response = HTTPResponse(status: status, headers: headers.map { .init($0.0, $0.1) })
        return policy.decision(on: response, attempt: attempt, idempotent: idempotent, now: 1_000, chance: 1)
    }

    @Test("What passes by itself is tried again, with pauses that double up to a limit")
    func pauses() {
        #expect(
            (1...4).map { decision(500, attempt: $0) } == [
                .again(after: 1), .again(after: 2), .again(after: 4), .giveUp(nil),
            ]
        )
        let long = RetryPolicy(attempts: 20, firstPause: 1, longestPause: 8)
        let response = HTTPResponse(status: 502)
        #expect(long.decision(on: response, attempt: 15, idempotent: true, now: 0, chance: 0) == .again(after: 4))
    }

    @Test("What stays as it is is not tried again", arguments: [301, 400, 401, 403, 404, 409, 412, 422, 501])
    func finals(_ status: Int) { #expect(decision(status) == .giveUp(nil)) }

    @Test("The server's word counts: seconds, a date, or the end of a rate limit")
    func asked() {
        #expect(decision(503, [("Retry-After", "7")]) == .again(after: 7))
        #expect(decision(429, [("retry-after", "Thu, 01 Jan 1970 00:17:00 GMT")]) == .again(after: 20))
        #expect(decision(403, [("retry-after", "3")]) == .again(after: 3))
        #expect(
            decision(403, [("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", "1030")]) == .again(after: 30)
        )
        #expect(decision(403, [("x-ratelimit-remaining", "9"), ("x-ratelimit-reset", "1030")]) == .giveUp(nil))
        #expect(decision(503, [("retry-after", "-5")]) == .again(after: 0))
    }

    @Test("Nobody waits longer than there is patience, and the reason is told")
    func patience() {
        #expect(decision(503, [("retry-after", "3600")]) == .giveUp("it asks for a pause of 3600 s"))
        #expect(decision(503, [("retry-after", "soon")]) == .again(after: 1))
    }

    @Test("What may have been done is not done twice; what was refused is")
    func once() {
        #expect(decision(500, idempotent: false) == .giveUp(nil))
        #expect(decision(503, idempotent: false) == .again(after: 1))
        let broken = HTTPFailure("reset")
        #expect(policy.decision(on: broken, attempt: 1, idempotent: false, chance: 1) == .giveUp(nil))
        #expect(policy.decision(on: broken, attempt: 1, idempotent: true, chance: 1) == .again(after: 1))
        let refused = HTTPFailure("nobody there", neverSent: true)
        #expect(policy.decision(on: refused, attempt: 1, idempotent: false, chance: 1) == .again(after: 1))
    }

    @Test("Dates of headers are read, and what is none is not")
    func dates() {
        #expect(HTTPDate.seconds("Sun, 06 Nov 1994 08:49:37 GMT") == 784_111_777)
        for text in ["", "Sun, 06 Nov 1994", "Sun, 31 Feb 1994 08:49:37 GMT", "Sun, 06 Nov 1994 25:49:37 GMT"] {
            #expect(HTTPDate.seconds(text) == nil)
        }
        #expect(HTTPDate.compact(1_440_938_160) == "20150830T123600Z")
    }
}
