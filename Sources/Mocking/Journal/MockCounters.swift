/// What was asked and answered, exactly, however short the journal is.
package struct MockCounters: Sendable, Hashable {
    /// By what the configuration calls the service; "" where nothing is said.
    package struct Dependency: Sendable, Hashable {
        package var hits = 0
        /// By the fault's word: only what really went out, or was really held back.
        package var faults: [String: Int] = [:]
        /// Requests that were handed on to the real service.
        package var real = 0

        package init() {}
    }

    package struct Miss: Sendable, Hashable {
        package var method: String
        package var path: String
        package var namespace: String
        package var problem: String
        package var count: Int
    }

    package var requests = 0
    package var unmatched = 0
    /// Requests that are not what the API's description allows.
    package var invalid = 0
    /// Requests for which two stubs were as good as each other.
    package var ambiguous = 0
    /// Times that the port was closed on purpose; whoever called then was refused by the kernel, and is not seen.
    package var refusals = 0
    package var dependencies: [String: Dependency] = [:]
    /// Calls of each stub, by its place in the definition.
    package var calls: [Int: Int] = [:]
    /// Different requests that nobody knew, up to a limit.
    package var misses: [Miss] = []
    /// Answers that could not be sent whole as the client had gone.
    package var abandoned = 0

    package init() {}

    private static let missLimit = 100

    mutating func miss(_ request: MockRequest, _ namespace: String, _ problem: String) {
        let path = String(request.path.prefix(400))
        let same = misses.firstIndex {
            $0.method == request.method && $0.path == path && $0.namespace == namespace
        }
        if let same {
            misses[same].count += 1
        } else if misses.count < Self.missLimit {
            misses.append(
                Miss(method: request.method, path: path, namespace: namespace, problem: problem, count: 1)
            )
        }
    }
}
