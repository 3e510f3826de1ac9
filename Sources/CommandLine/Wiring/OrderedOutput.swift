import Glibc
import Storage
import Synchronization

/// Writes the pieces of a file in their order while others are still being made, whichever is done first; `-` is
/// standard output.
final class OrderedOutput: Sendable {
    private struct State {
        /// nil is standard output.
        var file: ReplacementFile?
        /// The piece that is written next.
        var next = 0
        /// Pieces whose turn has not come.
        var early: [Int: [UInt8]] = [:]
        /// Not yet handed to the kernel.
        var buffer: [UInt8] = []
        /// The first one; nothing is written after it.
        var error: StorageError?

        mutating func flush() {
            defer { buffer.removeAll(keepingCapacity: true) }
            guard error == nil else { return }
            guard let file else { return Console.write(buffer, to: STDOUT_FILENO) }
            do throws(StorageError) { try file.append(buffer) } catch { self.error = error }
        }
    }

    private static let bufferSize = 1 << 18
    private let state: Mutex<State>

    init(_ path: String) throws {
        if path == "-" {
            state = Mutex(State(file: nil))
        } else {
            let file = try OutputFile.telling { () throws(StorageError) in try ReplacementFile(of: path) }
            state = Mutex(State(file: file))
        }
    }

    /// Pieces are numbered from 0; each is to be put once.
    func put(_ piece: [UInt8], at index: Int) {
        state.withLock { state in
            state.early[index] = piece
            while let piece = state.early.removeValue(forKey: state.next) {
                state.next += 1
                state.buffer += piece
                if state.buffer.count >= Self.bufferSize { state.flush() }
            }
        }
    }

    /// Puts the file in its place; all pieces are there.
    func finish() throws {
        try OutputFile.telling { () throws(StorageError) in
            try state.withLock { state throws(StorageError) in
                state.flush()
                if let error = state.error { throw error }
                try state.file?.commit()
            }
        }
    }
}
