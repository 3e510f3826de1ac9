package import Core
import Engine
import Glibc
import Scanning
import Synchronization
import Wire

/// Appends every event of a run to `events.jsonl`, one JSON object a line.
///
/// What a step's end rests on is handed to the kernel at once, so a killed program loses at most the lines since the
/// last one; a power failure may lose more. The first error ends the recording and is kept: it never fails a test.
package final class EventLog: EventSink {
    private struct State {
        var file: Int32
        var buffer: [UInt8] = []
        var error: String?
    }

    private static let bufferLimit = 1 << 15
    private let state: Mutex<State>
    private let path: String

    /// Opens the log of a run and locks it for as long as this object lives; a line that was cut off is taken away.
    package init(_ folder: RunFolder) {
        path = folder.events
        let file = open(folder.events, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        var error = file < 0 ? StorageError.words(errno) : nil
        if file >= 0, flock(file, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK {
            error = "another program is writing it"
        }
        if file >= 0, error == nil { Self.cutTornLine(of: file) }
        state = Mutex(State(file: file, error: error.map { "\(folder.events): \($0)" }))
    }

    /// A program that was killed while it wrote leaves a part of a line, which the next one would be appended to.
    private static func cutTornLine(of file: Int32) {
        let size = lseek(file, 0, SEEK_END)
        var end = size
        var byte: UInt8 = 0
        while end > 0, pread(file, &byte, 1, end - 1) == 1, byte != 0x0A { end -= 1 }
        if end < size { ftruncate(file, end) }
    }

    deinit {
        flush()
        state.withLock { if $0.file >= 0 { close($0.file) } }
    }

    /// Why events are missing from the log; nil while all of them are in it or on their way.
    package var error: String? { state.withLock { $0.error } }

    package func receive(_ recorded: RecordedEvent) {
        state.withLock { state in
            guard state.error == nil else { return }
            var writer = JSONWriter()
            recorded.write(to: &writer)
            writer.appendNewline()
            state.buffer += writer.bytes
            if recorded.event.isMilestone || state.buffer.count >= Self.bufferLimit { write(&state) }
        }
    }

    /// Hands everything to the kernel.
    package func flush() { state.withLock { write(&$0) } }

    /// Writes what the log holds to another file, also when its own has been removed.
    func copy(to path: String) throws(StorageError) {
        let bytes: [UInt8] = state.withLock { state in
            write(&state)
            var bytes: [UInt8] = []
            var buffer = [UInt8](repeating: 0, count: Self.bufferLimit)
            while case let count = pread(state.file, &buffer, buffer.count, off_t(bytes.count)), count > 0 {
                bytes += buffer.prefix(count)
            }
            return bytes
        }
        try ReplacementFile.write(bytes, to: path)
    }

    private func write(_ state: inout State) {
        guard state.error == nil, !state.buffer.isEmpty else { return }
        let problem = state.buffer.withUnsafeBytes { ReplacementFile.append($0, to: state.file) }
        state.buffer.removeAll(keepingCapacity: true)
        if problem != 0 { state.error = "\(path): \(StorageError.words(problem))" }
    }
}

extension RunEvent {
    /// Whether the log must hold the event, and all before it, at once.
    fileprivate var isMilestone: Bool {
        switch self {
        case .runStarted, .planned, .runResumed, .attemptStarted, .attemptEnded, .stepEnded, .interrupted, .runEnded:
            true
        default: false
        }
    }
}
