import Criteria

/// Readings of one counter before and after a run, with what happened between them.
///
/// A counter that a database or an exporter holds runs from its start, so that only the difference of two readings
/// tells of the run. The label `read` says which reading it is: `before` or `after`.
struct CounterReadings {
    /// What was counted between the readings.
    struct Growth {
        var count: Double
        var provenance: [Provenance]
    }

    enum Outcome {
        /// By the labels beside `read`, such as `datname: shop`; never empty.
        case growth([Labels: Growth])
        /// No reading at all.
        case none
        /// Some readings, but not both of a pair.
        case half(reason: String)
        /// Readings that contradict each other.
        case broken(reason: String)
    }

    /// The label that tells the readings apart.
    static let label = "read"

    /// The growth of a counter that is known by one of several names; of each set of labels the first name counts.
    ///
    /// With `isTotal` a value without the label counts the run alone, and needs no reading before it.
    static func of(_ names: [MetricID], in evidence: Evidence, isTotal: Bool = false) -> Outcome {
        var all: [Labels: Growth] = [:]
        for name in names {
            let readings = evidence.measurements(of: name, labels: [:]).filter { reading in
                (isTotal || reading.labels[label] != nil) && all[reading.labels.filter { $0.key != label }] == nil
            }
            switch growth(of: name, readings) {
            case .growth(let growth): all.merge(growth) { first, _ in first }
            case .none: break
            case let unusable: return unusable
            }
        }
        return all.isEmpty ? .none : .growth(all)
    }

    private static func growth(of name: MetricID, _ readings: [Measurement]) -> Outcome {
        var growth: [Labels: Growth] = [:]
        let groups = Dictionary(grouping: readings) { $0.labels.filter { $0.key != label } }
        for (labels, group) in groups {
            let place = labels.isEmpty ? "" : " (\(labels.text))"
            let moments = Dictionary(grouping: group) { $0.labels[label] ?? "" }
            for (moment, same) in moments where Set(same.map(\.value)).count > 1 {
                let which = moment.isEmpty ? "" : " '\(moment)'"
                return .broken(reason: "\(name)\(place) has several readings\(which), and they differ")
            }
            if let total = moments[""]?.first {
                growth[labels] = Growth(count: total.value, provenance: total.provenance)
                continue
            }
            guard let before = moments["before"]?.first, let after = moments["after"]?.first else {
                let absent = moments["before"] == nil ? "before" : "after"
                return .half(reason: "\(name)\(place) has no reading '\(absent)' the run")
            }
            guard before.value.isFinite, after.value.isFinite, after.value >= before.value else {
                return .broken(
                    reason: "\(name)\(place) went from \(whole(before.value)) to \(whole(after.value)): "
                        + "the counter was reset between the readings, so their difference means nothing"
                )
            }
            growth[labels] = Growth(
                count: after.value - before.value,
                provenance: before.provenance + after.provenance.filter { !before.provenance.contains($0) }
            )
        }
        return growth.isEmpty ? .none : .growth(growth)
    }

    static func whole(_ value: Double) -> String { Quantity(measured: value, .count).rounded(decimals: 2).description }
}
