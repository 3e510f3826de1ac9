import CLinux
import Engine
import Glibc

/// A started process with its pipe and its log, as the loop's thread knows it.
final class ProcessUnit {
    let id: UInt64
    let handle: UnitHandle
    let leader: Int32
    let leaderDescriptor: Int32
    let marker: [UInt8]
    let guardian: GuardianLink?
    var ladder = ProcessLadder()
    var log: OutputLog
    /// The reading end of the output pipe; nil once it has ended.
    var pipe: Int32?
    let pipeInode: UInt64
    var leaderEnded = false
    /// When the loop looks at the unit again after its leader's end; the pause doubles from look to look.
    var nextSurvey: Duration?
    var pause: Duration = .milliseconds(1)
    /// Descendants found after the leader's end by the last survey, and those that were killed and count as leaked.
    var inGroup: [ProcessTable.Entry] = []
    var escaped: [ProcessTable.Entry] = []
    var leaked: Set<ProcessTable.Identity> = []
    /// Those of `leaked` that a KILL for the whole group had missed by an instant.
    var uncounted = 0
    /// What was once recognised, and all its descendants: later they may have nothing left to be recognised by.
    var known: Set<ProcessTable.Identity> = []
    /// Orphans that the last look could not tell.
    var doubtful: [ProcessTable.Identity] = []
    /// How many surveys could not tell whose a process is.
    var doubts: [ProcessTable.Identity: Int] = [:]

    init(
        id: UInt64,
        handle: UnitHandle,
        leaderDescriptor: Int32,
        pipe: Int32,
        log: consuming OutputLog,
        marker: String,
        guardian: GuardianLink?
    ) {
        self.id = id
        self.handle = handle
        leader = handle.processID
        self.leaderDescriptor = leaderDescriptor
        self.pipe = pipe
        self.log = log
        self.marker = Array(marker.utf8)
        self.guardian = guardian
        var status = stat()
        pipeInode = fstat(pipe, &status) == 0 ? UInt64(status.st_ino) : 0
    }

    /// The next time at which the unit needs attention though nothing happens.
    var deadline: Duration? { leaderEnded ? nextSurvey : ladder.deadline }

    /// Moves what the pipe holds into the log, at most `limit` bytes; true at its end.
    func drain(into buffer: UnsafeMutableRawBufferPointer, limit: Int) -> Bool {
        guard let pipe, let base = buffer.baseAddress else { return true }
        var moved = 0
        while moved < limit {
            let count = read(pipe, base, buffer.count)
            if count == 0 { return true }
            if count < 0 {
                if errno == EINTR { continue }
                return errno != EAGAIN
            }
            log.append(UnsafeRawBufferPointer(start: base, count: count))
            moved += count
            // A short read empties the pipe: asking again would only cost a call.
            if count < buffer.count, !leaderEnded { return false }
        }
        return false
    }
}

extension ProcessTable {
    /// A process id together with its start time: never reused.
    struct Identity: Hashable {
        var id: Int32
        var started: UInt64
    }
}

extension ProcessTable.Entry {
    var identity: ProcessTable.Identity { ProcessTable.Identity(id: id, started: started) }
}
