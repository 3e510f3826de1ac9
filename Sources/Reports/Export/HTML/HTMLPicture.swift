import Core

/// Small pictures as SVG: made of our own numbers and words alone, so that nothing in them needs escaping.
enum HTMLPicture {
    /// A line through some values; empty for fewer than two.
    static func line(_ values: [Double], label: String) -> String {
        let values = values.filter(\.isFinite).suffix(30)
        guard values.count > 1, let low = values.min(), let high = values.max() else { return "" }
        let (width, height) = (100.0, 22.0)
        let points = values.enumerated().map { index, value in
            let x = Double(index) / Double(values.count - 1) * (width - 4) + 2
            let y = high > low ? (height - 3) - (value - low) / (high - low) * (height - 6) : height / 2
            return (x, y)
        }
        let line = points.map { "\(number($0.0)),\(number($0.1))" }.joined(separator: " ")
        let last = points[points.count - 1]
        return
            "<svg class=\"spark\" viewBox=\"0 0 100 22\" width=\"100\" height=\"22\" role=\"img\" aria-label=\"\(label)\">"
            + "<title>\(label)</title><polyline points=\"\(line)\"/>"
            + "<circle cx=\"\(number(last.0))\" cy=\"\(number(last.1))\" r=\"2\"/></svg>"
    }

    /// The results of the last runs, told by height as well as by colour; empty where there is none.
    static func strip(_ strip: ResultStrip?) -> String {
        guard let strip, !strip.outcomes.isEmpty else { return "" }
        var counts: [(word: String, count: Int)] = []
        var bars = ""
        for (index, outcome) in strip.outcomes.enumerated() {
            let (word, style, height) = bar(outcome)
            if let place = counts.firstIndex(where: { $0.word == word }) {
                counts[place].count += 1
            } else {
                counts.append((word, 1))
            }
            bars +=
                "<rect class=\"\(style)\" x=\"\(index * 5)\" y=\"\(12 - height)\" width=\"4\" height=\"\(height)\"/>"
        }
        let words = counts.map { "\($0.count) \($0.word)" }.joined(separator: ", ")
        let label = "last \(Display.count(strip.outcomes.count, "run")): \(words)"
        let width = strip.outcomes.count * 5
        return "<svg class=\"strip\" viewBox=\"0 0 \(width) 12\" width=\"\(width)\" height=\"12\" role=\"img\""
            + " aria-label=\"\(label)\"><title>\(label)</title>\(bars)</svg>"
    }

    private static func bar(_ outcome: TestOutcome?) -> (word: String, style: String, height: Int) {
        switch outcome {
        case .passed: ("passed", "p", 4)
        case .failed: ("failed", "f", 12)
        case .flaky: ("flaky", "k", 8)
        case .skipped: ("skipped", "s", 2)
        case nil: ("not there", "n", 1)
        }
    }

    /// Percentiles on one scale: a bar from the first to the last mark, and a tick for each.
    static func marks(_ marks: [LoadView.Mark], label: String) -> String {
        guard let first = marks.first, let last = marks.last else { return "" }
        let from = first.place * 98 + 1
        var picture =
            "<rect class=\"span\" x=\"\(number(from))\" y=\"5\" width=\"\(number(max(last.place * 98 + 1 - from, 0.6)))\" height=\"4\"/>"
        for mark in marks {
            picture +=
                "<rect class=\"tick\" x=\"\(number(mark.place * 98 + 0.7))\" y=\"1\" width=\"0.6\" height=\"12\"/>"
        }
        return
            "<svg class=\"marks\" viewBox=\"0 0 100 14\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"\(label)\">\(picture)</svg>"
    }

    /// A distribution as bars.
    static func bins(_ bins: [LoadView.Bin], label: String) -> String {
        guard !bins.isEmpty else { return "" }
        let width = 100 / Double(bins.count)
        let bars = bins.enumerated().map { index, bin in
            let height = max(bin.height * 38, bin.count > 0 ? 0.8 : 0)
            return
                "<rect x=\"\(number(Double(index) * width))\" y=\"\(number(40 - height))\" width=\"\(number(width * 0.9))\""
                + " height=\"\(number(height))\"><title>\(bin.range): \(bin.count)</title></rect>"
        }.joined()
        return
            "<svg class=\"bins\" viewBox=\"0 0 100 40\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"\(label)\">\(bars)</svg>"
    }

    /// Two decimals, never an exponent.
    static func number(_ value: Double) -> String {
        let hundredths = Int((min(max(value.isFinite ? value : 0, 0), 1e6) * 100).rounded())
        let rest = hundredths % 100
        return rest == 0 ? "\(hundredths / 100)" : "\(hundredths / 100).\(rest / 10)\(rest % 10)"
    }
}
