import Criteria

/// Which figures of a load test a criterion is about: its window, without the cold start.
///
/// Works on whatever has labels: series of a report, or measurements that a report states.
enum LoadFilters {
    /// The label that says how long the window is that figures are of, such as `window: 60s`.
    static let window = "window"
    /// The label that tells the parts of a test apart: `cold`, `warm`, `steady`, `burst`.
    static let phase = "phase"

    /// The label that says how many requests a second a test was to send, such as `offered: 100rps`.
    static let offered = "offered"

    /// Seconds of the window that the label states; nil where it states none.
    static func window(_ labels: Labels) -> Double? {
        guard let text = labels[window], let quantity = try? Quantity(parsing: text), quantity.dimension == .duration
        else { return nil }
        return quantity.value > 0 ? quantity.value : nil
    }

    /// The window of a series: its label, else the time that the test took.
    static func window(_ series: LoadSeries) -> Double? { window(series.labels) ?? series.series.duration }

    /// Whether figures of a window are what `over` asks for; without `over` those of any window are.
    static func fits(_ window: Double?, _ over: Duration?) -> Bool {
        guard let over else { return true }
        guard let window else { return false }
        return abs(window - over.inSeconds) <= over.inSeconds * tolerance
    }

    /// A test of 60 s takes a little more or less.
    static let tolerance = 0.05

    /// Completes a missing measurement: what `over` asks for, and what there is.
    static func reason(_ over: Duration, files: [String], windows: [Double?]) -> String {
        let known = Set(windows.compactMap(\.self)).sorted().prefix(3).map { Duration.seconds($0).words }
        let held = known.isEmpty ? "figures whose window is not said" : "figures of \(known.joined(separator: ", "))"
        let file = files.first ?? "a report"
        return "`over` asks for a window of \(over.words), and \(file) holds \(held): label it `window`"
    }

    /// Those that do not hold the cold start, with what a reader has to know; empty where nothing else was measured.
    ///
    /// Where a test gives its phases apart, the whole of it holds the cold start too, and gives way to the other phases.
    static func withoutColdStart<Figure>(
        _ all: [Figure],
        _ labels: (Figure) -> Labels
    ) -> (figures: [Figure], note: String?) {
        guard all.contains(where: { labels($0)[phase] == "cold" }) else { return (all, nil) }
        var parted: Set<Labels> = []
        var hasCold: Set<Labels> = []
        for figure in all {
            let own = labels(figure)
            guard let phase = own[phase] else { continue }
            if phase == "cold" { hasCold.insert(unphased(own)) } else { parted.insert(unphased(own)) }
        }
        var whole = false
        let kept = all.filter { figure in
            let own = labels(figure)
            if let phase = own[phase] { return phase != "cold" }
            let key = unphased(own)
            if hasCold.contains(key), !parted.contains(key) { whole = true }
            return !(hasCold.contains(key) && parted.contains(key))
        }
        return (kept, whole ? "the cold start is in these figures" : "the cold start is left out")
    }

    private static func unphased(_ labels: Labels) -> Labels { labels.filter { $0.key != phase && $0.key != window } }
}

extension Duration {
    /// Seconds as a number.
    package var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
