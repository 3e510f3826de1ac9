extension FailureGroup {
    /// Groups the failures of a run; those without a message are groups of their own by their test.
    ///
    /// `earlier`: failures of the runs before, newest first, and their runs.
    /// `owner`: who answers for a file.
    package static func groups(
        of tests: [TestObservation],
        in run: RunComparison.RunName,
        earlier: [(run: RunComparison.RunName, message: String?)],
        owner: (String) -> String?
    ) -> [FailureGroup] {
        var places: [FailureSignature: Int] = [:]
        var groups: [FailureGroup] = []
        for test in tests where test.outcome == .failed {
            guard let signature = FailureSignature(test.message) else { continue }
            let place = places[signature] ?? groups.count
            if place == groups.count {
                places[signature] = place
                groups.append(FailureGroup(signature: signature.description, tests: [], oldest: run))
            }
            groups[place].tests.append(test.key)
            if groups[place].owner == nil, !test.key.file.isEmpty { groups[place].owner = owner(test.key.file) }
        }
        for (run, message) in earlier {
            guard let signature = FailureSignature(message), let place = places[signature] else { continue }
            groups[place].oldest = run
        }
        return groups.sorted { ($1.tests.count, $0.signature) < ($0.tests.count, $1.signature) }
    }
}
