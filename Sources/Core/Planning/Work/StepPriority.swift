/// Which of the steps that are ready start first: those that are likeliest to fail within the time that they take.
///
/// A failure that is found early saves the time of all that would have run before it. Steps without a record keep the place
/// that they have in the file; the others share the remaining places.
package struct StepPriority: Sendable, Hashable {
    /// What earlier runs tell of one step.
    package struct Past: Sendable, Hashable {
        package var runs: Int
        package var failures: Int
        /// Median of its runs.
        package var seconds: Double

        package init(runs: Int, failures: Int, seconds: Double) {
            self.runs = runs
            self.failures = failures
            self.seconds = seconds
        }

        /// Half a failure in one run more than there were: neither certainty is ever reached.
        package var probability: Double { (Double(failures) + 0.5) / (Double(runs) + 1) }

        /// Failures to be expected for each second spent.
        package var score: Double { probability / max(seconds, 0.01) }

        /// `failed in 3 of 20 runs, 2.1 s`.
        package var words: String {
            let time = (seconds * 10).rounded() / 10
            return "failed in \(failures) of \(Wording.count(runs, "run")), \(time) s"
        }
    }

    /// By the name of the step.
    package var past: [String: Past]

    package init(_ past: [String: Past] = [:]) { self.past = past }

    /// What some runs, newest first, tell of their steps.
    package init(_ runs: [[HistoricStep]]) {
        var seconds: [String: [Double]] = [:]
        var failures: [String: Int] = [:]
        for step in runs.joined() {
            seconds[step.name, default: []].append(step.seconds)
            if !step.passed { failures[step.name, default: 0] += 1 }
        }
        past = seconds.compactMapValues { times in
            Median.of(times).map { Past(runs: times.count, failures: 0, seconds: $0) }
        }
        for (name, count) in failures { past[name]?.failures = count }
    }

    /// For each of some steps its place in the order in which they start.
    ///
    /// `names` are in the order of the file; nil for a step that keeps its place.
    func ranks(_ names: [String?]) -> [Int] {
        let places = names.indices.filter { index in names[index].map { past[$0] != nil } ?? false }
        let order = places.sorted { left, right in
            let scores = [left, right].map { names[$0].flatMap { past[$0]?.score } ?? 0 }
            return scores[0] == scores[1] ? left < right : scores[0] > scores[1]
        }
        var ranks = Array(names.indices)
        for (place, step) in zip(places, order) { ranks[step] = place }
        return ranks
    }
}
