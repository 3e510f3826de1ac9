import Scanning

/// What tests ask of a mock besides answers.
extension MockEngine {
    /// Switches a fault on, in one namespace or in all, from now on.
    package mutating func switchOn(_ fault: SwitchedFault) -> Bool {
        if let stub = fault.stub, !definition.stubs.contains(where: { $0.name == stub }) { return false }
        everyNamespace(fault.namespace) { $0.switched.append(fault) }
        if fault.namespace == nil { standing.append(fault) }
        return true
    }

    /// Takes back all faults that were switched on, in one namespace or in all.
    package mutating func switchOff(namespace: String?) {
        everyNamespace(namespace) { $0.switched = [] }
        if namespace == nil { standing = [] }
    }

    /// Forgets states, counts of calls and switched faults of one namespace or of all; what the report counts stays.
    package mutating func reset(namespace: String?) {
        if let namespace { forget(namespace) } else { forgetAll() }
    }

    /// Puts a story into a state.
    package mutating func set(scenario: String, to state: String, namespace: String?) -> Bool {
        guard definition.stubs.contains(where: { $0.scenario?.name == scenario }) else { return false }
        everyNamespace(namespace ?? "") { $0.states[scenario] = state }
        return true
    }

    package mutating func countRefusal() { editCounters { $0.refusals += 1 } }

    package mutating func countAbandoned() { editCounters { $0.abandoned += 1 } }

    package mutating func countReal(_ dependency: String) {
        editCounters { $0.dependencies[dependency, default: .init()].real += 1 }
    }

    /// Whether each expectation holds, over all namespaces or in one.
    package func verification(namespace: String? = nil) -> [Verification] {
        definition.stubs.enumerated().compactMap { place, stub in
            guard let expectation = stub.expectation else { return nil }
            let calls = calls(of: place, namespace: namespace)
            return Verification(stub: stub, calls: calls, isMet: expectation.holds(calls))
        }
    }
}

/// How an expectation of a stub ended.
package struct Verification: Sendable, Hashable {
    package var stub: Stub
    package var calls: Int
    package var isMet: Bool

    package var words: String { "expected \(stub.expectation?.words ?? "any"), called \(calls)" }
}
