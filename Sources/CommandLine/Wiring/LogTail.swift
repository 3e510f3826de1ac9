import Core
import Glibc
import Scanning

/// The end of a log: what a failed command said last is nearly always why.
enum LogTail {
    static let lines = 15
    private static let bytes = 8192

    /// Fills in what the tries that did not pass printed last; `folder` is the run's.
    static func fill(_ steps: [StepRecord], folder: String) -> [StepRecord] {
        steps.map { step in
            var step = step
            for index in step.attempts.indices where step.attempts[index].outcome != .passed {
                guard let log = step.attempts[index].log else { continue }
                step.attempts[index].output = read(folder + "/" + log)
            }
            return step
        }
    }

    /// The last lines, free of control characters; none where the file cannot be read.
    static func read(_ path: String) -> [String] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return [] }
        defer { close(descriptor) }
        let end = lseek(descriptor, 0, SEEK_END)
        let start = max(0, end - off_t(bytes))
        var buffer = [UInt8](repeating: 0, count: bytes)
        let count = pread(descriptor, &buffer, buffer.count, start)
        guard count > 0 else { return [] }
        let text = buffer[..<count].withUnsafeBytes { Text.lossy($0, limit: bytes) }
        var all = text.split(omittingEmptySubsequences: false) { $0.isNewline }
        // The first line is only the end of one where the file begins before it.
        if start > 0 { all.removeFirst() }
        while all.last?.isEmpty == true { all.removeLast() }
        return all.suffix(lines).map(String.init)
    }
}
