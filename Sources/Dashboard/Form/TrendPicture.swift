import Core
import Criteria
import Reports

/// A figure over time as a picture, with its numbers for those who do not see it.
enum TrendPicture {
    private static let (width, height, edge) = (600.0, 120.0, 6.0)

    static func figure(_ trend: Trend, _ marks: [View.Mark] = []) -> String {
        let values = trend.points.map(\.value)
        guard values.count > 1, let low = values.min(), let high = values.max(), let latest = trend.latest else {
            return "<p class=\"card soft\">Two runs at least make a trend.</p>"
        }
        let words = { (value: Double) in ViewPage.escaped(Words.figure(value, trend.dimension)) }
        let changes = trend.changes
        let label =
            "from \(words(values[0])) to \(words(latest)) over \(Display.count(values.count, "run")), "
            + "between \(words(low)) and \(words(high))"
        var picture = marks.map { mark in
            let x = number(place(mark.time, in: trend))
            let text = ViewPage.escaped("\(mark.text), \(Words.time(mark.time))")
            return
                "<line class=\"mark\" x1=\"\(x)\" x2=\"\(x)\" y1=\"0\" y2=\"\(number(height))\"><title>\(text)</title></line>"
        }.joined()
        for change in changes {
            let x = number(place(change.index, of: values.count))
            picture += "<line class=\"change-point\" x1=\"\(x)\" x2=\"\(x)\" y1=\"0\" y2=\"\(number(height))\"/>"
        }
        let points = values.enumerated().map { index, value in
            "\(number(place(index, of: values.count))),\(number(level(value, low, high)))"
        }
        picture += "<polyline points=\"\(points.joined(separator: " "))\"/>"
        let last = level(latest, low, high)
        // A line of no length is round however the picture is stretched.
        picture += "<path class=\"now\" d=\"M\(number(width - edge)) \(number(last))h0\"/>"
        let first = Words.day(trend.points[0].time)
        let until = Words.day(trend.points[values.count - 1].time)
        return """
            <figure class="card trend"><div class="plot">\(scale(low, high, words))<svg viewBox="0 0 \(number(width)) \(number(height))" role="img" \
            aria-label="\(label)" preserveAspectRatio="none">\(picture)</svg></div>
            <figcaption class="small soft">\(first) to \(until): \(label)\(sentence(changes, trend))\(sentence(marks))</figcaption></figure>
            """
    }

    /// The highest and the lowest value beside the picture; the sentence below says them too.
    private static func scale(_ low: Double, _ high: Double, _ words: (Double) -> String) -> String {
        let shown = high > low ? [words(high), words(low)] : ["", words(high), ""]
        let spans = shown.map { "<span>\($0)</span>" }.joined()
        return "<div class=\"scale soft small\" aria-hidden=\"true\">\(spans)</div>"
    }

    private static func sentence(_ changes: [ChangePoints.Point], _ trend: Trend) -> String {
        changes.map { change in
            let (before, after) = (
                Words.figure(change.before, trend.dimension), Words.figure(change.after, trend.dimension)
            )
            return ViewPage.escaped(
                "; changed for good from \(before) to \(after) with run \(trend.points[change.index].run)"
            )
        }.joined()
    }

    /// How often what happened, and when last.
    private static func sentence(_ marks: [View.Mark]) -> String {
        var kinds: [String] = []
        for mark in marks where !kinds.contains(mark.text) { kinds.append(mark.text) }
        return kinds.map { kind in
            let own = marks.filter { $0.text == kind }
            let last = own.map(\.time).max().map { Words.day($0) } ?? ""
            return ViewPage.escaped("; \(kind) \(Display.count(own.count, "time")), last on \(last)")
        }.joined()
    }

    /// Runs stand one beside the other, whatever lay between them: a time stands between the runs before and after it.
    private static func place(_ time: Double, in trend: Trend) -> Double {
        let points = trend.points
        guard let next = points.firstIndex(where: { $0.time >= time }), next > 0 else {
            return place(time < points[0].time ? 0 : points.count - 1, of: points.count)
        }
        let (before, after) = (points[next - 1].time, points[next].time)
        let part = after > before ? (time - before) / (after - before) : 1
        let left = place(next - 1, of: points.count)
        return left + part * (place(next, of: points.count) - left)
    }

    private static func place(_ index: Int, of count: Int) -> Double {
        edge + Double(index) / Double(count - 1) * (width - 2 * edge)
    }

    private static func level(_ value: Double, _ low: Double, _ high: Double) -> Double {
        high > low ? height - edge - (value - low) / (high - low) * (height - 2 * edge) : height / 2
    }

    private static func number(_ value: Double) -> String { PageLook.number(value) }
}
