extension FailureGroup {
    /// Groups the failures of a run; those without a message are groups of their own by their test.
    ///
    /// `earlier`: the runs before, newest first, and the hashes of their failures' signatures.
    /// `owner`: who answers for a file.
    package static func groups(
        of tests: [TestObservation],
        in run: RunComparison.RunName,
        earlier: [(run: RunComparison.RunName, signatures: Set<UInt64>)],
        owner: (String) -> String?
    ) -> [FailureGroup] {
        var places: [FailureSignature: Int] = [:]
        var groups: [FailureGroup] = []
        // Failures of one cause often have one message.
        var known: [String: FailureSignature?] = [:]
        for test in tests where test.outcome == .failed {
            guard let message = test.message else { continue }
            let found = known[message] ?? FailureSignature(message)
            known[message] = .some(found)
            guard let signature = found else { continue }
            let place = places[signature] ?? groups.count
            if place == groups.count {
                places[signature] = place
                groups.append(FailureGroup(signature: signature.description, tests: [], oldest: run))
            }
            groups[place].tests.append(test.key)
            guard groups[place].owner == nil else { continue }
            let named = test.key.file.isEmpty ? nil : test.key.file
            let file = named ?? TestCase.place(in: message, className: test.key.className)?.file
            groups[place].owner = file.flatMap(owner)
        }
        for (signature, place) in places {
            if let oldest = earlier.last(where: { $0.signatures.contains(signature.hash) }) {
                groups[place].oldest = oldest.run
            }
        }
        return groups.sorted { ($1.tests.count, $0.signature) < ($0.tests.count, $1.signature) }
    }
}
