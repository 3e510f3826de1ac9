import Access
import Storage
import Synchronization

/// Second factors of people: set up, asked for, taken away.
final class SecondFactor: Sendable {
    private struct State {
        /// Secrets that wait for a first code, by account.
        var waiting: [String: String] = [:]
        /// The last code that counted, by account: none counts twice.
        var last: [String: UInt64] = [:]
        var tries = RateLimit(most: SecondFactor.triesInAWhile, seconds: 300)
    }

    private static let triesInAWhile = 10

    private let state = Mutex(State())

    /// A secret for somebody's authenticator; it holds once a code of it was shown.
    func begin(_ account: Account) -> String {
        let secret = OneTimeCode.makeSecret()
        state.withLock { $0.waiting[account.id] = secret }
        return secret
    }

    func waiting(_ account: Account) -> String? { state.withLock { $0.waiting[account.id] } }

    /// The secret, where the code is one of it.
    func confirm(_ account: Account, code: String, now: Double) -> String? {
        guard let secret = waiting(account), holds(account, code: code, secret: secret, now: now) else { return nil }
        state.withLock { $0.waiting[account.id] = nil }
        return secret
    }

    /// Whether a code of the account's factor is shown for the first time, and not after many wrong ones.
    func holds(_ account: Account, code: String, now: Double) -> Bool {
        guard let secret = account.secondFactor else { return false }
        return holds(account, code: code, secret: secret, now: now)
    }

    private func holds(_ account: Account, code: String, secret: String, now: Double) -> Bool {
        state.withLock { state in
            guard state.tries.wait(account.id, now: now) == nil else { return false }
            let digits = code.filter { $0 != " " }
            let counter = OneTimeCode.counter(of: digits, secret: secret, after: state.last[account.id], now: now)
            guard let counter else {
                _ = state.tries.count(account.id, now: now)
                return false
            }
            state.last[account.id] = counter
            return true
        }
    }
}
