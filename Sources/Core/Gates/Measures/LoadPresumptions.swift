import Criteria

/// Why a load test cannot carry a verdict, however good its figures look.
struct LoadPresumptions {
    let evidence: Evidence
    let gate: GateID

    /// A generator that needs more of its processors than this measures itself.
    static let generatorLimit = 0.9
    /// Usage of the processors of the machine that makes the load, as a ratio.
    static let generatorUsage: MetricID = "generator.cpu"

    /// The first reason; nil where the figures count.
    ///
    /// `reached` asks that all that was to be sent was sent: where a test looks for the limit, dropping is to be expected.
    func objection(to load: LoadSeries, reached: Bool = true) -> String? {
        let steps = load.provenance.compactMap(\.step)
        if let reason = objection(toSteps: steps) { return reason }
        let series = load.series
        guard let rate = series.errorRate else {
            let file = load.provenance.first?.file ?? "a report"
            return "\(file) does not say how many requests failed"
        }
        if rate > errorLimit {
            return "\(Measures.percent(rate)) of the requests failed (limit \(Measures.percent(errorLimit))): "
                + "a failing server answers fast"
        }
        if reached, let dropped = series.droppedIterations, dropped > 0 {
            return
                "the load generator dropped \(Measures.plural(dropped, "iteration")): the offered load was not reached"
        }
        return nil
    }

    /// What holds for everything that a step measured: the machine, and the generator.
    func objection(toSteps steps: [String]) -> String? {
        if let reason = steps.compactMap({ evidence.surroundings.underProvisioned[$0] }).first { return reason }
        let usage = evidence.measurements(of: Self.generatorUsage, labels: [:])
            .filter { $0.value > Self.generatorLimit && concerns($0, steps) }
        guard let worst = usage.max(by: { $0.value < $1.value }) else { return nil }
        return "the load generator used \(Measures.percent(worst.value)) of its processors: "
            + "it may have measured itself (limit \(Measures.percent(Self.generatorLimit)))"
    }

    var errorLimit: Double { evidence.errorRateLimits[gate] ?? Evidence.defaultErrorRateLimit }

    /// What a reader has to know of the machine; nothing where it is not known.
    var machineNotes: [String] {
        guard let machine = evidence.surroundings.machine else { return [] }
        let memory = Quantity(measured: machine.memoryBytes, .bytes).rounded(decimals: 1)
        return ["machine of the run: \(Measures.plural(machine.cores, "core")), \(memory) memory, \(machine.system)"]
    }

    private func concerns(_ measurement: Measurement, _ steps: [String]) -> Bool {
        let own = measurement.provenance.compactMap(\.step)
        return own.isEmpty || steps.isEmpty || !Set(own).isDisjoint(with: steps)
    }
}
