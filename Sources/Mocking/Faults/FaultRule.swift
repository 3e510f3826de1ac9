package import Chance

/// A fault, and which requests it meets: all conditions that are given must hold.
package struct FaultRule: Sendable, Hashable {
    package var kind: FaultKind
    /// The first so many requests of the stub.
    package var first: Int?
    /// Every so manyth request: the third, the sixth.
    package var every: Int?
    /// From the request after so many on.
    package var after: Int?
    /// Of the requests that the other conditions leave, from 0 to 1.
    package var probability: Double?
    /// Seconds since the mock started; the end is not part of it.
    package var window: Range<Double>?

    package init(
        _ kind: FaultKind,
        first: Int? = nil,
        every: Int? = nil,
        after: Int? = nil,
        probability: Double? = nil,
        window: Range<Double>? = nil
    ) {
        self.kind = kind
        self.first = first
        self.every = every
        self.after = after
        self.probability = probability
        self.window = window
    }

    /// Whether the fault meets a request: the `hit`th (from 1) of its stub, so many seconds after the start.
    ///
    /// Chance is the stream's at the hit, so that runs with the same seed agree.
    package func meets(hit: Int, at seconds: Double, _ draw: Draw) -> Bool {
        if let first, hit > first { return false }
        if let after, hit <= after { return false }
        if let every, hit % max(1, every) != 0 { return false }
        if let window, !window.contains(seconds) { return false }
        if let probability, draw.unit(UInt64(hit)) >= probability { return false }
        return true
    }
}

/// Faults that meet one request: at most one that ends the answer in another way, and delays before it.
package struct InjectedFaults: Sendable, Hashable {
    /// All that was injected, in order.
    package var kinds: [FaultKind] = []
    /// Seconds by which the answer is late.
    package var latency: Double = 0
    /// What becomes of the answer; nil where it comes as it would.
    package var ending: FaultKind?

    package init() {}

    /// Of several endings the first one holds.
    mutating func add(_ kind: FaultKind, hit: Int, _ draw: Draw) {
        if case .latency(let delay) = kind {
            latency += delay.seconds(draw.branch(7), UInt64(hit))
        } else if ending == nil {
            ending = kind
        } else {
            return
        }
        kinds.append(kind)
    }
}
