import Core
import Engine

/// Shows what tries print: all of it as it comes, or the end of what failed, each in a group of its own.
struct StepOutput: Sendable {
    /// Whose output is shown: `--output-on`.
    enum Policy: String, Sendable, CaseIterable {
        case failure
        case always
        case never
    }

    let policy: Policy
    /// The run's.
    private let folder: String
    private let groups: OutputGroup
    private let token: String
    private var stream: StreamedOutput

    init(policy: Policy, folder: String, groups: OutputGroup) {
        self.policy = policy
        self.folder = folder
        self.groups = groups
        var random = SystemRandomNumberGenerator()
        token = String(random.next() as UInt64, radix: 36)
        stream = StreamedOutput(folder: folder, groups: groups, token: token)
    }

    /// The lines that an event adds below its own.
    mutating func lines(_ event: RunEvent, at time: Double) -> [String] {
        switch policy {
        case .never: []
        case .always: stream.lines(event, at: time)
        case .failure: failure(event, at: time)
        }
    }

    /// What was printed since the last time, where it is shown as it comes.
    mutating func tick(at time: Double) -> [String] { policy == .always ? stream.tick(at: time) : [] }

    private func failure(_ event: RunEvent, at time: Double) -> [String] {
        guard case .attemptEnded(let step, let attempt) = event, let log = attempt.log else { return [] }
        switch attempt.outcome {
        case .passed, .cancelled: return []
        case .failed, .found: break
        }
        let shown = LogTail.read("\(folder)/\(log)")
        guard !shown.isEmpty else { return [] }
        let title = "output of \(step)" + (attempt.number > 1 ? ", try \(attempt.number)" : "") + " (its end)"
        let name = "assay-\(step)-\(attempt.number)"
        return groups.opening(title, name: name, token: token, at: time) + shown.map { "  \($0)" }
            + groups.closing(name: name, token: token, at: time)
    }
}
