package import Core
import Scanning
import Wire

/// The events of a run as its log holds them.
package struct RecordedEvents: Sendable, Equatable {
    package var entries: [RecordedEvent] = []
    /// What a reader has to know: a torn last line, lines of a newer version.
    package var remarks: [String] = []

    /// Whether the run came to its end.
    package var isComplete: Bool {
        if case .runEnded = entries.last?.event { true } else { false }
    }
}

/// Reads an event log, also one that a crash has cut short.
package enum EventLogReader {
    package static func read(_ folder: RunFolder) throws(StorageError) -> RecordedEvents {
        let file: MappedFile
        do { file = try MappedFile(path: folder.events) } catch {
            throw StorageError(path: error.path, message: error.message)
        }
        return file.withBytes { read($0) }
    }

    static func read(_ bytes: Bytes) -> RecordedEvents {
        var recorded = RecordedEvents()
        var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        // What follows the last line feed is not a line: the program ended while it wrote.
        if let rest = lines.popLast(), !rest.isEmpty {
            recorded.remarks.append("line \(lines.count + 1) is cut off: the run ended while it was written")
        }
        for (index, line) in lines.enumerated() where !line.isEmpty {
            do throws(ScanError) {
                recorded.entries.append(try RecordedEvent.read(Bytes(rebasing: line)))
            } catch {
                recorded.remarks.append("line \(index + 1), column \(error.column): \(error.message)")
            }
        }
        let gaps = zip(recorded.entries, recorded.entries.dropFirst()).contains { $1.sequence != $0.sequence + 1 }
        if gaps { recorded.remarks.append("events are missing: the sequence numbers have gaps") }
        return recorded
    }
}
