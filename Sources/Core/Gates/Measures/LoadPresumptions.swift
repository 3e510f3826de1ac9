import Criteria

/// Why a load test cannot carry a verdict, however good its figures look.
struct LoadPresumptions {
    let evidence: Evidence
    let gate: GateID

    /// A generator that needs more of its processors than this measures itself.
    static let generatorLimit = 0.9
    /// From this share of its virtual users on, a generator may be waiting for one.
    static let usersLimit = 0.9
    /// A generator that reaches less of the offered rate has tested something else.
    static let leastShare = 0.99
    /// Requests a second that a generator is to send, whatever the answers take.
    static let offeredRate: MetricID = "generator.offered_rate"
    /// Virtual users that were in use at once, as a share of all that the generator may have.
    static let usersInUse: MetricID = "generator.users_in_use"
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
        return reached ? shortfall(of: load) : nil
    }

    /// Why the load was not what was offered; nil where nothing speaks against it.
    private func shortfall(of load: LoadSeries) -> String? {
        let series = load.series
        if let dropped = series.droppedIterations, dropped > 0 {
            return
                "the load generator dropped \(Measures.plural(dropped, "iteration")): the offered load was not reached"
        }
        if let shortfall = series.shortfalls.first { return "\(shortfall): the offered load was not reached" }
        let steps = load.provenance.compactMap(\.step)
        let users = evidence.measurements(of: Self.usersInUse, labels: [:]).filter { concerns($0, steps) }
        if let most = users.map(\.value).max(), most >= Self.usersLimit {
            return "the load generator had \(Measures.percent(most)) of its virtual users in use "
                + "(limit \(Measures.percent(Self.usersLimit))): it may have had none left to send with"
        }
        guard let offered = offeredRate(of: load, steps) else { return nil }
        guard let reached = reachedRate(of: load) else {
            guard series.droppedIterations == nil else { return nil }
            return "\(Self.words(offered)) were offered, and neither the reached rate nor dropped iterations are known"
        }
        guard reached < offered * Self.leastShare else { return nil }
        return "the load generator reached \(Self.words(reached)) of \(Self.words(offered)) that were offered"
    }

    /// The label of the report, else what the same step states of its generator.
    private func offeredRate(of load: LoadSeries, _ steps: [String]) -> Double? {
        if let label = load.labels[LoadFilters.offered], let quantity = try? Quantity(parsing: label),
            quantity.dimension == .rate || quantity.unit == .none
        {
            return quantity.value
        }
        return evidence.measurements(of: Self.offeredRate, labels: [:])
            .filter { $0.dimension == .rate && concerns($0, steps) }.map(\.value).max()
    }

    /// Requests a second of the whole test that a series is a part of.
    private func reachedRate(of load: LoadSeries) -> Double? {
        if load.series.labels.isEmpty { return load.series.reachedRate }
        let files = Set(load.provenance.map(\.file))
        let whole = evidence.loadTotals.first {
            $0.series.labels.isEmpty && !files.isDisjoint(with: $0.provenance.map(\.file))
        }
        return whole.flatMap(\.series.reachedRate)
    }

    private static func words(_ rate: Double) -> String { "\(Quantity(measured: rate, .rate).rounded(decimals: 1))" }

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
