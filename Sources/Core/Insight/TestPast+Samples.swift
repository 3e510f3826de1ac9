extension TestPast {
    /// The results that tell how far the test can be believed, oldest first; `runs` by their ids.
    ///
    /// What failed, and passed on the same commit once its place was repaired, is no plain pass: it has passed on retry.
    func samples(in runs: [String: HistoricRun]) -> [HealthSample] {
        var samples: [HealthSample] = []
        var failed: HistoricRun?
        for entry in entries.reversed() {
            guard let outcome = entry.outcome, outcome != .skipped, let run = runs[entry.run.id], !run.isOutage,
                !run.interrupted
            else { continue }
            let isRepaired = run.isRepair && outcome == .passed && run.commit != nil && failed?.commit == run.commit
            // One event, not two: beside others of its commit it is not looked at once more.
            samples.append(isRepaired ? HealthSample(.flaky) : HealthSample(outcome, revision: run.revision))
            failed = outcome == .failed ? run : nil
        }
        return samples
    }
}
