import Core
import Engine
import Synchronization

/// Knows the results that it is given, and keeps what it was asked.
final class FakeCache: StepCache {
    enum Call: Sendable, Hashable {
        case found(String)
        case restored(String)
        case stored(String, reports: [String])
    }

    private let known: Set<String>
    /// Steps whose files cannot be put in place.
    private let damaged: Set<String>
    private let state = Mutex<[Call]>([])

    var calls: [Call] { state.withLock { $0 } }

    init(_ known: Set<String>, damaged: Set<String> = []) {
        self.known = known
        self.damaged = damaged
    }

    func find(_ step: PlannedStep) async -> CacheAnswer {
        state.withLock { $0.append(.found(step.name)) }
        guard known.contains(step.name) else { return .missing(reasons: ["file a: changed"]) }
        return .found(CacheOrigin(run: "earlier", stored: 999_000, key: "k"))
    }

    func restore(_ step: PlannedStep, log: String) async -> String? {
        state.withLock { $0.append(.restored(step.name)) }
        return damaged.contains(step.name) ? "its content is damaged" : nil
    }

    func store(_ step: PlannedStep, _ result: StepResult) async -> CacheNote {
        state.withLock { $0.append(.stored(step.name, reports: result.reports)) }
        return .stored(key: "new")
    }
}
