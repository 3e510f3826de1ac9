/// How many steps of one kind run side by side, and which of the limits acted.
package struct PlannedPool: Sendable, Hashable {
    /// The limit that was the smallest; of equal ones the first in this order.
    package enum Bound: String, Sendable, Hashable, CaseIterable {
        case maxWorkers = "max_workers"
        case maxParallel = "max_parallel"
        /// The cores that the environments of its steps take.
        case cpu
        /// The memory that they take.
        case memory
        /// `strategy: sequential`: one at a time.
        case sequential
        /// `--jobs`.
        case jobs
        /// The machine's cores.
        case machine
    }

    package var kind: Kind
    package var limit: Int
    package var bound: Bound
    package var strategy: Pool.Strategy?
    package var isolation: String?
    package var locks: [String]
    package var exclusive: Bool
    /// One sentence: the limit, and which bound acted against which others.
    package var why: String

    package init(
        kind: Kind,
        limit: Int,
        bound: Bound,
        strategy: Pool.Strategy? = nil,
        isolation: String? = nil,
        locks: [String] = [],
        exclusive: Bool = false,
        why: String = ""
    ) {
        self.kind = kind
        self.limit = limit
        self.bound = bound
        self.strategy = strategy
        self.isolation = isolation
        self.locks = locks
        self.exclusive = exclusive
        self.why = why
    }
}
