/// How each metric is taken from the evidence; one file a topic, the closures named as the catalogue uses them.
enum Measures {
    typealias Measure = @Sendable (Evidence, Criterion, Labels) -> CriterionDefinition.Found

    /// What reports state under the metric's own name, and what the closure derives from other reports: both must hold.
    static func statedOr(_ derive: @escaping Measure) -> Measure {
        { evidence, criterion, labels in
            CriterionDefinition.stated(evidence, criterion, labels).beside(derive(evidence, criterion, labels))
        }
    }

    static let offenderLimit = Measurement.offenderLimit

    static func percent(_ ratio: Double) -> String { Wording.percent(ratio) }

    static func unique(_ sources: [Provenance]) -> [Provenance] { sources.unique }

    static func plural(_ count: Int, _ noun: String) -> String { Wording.count(count, noun) }
}
