/// How often somebody may do something within a stretch of time.
package struct RateLimit: Sendable {
    private struct Window {
        var start: Double
        var count: Int
    }

    private let most: Int
    private let seconds: Double
    private var windows: [String: Window] = [:]

    /// So many are told apart; beyond, all are forgotten: a name is cheap to whoever attacks.
    private static let names = 10_000

    package init(most: Int, seconds: Double = 60) {
        self.most = most
        self.seconds = seconds
    }

    /// Counts one try; the seconds to wait where it is one too many, else nil.
    package mutating func count(_ name: String, now: Double) -> Double? {
        if windows.count > Self.names { windows = [:] }
        var own = windows[name] ?? Window(start: now, count: 0)
        if now - own.start >= seconds { own = Window(start: now, count: 0) }
        own.count += 1
        windows[name] = own
        return own.count > most ? max(1, own.start + seconds - now) : nil
    }

    /// The seconds to wait where nothing more is allowed, without counting; else nil.
    package func wait(_ name: String, now: Double) -> Double? {
        guard let own = windows[name], own.count >= most, now - own.start < seconds else { return nil }
        return max(1, own.start + seconds - now)
    }
}
