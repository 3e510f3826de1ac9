extension Report {
    /// Calls every measurement by the target's metric; an error where a value cannot be one of it.
    package mutating func restate(as target: MetricTarget) {
        rename(as: target)
        guard status != .error, let problem = Plausibility.problems(in: self).first else { return }
        messages.append(ReportMessage(.error, problem))
        measurements = []
    }
}
