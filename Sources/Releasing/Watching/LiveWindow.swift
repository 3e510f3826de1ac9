import Core

/// What was measured live in one window of time; what is nil was not measured, which is not zero.
package struct LiveWindow: Sendable, Hashable {
    /// The end of the window, in seconds since 1970.
    package var end: Double
    package var requests: Double?
    package var errors: Double?
    /// A percentile, in seconds.
    package var responseTime: Double?
    /// Why nothing of it counts: stale, contradictory, or the source did not answer.
    package var problem: String?
    /// Requests and errors of the other lengths of time that burn rates ask for.
    package var spans: [LiveSpan] = []

    package init(
        end: Double,
        requests: Double? = nil,
        errors: Double? = nil,
        responseTime: Double? = nil,
        problem: String? = nil
    ) {
        self.end = end
        self.requests = requests
        self.errors = errors
        self.responseTime = responseTime
        self.problem = problem
    }
}

/// Requests of one of the lengths of time that burn rates ask for, up to the end of a window.
package struct LiveSpan: Sendable, Hashable {
    /// Seconds; what a burn rate calls it, though less may lie behind a new deployment.
    package var length: Double
    package var requests: Double?
    package var errors: Double?
    package var problem: String?

    package init(length: Double, requests: Double? = nil, errors: Double? = nil, problem: String? = nil) {
        self.length = length
        self.requests = requests
        self.errors = errors
        self.problem = problem
    }
}

/// The interval of Wilson for a share, at 95 %.
package enum Wilson {
    /// nil where nothing was counted.
    package static func bounds(_ hits: Double, of total: Double) -> (lower: Double, upper: Double)? {
        guard total > 0, hits >= 0, hits <= total else { return nil }
        let z = 1.959_963_984_540_054
        let share = hits / total
        let denominator = 1 + z * z / total
        let centre = (share + z * z / (2 * total)) / denominator
        let half = z * (share * (1 - share) / total + z * z / (4 * total * total)).squareRoot() / denominator
        return (max(0, centre - half), min(1, centre + half))
    }
}
