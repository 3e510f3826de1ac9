import Core
import Engine
import Glibc
import Scanning

/// Shows what tries have printed, once they have ended, each in a group of its own.
struct StepOutput: Sendable {
    /// Whose output is shown: `--output-on`.
    enum Policy: String, Sendable, CaseIterable {
        case failure
        case always
        case never
    }

    let policy: Policy
    /// The run's.
    let folder: String
    let groups: OutputGroup
    private let token: String

    /// More of one log is not shown: it is in the run's folder.
    private static let limit = 1 << 20

    init(policy: Policy, folder: String, groups: OutputGroup) {
        self.policy = policy
        self.folder = folder
        self.groups = groups
        var random = SystemRandomNumberGenerator()
        token = String(random.next() as UInt64, radix: 36)
    }

    /// The lines that an event adds below its own.
    func lines(_ event: RunEvent, at time: Double) -> [String] {
        guard case .attemptEnded(let step, let attempt) = event, let log = attempt.log, wants(attempt) else {
            return []
        }
        let path = "\(folder)/\(log)"
        let isWhole = policy == .always
        let shown = isWhole ? whole(path) : LogTail.read(path)
        guard !shown.isEmpty else { return [] }
        let title =
            "output of \(step)" + (attempt.number > 1 ? ", try \(attempt.number)" : "") + (isWhole ? "" : " (its end)")
        let name = "assay-\(step)-\(attempt.number)"
        return groups.opening(title, name: name, token: token, at: time) + shown.map { "  \($0)" }
            + groups.closing(name: name, token: token, at: time)
    }

    private func wants(_ attempt: AttemptRecord) -> Bool {
        switch (policy, attempt.outcome) {
        case (.never, _), (.failure, .passed), (.failure, .cancelled): false
        case (.always, _), (.failure, _): true
        }
    }

    private func whole(_ path: String) -> [String] {
        guard let file = try? MappedFile(path: path) else { return [] }
        let shown = file.withBytes { bytes -> [String] in
            let part = UnsafeRawBufferPointer(rebasing: bytes[..<min(bytes.count, Self.limit)])
            return part.split(separator: 0x0A).map { Text.lossy(UnsafeRawBufferPointer(rebasing: $0)) }
        }
        return file.size > Self.limit ? shown + ["… the rest is in \(path)"] : shown
    }
}
