import Core
import Engine
import Glibc
import Scanning
import Synchronization

/// The end of a log: what a failed command said last is nearly always why.
enum LogTail {
    static let lines = 15
    /// Long enough for a line of a minified bundle, short enough for memory.
    private static let window = 1 << 18
    /// Bytes that are shown of one line: its beginning and its end.
    private static let lineLimit = 400

    /// The last lines, free of control characters; none where the file cannot be read.
    static func read(_ path: String) -> [String] {
        guard let (bytes, isCut) = end(of: path) else { return [] }
        return excerpt(bytes, isCut: isCut)
    }

    /// The end as it is, for whoever looks for words in it; empty where the file cannot be read.
    static func text(_ path: String) -> String { end(of: path).map { text($0.bytes) } ?? "" }

    private static func end(of path: String) -> (bytes: ArraySlice<UInt8>, isCut: Bool)? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        let end = lseek(descriptor, 0, SEEK_END)
        let start = max(0, end - off_t(window))
        var buffer = [UInt8](repeating: 0, count: window)
        let count = pread(descriptor, &buffer, buffer.count, start)
        return count > 0 ? (buffer[..<count], start > 0) : nil
    }

    /// As a terminal would show it in the end: of a line that was drawn again and again the last state, and of blank
    /// lines in a row one.
    ///
    /// `isCut` says that the bytes begin within a line.
    static func excerpt(_ bytes: ArraySlice<UInt8>, isCut: Bool) -> [String] {
        var parts = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        if parts.last?.isEmpty == true { parts.removeLast() }
        var shown: [String] = []
        for (index, part) in parts.enumerated().reversed() where shown.count < lines {
            let isPart = isCut && index == 0
            // The beginning of this one is not known: better a part of it than nothing at all.
            if isPart, !shown.isEmpty { break }
            let line = line(part, isPart: isPart)
            if line.isEmpty, shown.last?.isEmpty ?? true { continue }
            shown.append(line)
        }
        while shown.last?.isEmpty == true { shown.removeLast() }
        return shown.reversed()
    }

    private static func line(_ bytes: ArraySlice<UInt8>, isPart: Bool) -> String {
        let states = bytes.split(separator: 0x0D)
        // A bar that was wiped out at last leaves nothing to read in its last state.
        for state in states.reversed() {
            let text = cut(state, isPart: isPart)
            if text.contains(where: { !$0.isWhitespace }) { return text }
        }
        return ""
    }

    private static func cut(_ bytes: ArraySlice<UInt8>, isPart: Bool) -> String {
        guard bytes.count > lineLimit else { return (isPart ? "…" : "") + text(bytes) }
        let half = lineLimit / 2
        let beginning = isPart ? "" : text(bytes.prefix(half))
        return beginning + "…" + text(bytes.suffix(isPart ? lineLimit : half))
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        bytes.withUnsafeBytes { Text.lossy($0, limit: window) }
    }
}

/// Keeps what failed tries printed last, as each of them ends: a later step may remove the logs.
final class LogTails: EventSink {
    private let folder: String
    private let tails = Mutex<[String: [String]]>([:])

    /// `folder` is the run's.
    init(folder: String) { self.folder = folder }

    func receive(_ recorded: RecordedEvent) {
        guard case .attemptEnded(_, let attempt) = recorded.event, attempt.outcome != .passed, let log = attempt.log
        else { return }
        let tail = LogTail.read(folder + "/" + log)
        tails.withLock { $0[log] = tail }
    }

    /// The steps with what their tries that did not pass printed last.
    func fill(_ steps: [StepRecord]) -> [StepRecord] {
        let tails = tails.withLock { $0 }
        return steps.map { step in
            var step = step
            for index in step.attempts.indices {
                guard let log = step.attempts[index].log else { continue }
                step.attempts[index].output = tails[log] ?? []
            }
            return step
        }
    }
}
