import Core
package import Scanning

/// The stub that a request was probably meant for, and what differs.
package struct NearMiss: Sendable, Hashable {
    package var stub: Stub
    package var differences: [String]

    /// The stub with the fewest differences; nil where there is no stub.
    ///
    /// Paths are compared with those of all stubs, everything else with the nearest few.
    init?(_ request: MockRequest, _ json: JSON?, among stubs: [Stub], states: [String: String]) {
        let segments = request.segments
        let nearest = stubs.indices
            .map { index in
                let pattern = stubs[index].pattern
                let isOtherMethod = !pattern.methods.isEmpty && !pattern.methods.contains(request.method)
                return (distance: 2 * pattern.path.distance(to: segments) + (isOtherMethod ? 1 : 0), index: index)
            }
            .sorted { ($0.distance, $0.index) < ($1.distance, $1.index) }
            .prefix(50)
        var best: NearMiss?
        for (_, index) in nearest {
            let stub = stubs[index]
            var differences = stub.pattern.differences(request, segments, json, first: false)
            if let scenario = stub.scenario, let wanted = scenario.when {
                let state = states[scenario.name] ?? Stub.Scenario.beginning
                if state != wanted { differences.append("scenario '\(scenario.name)': wanted \(wanted), is \(state)") }
            }
            if best.map({ differences.count < $0.differences.count }) ?? true {
                best = NearMiss(stub: stub, differences: differences)
            }
        }
        guard let best else { return nil }
        self = best
    }

    private init(stub: Stub, differences: [String]) {
        self.stub = stub
        self.differences = differences
    }

    /// `closest is 'charge' (mocks.yaml:4:5): path: wanted /v1/charges, got /v1/charge`.
    package var words: String {
        "closest is '\(stub.name)' (\(stub.location)): \(differences.joined(separator: "; "))"
    }

    package var json: JSON {
        [
            "stub": JSON(stub.name), "location": JSON(stub.location.description),
            "differences": .array(differences.map { JSON($0) }),
        ]
    }
}
