import Criteria

extension Baselines {
    /// What these runs found, for criteria that ask which findings are new.
    var scans: EarlierScans {
        EarlierScans(isOfChange: family.protected != nil) { category, choice in scan(of: category, choice) }
    }

    private func scan(
        of category: ScanCategory,
        _ choice: BaselineChoice?
    ) -> Result<EarlierScans.Found, EarlierScans.Nothing> {
        let question = Question(moment: .baseline, choice: choice, isPerformance: false)
        do throws(Nothing) {
            let answer = try answer(question) { (run: EarlierRun) -> Word<ScanEvidence> in
                // An earlier run of the change itself would make old of what the change brought.
                let isOfChange =
                    family.protected != nil && run.run.branch != family.protected && run.run.commit != family.base
                if isOfChange, choice?.branch == nil { return .none("it is of the change itself") }
                return run.evidence.scans[category].map { .value($0) } ?? .none("it holds no scan of the kind")
            }
            guard let first = answer.found.first else { return .failure(.init(reason: "no baseline")) }
            return .success(
                .init(scan: first.value, run: first.run.run, origin: answer.origin, leftOut: answer.leftOut)
            )
        } catch {
            return .failure(.init(reason: error.reason))
        }
    }
}
