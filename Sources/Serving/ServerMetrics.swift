import Core
import Dashboard
import Synchronization

/// What the server says of itself and of its projects to Prometheus.
final class ServerMetrics: Sendable {
    /// Upper bounds in seconds of the classes that requests are counted in.
    private static let bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 5]

    private struct Counts {
        var byStatus: [Int: Int] = [:]
        var bins = [Int](repeating: 0, count: ServerMetrics.bounds.count)
        var all = 0
        var seconds = 0.0
    }

    private let counts = Mutex(Counts())

    func count(_ status: Int, seconds: Double) {
        counts.withLock { counts in
            counts.byStatus[status, default: 0] += 1
            for (index, bound) in Self.bounds.enumerated() where seconds <= bound { counts.bins[index] += 1 }
            counts.all += 1
            counts.seconds += max(0, seconds)
        }
    }

    var text: String {
        let counts = counts.withLock { $0 }
        var out = "# HELP assay_http_requests_total Requests that were answered.\n"
        out += "# TYPE assay_http_requests_total counter\n"
        for (status, count) in counts.byStatus.sorted(by: { $0.key < $1.key }) {
            out += "assay_http_requests_total{code=\"\(status)\"} \(count)\n"
        }
        out += "# HELP assay_http_request_duration_seconds Time until the answer was made.\n"
        out += "# TYPE assay_http_request_duration_seconds histogram\n"
        for (bound, count) in zip(Self.bounds, counts.bins) {
            out += "assay_http_request_duration_seconds_bucket{le=\"\(bound)\"} \(count)\n"
        }
        out += "assay_http_request_duration_seconds_bucket{le=\"+Inf\"} \(counts.all)\n"
        out += "assay_http_request_duration_seconds_sum \(counts.seconds)\n"
        out += "assay_http_request_duration_seconds_count \(counts.all)\n"
        return out
    }

    // MARK: Projects

    static func text(of projects: [HomePage.Project]) -> String {
        let gauges: [(name: String, help: String, value: (HomePage.Project) -> Double?)] = [
            ("tests", "Tests of the newest run.", { $0.newest.map { Double($0.tally.total) } }),
            ("pass_rate", "Share of the executed tests that passed in the newest run.", { $0.newest?.passRate }),
            ("run_seconds", "Time of the newest run.", { $0.newest?.seconds }),
            ("run_timestamp_seconds", "When the newest run began.", { $0.newest?.started }),
            ("held_back", "1 where the verdict of the newest run holds the branch back.", held),
            ("coverage", "Covered lines of all coverable ones in the newest run that measured it.", { $0.coverage }),
            ("flaky_tests", "Tests in the state flaky.", { Double($0.flaky) }),
            ("broken_tests", "Tests in the state broken.", { Double($0.broken) }),
        ]
        var out = verdicts(of: projects)
        for gauge in gauges {
            out += "# HELP assay_project_\(gauge.name) \(gauge.help)\n# TYPE assay_project_\(gauge.name) gauge\n"
            for project in projects {
                guard let value = gauge.value(project), value.isFinite else { continue }
                let labels = "project=\"\(escaped(project.name))\",branch=\"\(escaped(project.branch ?? ""))\""
                out += "assay_project_\(gauge.name){\(labels)} \(value)\n"
            }
        }
        return out
    }

    /// One series for each verdict that there is, 1 for the one that the newest run has.
    private static func verdicts(of projects: [HomePage.Project]) -> String {
        var out =
            "# HELP assay_project_verdict 1 for the verdict of the newest run.\n# TYPE assay_project_verdict gauge\n"
        for project in projects {
            guard let own = project.newest?.verdict else { continue }
            for verdict in Verdict.allCases {
                let labels =
                    "project=\"\(escaped(project.name))\",branch=\"\(escaped(project.branch ?? ""))\","
                    + "verdict=\"\(verdict.rawValue)\""
                out += "assay_project_verdict{\(labels)} \(verdict == own ? 1 : 0)\n"
            }
        }
        return out
    }

    private static func held(_ project: HomePage.Project) -> Double? {
        project.newest?.verdict.map { $0.blocks ? 1 : 0 }
    }

    private static func escaped(_ text: String) -> String {
        var out = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": out += "\\\\"
            case "\"": out += "\\\""
            case "\n": out += "\\n"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }
}
