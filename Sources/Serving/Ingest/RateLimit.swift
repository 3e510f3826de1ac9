/// How often somebody may do something within a minute.
struct RateLimit: Sendable {
    private struct Window {
        var start: Double
        var count: Int
    }

    private let most: Int
    private var windows: [String: Window] = [:]

    private static let seconds = 60.0
    /// So many are told apart; beyond, all are forgotten: a name is cheap to whoever attacks.
    private static let names = 10_000

    init(most: Int) { self.most = most }

    /// Counts one try; the seconds to wait where it is one too many, else nil.
    mutating func count(_ name: String, now: Double) -> Double? {
        if windows.count > Self.names { windows = [:] }
        var own = windows[name] ?? Window(start: now, count: 0)
        if now - own.start >= Self.seconds { own = Window(start: now, count: 0) }
        own.count += 1
        windows[name] = own
        return own.count > most ? max(1, own.start + Self.seconds - now) : nil
    }
}
