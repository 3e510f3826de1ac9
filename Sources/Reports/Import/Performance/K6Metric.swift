import Core
import Criteria
import Scanning

/// One metric of a summary, whichever layout it has.
struct K6Metric {
    /// The name without its tags.
    let base: String
    let labels: Labels
    private let values: JSON
    /// Whether the values are milliseconds; nil in the flat layout, which does not say.
    let isTime: Bool?
    /// Thresholds of the metric: expression → held.
    let thresholds: [String: Bool]

    init(name: String, value: JSON) {
        (base, labels) = Self.split(Text.clean(name, limit: 500))
        values = value["values"] ?? value
        let isNested = value["values"] != nil
        isTime = isNested ? value["contains"]?.string == "time" : nil
        var thresholds: [String: Bool] = [:]
        for member in value["thresholds"]?.object ?? [] {
            let expression = Text.clean(member.key, limit: 200)
            if let ok = member.value["ok"]?.bool {
                thresholds[expression] = ok
            } else if let crossed = member.value.bool {
                // `--summary-export` says true where the threshold was crossed.
                thresholds[expression] = !crossed
            }
        }
        self.thresholds = thresholds
    }

    func number(_ key: String) -> Double? { values[key]?.double }

    func count(_ key: String) -> Int? { values[key]?.int.flatMap { (0...1 << 52).contains($0) ? $0 : nil } }

    /// Failed and succeeded requests, of a rate that asks "did it fail?".
    ///
    /// What passes that question has failed, but writers have swapped the two: where the rate is stated, it decides.
    var failures: (failed: Int, succeeded: Int)? {
        guard let passes = count("passes"), let fails = count("fails") else { return nil }
        guard let rate = number("rate") ?? number("value"), passes + fails > 0, !agrees(rate, passes, passes + fails),
            agrees(rate, fails, passes + fails)
        else { return (passes, fails) }
        return (fails, passes)
    }

    /// Whether the stated rate of failures is that of the counts; true where there is none to compare.
    var isConsistent: Bool {
        guard let (failed, succeeded) = failures, failed + succeeded > 0, let rate = number("rate") ?? number("value")
        else { return true }
        return agrees(rate, failed, failed + succeeded)
    }

    /// Rates may be rounded to three digits behind the point.
    private func agrees(_ rate: Double, _ part: Int, _ whole: Int) -> Bool {
        (rate - Double(part) / Double(whole)).magnitude <= 0.000_6
    }

    /// The trend's statistics in seconds; only those that the summary holds.
    var latency: [Aggregate: Double] {
        var latency: [Aggregate: Double] = [:]
        for member in values.object ?? [] {
            guard let value = member.value.double, let aggregate = Self.aggregate(member.key) else { continue }
            latency[aggregate] = Quantity(value, .ms).value
        }
        // The median is the 50th percentile by definition.
        if let median = latency[.median], latency[.p50] == nil { latency[.p50] = median }
        return latency
    }

    private static func aggregate(_ key: String) -> Aggregate? {
        switch key {
        case "avg": return .average
        case "min": return .minimum
        case "max": return .maximum
        case "med": return .median
        default:
            guard key.hasPrefix("p("), key.hasSuffix(")") else { return nil }
            return Aggregate("p" + key.dropFirst(2).dropLast())
        }
    }

    /// `http_req_duration{service:api,group:::Login}` taken apart.
    private static func split(_ name: String) -> (String, Labels) {
        guard name.hasSuffix("}"), let open = name.utf8.firstIndex(of: UInt8(ascii: "{")) else { return (name, [:]) }
        var labels: Labels = [:]
        for tag in name[name.utf8.index(after: open)...].dropLast().split(separator: ",") {
            guard let colon = tag.utf8.firstIndex(of: UInt8(ascii: ":")) else { continue }
            let key = tag[..<colon].drop { $0 == " " }
            let value = tag[tag.utf8.index(after: colon)...].drop { $0 == " " }
            labels[String(key)] = String(value)
        }
        return (String(name[..<open]), labels)
    }
}
