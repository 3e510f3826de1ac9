/// The clock and the chance of retries.
package struct RemoteClock: Sendable {
    /// Seconds since 1970.
    package var now: @Sendable () -> Double
    /// Waits for so many seconds.
    package var sleep: @Sendable (Double) async throws -> Void
    /// From 0 to 1.
    package var chance: @Sendable () -> Double

    package init(
        now: @escaping @Sendable () -> Double,
        sleep: @escaping @Sendable (Double) async throws -> Void = { try await Task.sleep(for: .seconds($0)) },
        chance: @escaping @Sendable () -> Double = { Double.random(in: 0...1) }
    ) {
        self.now = now
        self.sleep = sleep
        self.chance = chance
    }
}

/// Sends requests until they are answered for good, or patience is at its end.
package struct HTTPSession: Sendable {
    private let transport: any HTTPTransport
    private let policy: RetryPolicy
    package let clock: RemoteClock

    package init(_ transport: any HTTPTransport, policy: RetryPolicy = RetryPolicy(), clock: RemoteClock) {
        self.transport = transport
        self.policy = policy
        self.clock = clock
    }

    /// The last answer, whatever its status.
    ///
    /// `make` is asked anew for each attempt, with the moment in seconds since 1970: a signature holds for minutes only.
    package func send(
        limit: Int = 64 << 20,
        _ make: (Double) -> HTTPRequest
    ) async throws(RemoteError) -> HTTPResponse {
        var attempt = 1
        while true {
            let request = make(clock.now())
            let idempotent = request.isIdempotent
            let decision: RetryPolicy.Decision
            let end: Result<HTTPResponse, RemoteError>
            do throws(HTTPFailure) {
                let response = try await transport.send(request, limit: limit)
                if response.isSuccess { return response }
                end = .success(response)
                decision = policy.decision(
                    on: response,
                    attempt: attempt,
                    idempotent: idempotent,
                    now: clock.now(),
                    chance: clock.chance()
                )
            } catch {
                let tries = attempt > 1 ? " (attempt \(attempt))" : ""
                let isAmbiguous = !idempotent && !error.neverSent
                end = .failure(
                    RemoteError(request.url.description, error.reason + tries, isAmbiguous: isAmbiguous)
                )
                decision = policy.decision(
                    on: error,
                    attempt: attempt,
                    idempotent: idempotent,
                    chance: clock.chance()
                )
            }
            switch decision {
            case .giveUp(let reason?):
                throw RemoteError(request.url.description, reason, status: try? end.get().status)
            case .giveUp(nil): return try end.get()
            case .again(let seconds):
                do { try await clock.sleep(seconds) } catch {
                    throw RemoteError(request.url.description, "given up: it was cancelled")
                }
                attempt += 1
            }
        }
    }

    package func send(_ request: HTTPRequest, limit: Int = 64 << 20) async throws(RemoteError) -> HTTPResponse {
        try await send(limit: limit) { _ in request }
    }
}
