import Scanning

/// What a mock remembers of one group of requests, apart from all others.
struct NamespaceState: Sendable {
    /// Calls of each stub, by its place in the definition.
    var calls: [Int: Int] = [:]
    /// States of stories.
    var states: [String: String] = [:]
    /// Faults that were switched on while it runs, the newest last.
    var switched: [SwitchedFault] = []
    var preset: TorchServe?
}

/// A fault that was switched on by the admin interface.
package struct SwitchedFault: Sendable, Hashable {
    /// The stub that it meets; nil for every request.
    package var stub: String?
    package var rule: FaultRule
    /// The namespace that it holds in; nil for all.
    package var namespace: String?
    /// Requests that it was asked about.
    var seen = 0

    package init(stub: String? = nil, rule: FaultRule, namespace: String? = nil) {
        self.stub = stub
        self.rule = rule
        self.namespace = namespace
    }
}
