import Mocking
import Scanning

/// What tests may ask of a mock and tell it, as HTTP with JSON below `/__assay/`.
struct AdminInterface: Sendable {
    static let prefix = "/__assay/"

    private let server: MockServer

    init(_ server: MockServer) { self.server = server }

    /// `namespace`: as the request's header names it; the query's `namespace` goes before it.
    func answer(_ request: MockRequest, namespace: String?) async -> MockAnswer {
        let namespace = request.query("namespace") ?? namespace
        let path = request.segments.first == "__assay" ? request.segments.dropFirst() : request.segments[...]
        let state = server.state
        switch (request.method, path.first.map(String.init) ?? "", path.count) {
        case ("GET", "health", 1): return .json(200, ["ok": true])
        case ("GET", "report", 1): return .json(200, server.report)
        case ("GET", "journal", 1):
            let entries = state.use { $0.journal }.filter { namespace == nil || $0.namespace == namespace }
            return .json(200, ["entries": .array(entries.map(MockReport.entry))])
        case ("GET", "verify", 1):
            let ends = state.use { $0.verification(namespace: namespace) }
            let isMet = ends.allSatisfy(\.isMet)
            return .json(
                isMet ? 200 : 409,
                ["met": JSON(isMet), "expectations": .array(ends.map(MockReport.expectation))]
            )
        case ("POST", "faults", 1): return switchOn(request, namespace)
        case ("DELETE", "faults", 1):
            state.use { $0.switchOff(namespace: namespace) }
            return Self.done
        case ("POST", "reset", 1):
            state.use { $0.reset(namespace: namespace) }
            return Self.done
        case ("PUT", "scenarios", 2): return setScenario(String(path.last ?? ""), request, namespace)
        case ("POST", "refuse", 1): return await refuse(request)
        case ("DELETE", "refuse", 1):
            await server.admit()
            return Self.done
        default:
            return .json(
                404,
                [
                    "error": JSON(
                        "the admin interface has GET health, report, journal, verify; POST faults, reset, refuse; "
                            + "PUT scenarios/NAME?state=STATE; DELETE faults, refuse"
                    )
                ]
            )
        }
    }

    private static let done = MockAnswer.json(200, ["ok": true])

    private func switchOn(_ request: MockRequest, _ namespace: String?) -> MockAnswer {
        switch server.readFault(request.body) {
        case .failure(let mistake): return .json(400, ["error": JSON(mistake.message)])
        case .success(var fault):
            fault.namespace = fault.namespace ?? namespace
            let chosen = fault
            guard server.state.use({ $0.switchOn(chosen) }) else {
                return .json(404, ["error": JSON("there is no stub '\(fault.stub ?? "")'")])
            }
            return Self.done
        }
    }

    private func setScenario(_ name: String, _ request: MockRequest, _ namespace: String?) -> MockAnswer {
        guard let wanted = request.query("state") else { return .json(400, ["error": "?state=STATE is missing"]) }
        guard server.state.use({ $0.set(scenario: name, to: wanted, namespace: namespace) }) else {
            return .json(404, ["error": JSON("no stub has the scenario '\(name)'")])
        }
        return Self.done
    }

    private func refuse(_ request: MockRequest) async -> MockAnswer {
        guard let seconds = request.query("seconds").flatMap({ Double($0) }), seconds > 0, seconds <= 3_600 else {
            return .json(400, ["error": "?seconds=N is missing: for how long connections are refused, up to 3600"])
        }
        guard await server.refuse(seconds: seconds) else {
            return .json(409, ["error": "connections are refused already"])
        }
        return .json(200, ["ok": true, "admin": JSON("http://127.0.0.1:\(server.adminPort)")])
    }
}
