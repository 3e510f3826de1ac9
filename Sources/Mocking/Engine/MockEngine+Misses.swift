import Scanning

/// Requests that nobody knows, and those that the API's description does not allow.
extension MockEngine {
    /// For so many requests that nobody knows the closest stub is looked for.
    private static let nearMissLimit = 1_000

    mutating func miss(
        _ request: MockRequest,
        _ json: JSON?,
        _ name: String,
        _ space: NamespaceState,
        _ seconds: Double
    ) -> MockAnswer {
        counters.unmatched += 1
        let near =
            counters.unmatched > Self.nearMissLimit
            ? nil : NearMiss(request, json, among: definition.stubs, states: space.states)
        let problem = near?.words ?? "no stub is near"
        counters.miss(request, name, problem)
        note(request, name, seconds, status: 501, problem: problem)
        return .json(
            501,
            [
                "error": "no stub matches this request", "method": JSON(request.method), "path": JSON(request.path),
                "closest": near?.json ?? .null,
            ]
        )
    }

    mutating func refuse(
        _ request: MockRequest,
        _ name: String,
        _ problems: [String],
        _ seconds: Double
    ) -> MockAnswer {
        counters.invalid += 1
        let problem = "not what the API's description allows: " + problems.joined(separator: "; ")
        counters.miss(request, name, problem)
        note(request, name, seconds, status: 400, problem: problem)
        return .json(
            400,
            [
                "error": "the request is not what the API's description allows",
                "problems": .array(problems.map { JSON($0) }),
            ]
        )
    }
}
