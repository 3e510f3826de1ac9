/// How each metric is taken from the evidence; one file a gate, the closures named as the catalogue uses them.
enum Measures {
    typealias Measure = @Sendable (Evidence, Criterion, Labels) -> CriterionDefinition.Found

    /// What reports state under the metric's own name, and what the closure derives from other reports: both must hold.
    static func statedOr(_ derive: @escaping Measure) -> Measure {
        { evidence, criterion, labels in
            CriterionDefinition.stated(evidence, criterion, labels).beside(derive(evidence, criterion, labels))
        }
    }

    /// At most this many offenders go with a measurement: enough to start with, few enough to read.
    static let offenderLimit = 10

    static func percent(_ ratio: Double) -> String {
        let tenths = (ratio * 1000).rounded() / 10
        return "\(tenths)%"
    }

    /// Each source once, in the order of the first mention.
    static func unique(_ sources: [Provenance]) -> [Provenance] {
        var seen: Set<Provenance> = []
        return sources.filter { seen.insert($0).inserted }
    }

    static func plural(_ count: Int, _ noun: String) -> String { count == 1 ? "1 \(noun)" : "\(count) \(noun)s" }
}
