import Execution
import Glibc

/// How far long work is, on one line of standard error; nothing where that is no terminal, or before a second has passed.
struct ProgressBar {
    private static let width = 30
    /// Work that ends sooner needs no bar.
    private static let patience = Duration.seconds(1)
    /// Twenty times a second is enough for any eye.
    private static let period = Duration.milliseconds(50)

    private let title: String
    /// What is counted, where its rate says something.
    private let unit: String?
    private let isShown: Bool
    private let started = ContinuousClock().now
    private var drawn: ContinuousClock.Instant?

    init(_ title: String, unit: String? = nil) {
        self.title = title
        self.unit = unit
        isShown = isatty(STDERR_FILENO) == 1
    }

    /// Shows that so much is done, of all.
    mutating func show(_ done: Int, of all: Int) {
        guard isShown, all > 0 else { return }
        let now = ContinuousClock().now
        guard now - started >= Self.patience, drawn.map({ now - $0 >= Self.period }) ?? true else { return }
        drawn = now
        let filled = min(Self.width, Self.width * done / all)
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: Self.width - filled)
        let share = "\(100 * done / all) %"
        let rest = rate(done, now) + left(done, all, now)
        Console.write(Array("\r\(title)  \(bar)  \(share)\(rest)\u{1B}[K".utf8), to: STDERR_FILENO)
    }

    /// Shows how much is done where nobody knows yet how much there is.
    mutating func show(count: Int) {
        // The clock is asked now and then only: this may be called millions of times.
        guard isShown, count % 1_024 == 0 else { return }
        let now = ContinuousClock().now
        guard now - started >= Self.patience, drawn.map({ now - $0 >= Self.period }) ?? true else { return }
        drawn = now
        Console.write(Array("\r\(title)  \(count)\u{1B}[K".utf8), to: STDERR_FILENO)
    }

    /// How many a second, by all that was done so far.
    private func rate(_ done: Int, _ now: ContinuousClock.Instant) -> String {
        guard let unit, done > 0 else { return "" }
        let (seconds, fraction) = (now - started).components
        let each = Double(done) / (Double(seconds) + Double(fraction) / 1e18)
        return each < 10_000 ? ", \(Int(each)) \(unit)/s" : ", \(Int(each / 1_000))k \(unit)/s"
    }

    /// How long it will take still, by what it has taken so far; nothing before a tenth is done.
    private func left(_ done: Int, _ all: Int, _ now: ContinuousClock.Instant) -> String {
        guard done > 0, done < all, 10 * done >= all else { return "" }
        let seconds = Double((now - started).components.seconds) * Double(all - done) / Double(done)
        return seconds < 90 ? ", \(max(1, Int(seconds))) s left" : ", \(Int((seconds / 60).rounded())) min left"
    }

    /// Takes the line away again.
    mutating func end() {
        guard drawn != nil else { return }
        drawn = nil
        Console.write(Array("\r\u{1B}[K".utf8), to: STDERR_FILENO)
    }
}
