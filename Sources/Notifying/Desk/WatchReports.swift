import Scanning

/// What the audit log tells of the watches after deployments, as far as it decides who is called.
struct WatchReports: Sendable {
    /// The newest watch of an environment.
    struct Report: Sendable {
        var artifact: String
        /// When it last did something, in seconds since 1970.
        var heard: Double
        var end: End?
    }

    struct End: Sendable {
        enum Kind: Sendable { case passed, rolledBack, held }
        var kind: Kind
        var reason: String
        var time: Double
    }

    private(set) var reports: [String: Report] = [:]

    mutating func apply(_ kind: String, _ time: Double, _ body: JSON) {
        guard let environment = body["environment"]?.string, let artifact = body["artifact"]?.string else { return }
        let reason = body["reason"]?.string ?? ""
        switch kind {
        case "deployment":
            guard body["succeeded"]?.bool ?? false else { return }
            reports[environment] = Report(artifact: artifact, heard: time)
        case "watch.begun", "watch.window", "watch.resumed":
            reports[environment] = Report(artifact: artifact, heard: time)
        case "watch.held": end(environment, artifact, End(kind: .held, reason: reason, time: time))
        case "watched":
            let passed = body["passed"]?.bool ?? false
            end(environment, artifact, End(kind: passed ? .passed : .rolledBack, reason: reason, time: time))
        default: break
        }
    }

    private mutating func end(_ environment: String, _ artifact: String, _ end: End) {
        reports[environment] = Report(artifact: artifact, heard: end.time, end: end)
    }
}
