import Criteria

extension Planner {
    /// A step with its pool, limits and resources; its place in the plan is filled in by the caller.
    func resolved(_ step: Step, _ environment: TestEnvironment?, _ pool: Pool?) -> PlannedStep {
        var planned = PlannedStep(step: step, stage: "", stageIndex: 0, index: 0)
        guard !step.isBuiltIn else { return planned }
        planned.pool = step.kind
        planned.locks = Set(pool?.sharedResources.map(\.name) ?? []).sorted()
        planned.exclusive = pool.map(Self.isExclusive) ?? false || environment.map(Self.isExclusive) ?? false
        planned.step.isolation = step.isolation ?? Self.isolation(environment, pool)
        planned.reservation = environment.flatMap { Reservation($0) }
        limit(&planned, environment, pool)
        if let environment { compare(&planned, environment) }
        return planned
    }

    /// What its environment says, or else its kind; who only wants to be alone says nothing of that.
    private static func isolation(_ environment: TestEnvironment?, _ pool: Pool?) -> Isolation? {
        let word = environment?.isolation.flatMap { Isolation.isExclusive($0) ? nil : $0 }
        let own = word.map { ($0, environment?.allowsWeakerIsolation ?? false) }
        let kind = pool?.isolation.map { ($0, pool?.allowsWeakerIsolation ?? false) }
        guard let (word, allowsWeaker) = own ?? kind else { return nil }
        var isolation = Isolation(word)
        isolation.allowsWeaker = allowsWeaker
        isolation.image = environment?.image
        return isolation
    }

    /// The smallest limit holds.
    ///
    /// `timeout_per_module` bounds a step only where the step says nothing itself, since a
    /// step may hold many modules.
    private func limit(_ planned: inout PlannedStep, _ environment: TestEnvironment?, _ pool: Pool?) {
        if let limit = pool?.timeoutPerModule, pool?.strategy == .byModule,
            planned.step.timeout == Step.defaultTimeout, limit < planned.timeout
        {
            planned.timeout = limit
            planned.timeoutSource = .pool
        }
        if let environment, let limit = environment.duration, limit < planned.timeout {
            planned.timeout = limit
            planned.timeoutSource = .environment(environment.name)
        }
    }

    /// Compares what the environment asks for with what the machine has.
    private func compare(_ planned: inout PlannedStep, _ environment: TestEnvironment) {
        let asked = environment.resources
        let machine = context.machine
        var gaps: [String] = []
        if let cores = asked.cores, cores > Double(machine.cores) {
            gaps.append("\(Self.plain(cores)) cores, and the machine has \(machine.cores)")
        }
        if let memory = asked.memoryBytes, memory > machine.memoryBytes {
            let has = Quantity(measured: machine.memoryBytes, .bytes)
            // A gap of a few bytes would not show.
            let short = has.rounded(decimals: 2).description
            let shown = short == Wording.bytes(memory) ? has.description : short
            gaps.append("\(Wording.bytes(memory)) of memory, and the machine has \(shown)")
        }
        if let network = asked.networkBitsPerSecond, network > machine.networkBitsPerSecond ?? 0 {
            let there = machine.networkBitsPerSecond.map { "the machine's link has \(Self.gigabits($0))" }
            let unknown = "what the machine's link has is not known"
            gaps.append("a network of \(Self.gigabits(network)), and \(there ?? unknown)")
        }
        if asked.gpu == "required", !machine.hasGraphics {
            gaps.append("a graphics processor, and the machine shows none")
        }
        guard !gaps.isEmpty else { return }
        let gap = "environment \"\(environment.name)\" asks for \(gaps.joined(separator: "; for "))"
        if environment.underProvisioned {
            planned.underProvisioned = gap
            planned.notes.append(
                "runs all the same (under_provisioned: true), but the performance criteria that it feeds are inconclusive:"
                    + " \(gap)"
            )
        } else {
            planned.skipReason = "\(gap); `under_provisioned: true` would run it all the same"
        }
    }

    private static func gigabits(_ bits: Double) -> String { "\(plain(bits / 1e9)) Gbit/s" }

    private static func plain(_ number: Double) -> String {
        Int(exactly: number).map(String.init) ?? number.description
    }
}
