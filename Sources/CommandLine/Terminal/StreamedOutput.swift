import Core
import Glibc
import Scanning

/// Shows what tries print while they print it: one try at a time, in a group of its own; the others wait for their turn.
struct StreamedOutput: Sendable {
    private struct Try: Sendable {
        var step: String
        var number: Int
        var log: String
        /// Bytes of the log that are shown.
        var shown = 0
        var isCut = false

        func isOf(_ step: String, _ number: Int) -> Bool { self.step == step && self.number == number }
    }

    private let folder: String
    private let groups: OutputGroup
    private let token: String
    /// More of one log is not shown: it is in the run's folder.
    private let limit: Int
    /// Whose group is open.
    private var open: Try?
    /// What runs besides, the oldest first.
    private var running: [Try] = []
    /// What ended while another's group was open.
    private var ended: [Try] = []

    /// `folder` is the run's.
    init(folder: String, groups: OutputGroup, token: String, limit: Int = 1 << 20) {
        self.folder = folder
        self.groups = groups
        self.token = token
        self.limit = limit
    }

    /// The lines that an event adds below its own.
    mutating func lines(_ event: RunEvent, at time: Double) -> [String] {
        switch event {
        case .attemptStarted(let step, let number, _):
            let isKnown = open?.isOf(step, number) == true || running.contains { $0.isOf(step, number) }
            if !isKnown { running.append(Try(step: step, number: number, log: "logs/\(step)-\(number).log")) }
            return []
        case .attemptEnded(let step, let attempt):
            return end(step, attempt, at: time)
        default: return []
        }
    }

    /// What was printed since the last time.
    mutating func tick(at time: Double) -> [String] {
        if var current = open {
            let lines = read(&current, all: false)
            open = current
            return lines
        }
        for index in running.indices {
            var next = running[index]
            let lines = read(&next, all: false)
            guard !lines.isEmpty else { continue }
            running.remove(at: index)
            open = next
            return opening(next, at: time) + lines
        }
        return []
    }

    private mutating func end(_ step: String, _ attempt: AttemptRecord, at time: Double) -> [String] {
        if var current = open, current.isOf(step, attempt.number) {
            open = nil
            var lines = read(&current, all: true) + closing(current, at: time)
            for other in ended { lines += whole(other, at: time) }
            ended = []
            return lines
        }
        running.removeAll { $0.isOf(step, attempt.number) }
        guard let log = attempt.log else { return [] }
        let own = Try(step: step, number: attempt.number, log: log)
        if open == nil { return whole(own, at: time) }
        ended.append(own)
        return []
    }

    private func whole(_ own: Try, at time: Double) -> [String] {
        var own = own
        let lines = read(&own, all: true)
        return lines.isEmpty ? [] : opening(own, at: time) + lines + closing(own, at: time)
    }

    private func opening(_ own: Try, at time: Double) -> [String] {
        let title = "output of \(own.step)" + (own.number > 1 ? ", try \(own.number)" : "")
        return groups.opening(title, name: name(own), token: token, at: time)
    }

    private func closing(_ own: Try, at time: Double) -> [String] {
        groups.closing(name: name(own), token: token, at: time)
    }

    private func name(_ own: Try) -> String { "assay-\(own.step)-\(own.number)" }

    /// The lines of the log that are not shown yet; a last one without its end only where it is to be all.
    private func read(_ own: inout Try, all: Bool) -> [String] {
        guard !own.isCut else { return [] }
        let path = folder + "/" + own.log
        let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return [] }
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: limit - own.shown)
        let count = pread(descriptor, &buffer, buffer.count, off_t(own.shown))
        guard count > 0 else { return [] }
        let end = all || count == buffer.count ? count : (buffer[..<count].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0)
        own.shown += end
        var lines = buffer[..<end].split(separator: 0x0A).map { line in
            "  " + line.withUnsafeBytes { Text.lossy($0) }
        }
        if own.shown >= limit {
            own.isCut = true
            lines.append("  … the rest is in \(path)")
        }
        return lines
    }
}
