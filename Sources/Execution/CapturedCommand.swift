import CLinux
import Glibc

/// Runs a short helper command and returns what it printed; blocks its thread, for at most the time it is given.
struct CapturedCommand {
    var arguments: [String]
    var environment: [String: String]
    var directory: String
    var timeout: Duration = .seconds(10)
    /// More output than this is cut off.
    var limit = 8 << 20
    /// Whether messages are captured with the output, and not dropped.
    var capturesErrors = false
    /// The file that it reads; nil for none.
    var input: String?

    /// How a command ended.
    enum End: Equatable {
        case exited(Int32)
        case signalled
        /// There is no such program, or it may not be started.
        case notStarted
        case timedOut
    }

    /// What it printed, whichever way it ended.
    func captured() -> (end: End, output: [UInt8]) {
        var output: [UInt8] = []
        let end = end { piece in
            output += piece.prefix(limit - output.count)
            return output.count < limit
        }
        return (end, output)
    }

    /// nil when the command could not be started, did not exit with 0, or took too long.
    func run() -> [UInt8]? {
        var output: [UInt8] = []
        let ended = run { piece in
            output += piece.prefix(limit - output.count)
            return output.count < limit
        }
        return ended ? output : nil
    }

    /// Hands over what it prints piece by piece, for as long as `receive` wants more; false where `run` says nil.
    func run(_ receive: (UnsafeRawBufferPointer) -> Bool) -> Bool { end(receive) == .exited(0) }

    private func end(_ receive: (UnsafeRawBufferPointer) -> Bool) -> End {
        var ends: [Int32] = [-1, -1]
        guard csys_pipe(&ends) == 0 else { return .notStarted }
        let null = open("/dev/null", O_RDWR | O_CLOEXEC)
        let file = input.map { open($0, O_RDONLY | O_CLOEXEC) } ?? null
        let child = spawn(input: file, output: ends[1], null: null)
        close(ends[1])
        if file >= 0, file != null { close(file) }
        if null >= 0 { close(null) }
        defer { close(ends[0]) }
        guard child.error == 0 else { return .notStarted }
        defer { close(child.pidfd) }
        let deadline = SystemClock.now() + timeout
        let isComplete = readAll(ends[0], until: deadline, receive)
        guard let end = reap(child, until: deadline), isComplete else { return .timedOut }
        return end.signalled == 0 ? .exited(end.code) : .signalled
    }

    private func spawn(input: Int32, output: Int32, null: Int32) -> csys_spawn_result {
        let arguments = CStringList(arguments)
        let environment = CStringList(environment.map { "\($0.key)=\($0.value)" })
        let name = self.arguments.first ?? ""
        let candidates = CStringList(CommandLookup.candidates(for: name, path: self.environment["PATH"]))
        return directory.withCString { directory in
            var request = csys_spawn_request()
            request.candidates = candidates.constant
            request.arguments = UnsafePointer(arguments.pointer)
            request.environment = UnsafePointer(environment.pointer)
            request.directory = directory
            request.input = input
            request.output = output
            request.errors = capturesErrors ? output : null
            request.extra = -1
            // Within our session: the loop leaves such children alone, they are reaped here.
            request.new_session = 0
            request.die_with_thread = 0
            var result = csys_spawn_result()
            csys_spawn(&request, &result)
            withExtendedLifetime((arguments, environment, candidates)) {}
            return result
        }
    }

    private func readAll(
        _ pipe: Int32,
        until deadline: Duration,
        _ receive: (UnsafeRawBufferPointer) -> Bool
    ) -> Bool {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            guard Self.waitReadable(pipe, until: deadline) else { return false }
            let count = read(pipe, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            if count <= 0 { return true }
            let wantsMore = buffer.withUnsafeBytes { receive(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
            if !wantsMore { return true }
        }
    }

    /// Kills what has not ended at the deadline, with its group.
    private func reap(_ child: csys_spawn_result, until deadline: Duration) -> csys_exit? {
        var end = csys_exit()
        if Self.waitReadable(child.pidfd, until: deadline), csys_reap(child.pidfd, &end) == 1 { return end }
        kill(-child.pid, SIGKILL)
        if Self.waitReadable(child.pidfd, until: SystemClock.now() + .seconds(1)) { _ = csys_reap(child.pidfd, &end) }
        return nil
    }

    private static func waitReadable(_ file: Int32, until deadline: Duration) -> Bool {
        while true {
            let (seconds, attoseconds) = max(deadline - SystemClock.now(), .zero).components
            var entry = pollfd(fd: file, events: Int16(POLLIN), revents: 0)
            let milliseconds = Int32(min(seconds, 3600) * 1000 + attoseconds / 1_000_000_000_000_000)
            let count = poll(&entry, 1, milliseconds)
            if count > 0 { return true }
            if count == 0 { return false }
            if errno != EINTR { return false }
        }
    }
}
