extension RunContext {
    /// What a run is started by that only tries a repair: what it measures closes nothing, releases nothing and is nobody's
    /// baseline.
    package static let repairTrigger = "recovery"

    /// Whether it only tries a repair.
    package var isRepair: Bool { trigger == Self.repairTrigger }
}

extension HistoricRun {
    /// Whether it only tried a repair.
    package var isRepair: Bool { trigger == RunContext.repairTrigger }
}
