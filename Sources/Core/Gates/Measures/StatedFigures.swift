import Criteria

/// Of figures that reports state, those of the aggregate and of the window that a criterion asks for.
///
/// Each thing that was measured must have them: a machine, a container, a part of a service. The others say nothing of it.
struct StatedFigures {
    private(set) var fitting: [Measurement] = []
    /// Why one of them does not have what is asked for; nil where all do.
    private(set) var lacking: String?

    init(_ all: [Measurement], _ criterion: Criterion) {
        let aggregate = criterion.aggregate ?? .p95
        let things = Dictionary(grouping: all) { Self.thing($0.labels) }
        for (thing, figures) in things.sorted(by: { $0.key.text < $1.key.text }) {
            let files = Measures.unique(figures.flatMap(\.provenance)).map(\.file)
            let named = figures.filter { Self.aggregate(of: $0) == aggregate }
            let fitting = named.filter { LoadFilters.fits(LoadFilters.window($0.labels), criterion.qualifiers.over) }
            self.fitting += fitting
            guard fitting.isEmpty, lacking == nil else { continue }
            if !named.isEmpty, let over = criterion.qualifiers.over {
                let windows = named.map { LoadFilters.window($0.labels) }
                lacking = LoadFilters.reason(over, files: [files.joined(separator: ", ")], windows: windows)
            } else {
                let isUnnamed = figures.contains { $0.labels[Measurement.aggregateLabel] == nil }
                let place = Self.place(thing)
                let names = files.joined(separator: ", ")
                lacking =
                    isUnnamed
                    ? "\(names) does not say what its figures\(place) are: label them `aggregate: \(aggregate)`"
                    : "\(names) holds no \(aggregate)\(place)"
            }
        }
    }

    /// Labels that say how something was measured; the others say what.
    private static let manner: Set<String> = [
        Measurement.aggregateLabel, LoadFilters.window, LoadFilters.phase, "gap", "limit",
    ]

    /// The labels that tell what was measured.
    static func thing(_ labels: Labels) -> Labels { labels.filter { !manner.contains($0.key) } }

    /// Completes a reason: ` of instance=db-1`.
    static func place(_ labels: Labels) -> String {
        let own = thing(labels)
        return own.isEmpty ? "" : " of \(own.text)"
    }

    private static func aggregate(of measurement: Measurement) -> Aggregate? {
        guard let text = measurement.labels[Measurement.aggregateLabel] else { return nil }
        return text == "mean" ? .average : Aggregate(text)
    }
}
