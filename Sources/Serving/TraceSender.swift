import Core
import History
import Reports
import Scanning
import Synchronization
import Wire

/// Tells a collector of OpenTelemetry of each run that has come in.
///
/// What it does not take is told to the log of the server and not sent again: a trace is no evidence.
package final class TraceSender: Sendable {
    /// Runs that wait; of more the oldest are left out.
    private static let most = 1_000
    /// A summary that is larger tells no more of its steps.
    private static let largest = 64 << 20

    private let waiting = Mutex<[(project: ServedProject, run: String)]>([])
    private let version: String
    private let send: @Sendable (_ body: [UInt8]) async throws -> Void

    /// `send`: takes a body in the JSON form of OTLP.
    package init(version: String, send: @escaping @Sendable (_ body: [UInt8]) async throws -> Void) {
        self.version = version
        self.send = send
    }

    func add(_ run: String, of project: ServedProject) {
        waiting.withLock { waiting in
            waiting.append((project, run))
            if waiting.count > Self.most { waiting.removeFirst(waiting.count - Self.most) }
        }
    }

    /// Sends what waits; what went wrong.
    func sendAll() async -> [String] {
        let some = waiting.withLock { waiting in
            defer { waiting = [] }
            return waiting
        }
        var problems: [String] = []
        for (project, run) in some {
            guard let body = body(project, run) else { continue }
            do { try await send(body) } catch { problems.append("no trace of run \(run) of \(project.name): \(error)") }
        }
        return problems
    }

    /// nil for a run without a summary.
    private func body(_ project: ServedProject, _ run: String) -> [UInt8]? {
        guard let path = project.files.summary(of: run), let file = try? MappedFile(path: path),
            file.size <= Self.largest, let summary = file.withBytes({ try? SummaryCodec.decode(Array($0)) })
        else { return nil }
        return OTLPTrace.value(summary, project: project.name, version: version).serialized()
    }
}
