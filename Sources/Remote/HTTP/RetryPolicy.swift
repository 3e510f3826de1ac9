import Core

/// When a request is sent again, and after how long: decided from what came back, with neither clock nor chance.
package struct RetryPolicy: Sendable {
    /// How often a request is sent at most.
    package var attempts: Int
    /// The pause before the second attempt, in seconds; it doubles with each one.
    package var firstPause: Double
    /// The longest pause of its own, in seconds.
    package var longestPause: Double
    /// The longest pause that a server may ask for, in seconds; for a longer one nobody waits.
    package var patience: Double

    package init(attempts: Int = 5, firstPause: Double = 0.5, longestPause: Double = 15, patience: Double = 90) {
        self.attempts = attempts
        self.firstPause = firstPause
        self.longestPause = longestPause
        self.patience = patience
    }

    package enum Decision: Sendable, Hashable {
        /// Send it again after so many seconds.
        case again(after: Double)
        /// No more attempts; the reason where the server asked for more patience than there is.
        case giveUp(String?)
    }

    /// What follows on a response that is no success.
    ///
    /// `attempt`: which one it was, from 1. `now`: seconds since 1970. `chance`: from 0 to 1.
    package func decision(
        on response: HTTPResponse,
        attempt: Int,
        idempotent: Bool,
        now: Double,
        chance: Double
    ) -> Decision {
        let asked = Self.askedPause(response, now: now)
        // Where the server asks for a pause, it has done nothing yet.
        let isRefusal = [429, 503].contains(response.status) || response.status == 403 && asked != nil
        let isPassing = isRefusal || [408, 500, 502, 504].contains(response.status)
        guard isPassing, isRefusal || idempotent else { return .giveUp(nil) }
        if let asked, asked > patience { return .giveUp("it asks for a pause of \(Int(asked.rounded(.up))) s") }
        guard attempt < attempts else { return .giveUp(nil) }
        return .again(after: asked ?? pause(attempt, chance))
    }

    /// What follows on a connection that broke.
    package func decision(on failure: HTTPFailure, attempt: Int, idempotent: Bool, chance: Double) -> Decision {
        guard idempotent || failure.neverSent, attempt < attempts else { return .giveUp(nil) }
        return .again(after: pause(attempt, chance))
    }

    /// From half of the doubled pause to all of it, so that many clients do not come back at once.
    private func pause(_ attempt: Int, _ chance: Double) -> Double {
        let doubled = (1..<max(1, attempt)).reduce(firstPause) { pause, _ in min(pause * 2, longestPause) }
        return doubled * (0.5 + min(max(chance, 0), 1) / 2)
    }

    /// Seconds that the server asks to wait: `Retry-After`, or the end of an exhausted rate limit.
    package static func askedPause(_ response: HTTPResponse, now: Double) -> Double? {
        if let value = response.header("retry-after") {
            if let seconds = Double(value), seconds.isFinite { return max(0, seconds) }
            if let time = HTTPDate.seconds(value) { return max(0, time - now) }
        }
        let remaining = response.header("x-ratelimit-remaining") ?? response.header("ratelimit-remaining")
        let reset = response.header("x-ratelimit-reset") ?? response.header("ratelimit-reset")
        guard remaining == "0", let reset = reset.flatMap({ Double($0) }), reset.isFinite else { return nil }
        return max(0, reset - now)
    }
}

/// Dates of HTTP headers: `Sun, 06 Nov 1994 08:49:37 GMT`.
package enum HTTPDate {
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// Seconds since 1970; nil for anything of another form.
    package static func seconds(_ text: String) -> Double? {
        let words = text.split(whereSeparator: { $0 == " " || $0 == "," || $0 == "-" }).map(String.init)
        guard words.count == 6, words[5] == "GMT", let month = months.firstIndex(of: words[2]),
            let dayNumber = Int(words[1]), let year = Int(words[3]),
            let day = CalendarDay(year: year, month: month + 1, day: dayNumber)
        else { return nil }
        let clock = words[4].split(separator: ":").compactMap { Int($0) }
        guard clock.count == 3, (0..<24).contains(clock[0]), (0..<60).contains(clock[1]), (0...60).contains(clock[2])
        else { return nil }
        return day.start + Double(clock[0] * 3_600 + clock[1] * 60 + clock[2])
    }

    /// `20150830T123600Z`, as Signature V4 writes a moment; nil for one that no calendar holds.
    package static func compact(_ seconds: Double) -> String? {
        guard let day = CalendarDay(containing: seconds) else { return nil }
        let date = day.description.filter { $0 != "-" }
        let rest = Int(seconds - day.start)
        let two = CalendarDay.two
        return "\(date)T\(two(rest / 3_600))\(two(rest / 60 % 60))\(two(rest % 60))Z"
    }
}
