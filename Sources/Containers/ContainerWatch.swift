import CLinux
import Glibc
import Scanning

/// One container from its making to its end.
struct ContainerWatch {
    private let spec: ContainerSpec
    private let command: [String]
    private let environment: [String: String]
    private let engine: ContainerEngine

    init(_ spec: ContainerSpec, _ command: [String], _ environment: [String: String]) {
        self.spec = spec
        self.command = command
        self.environment = environment
        engine = ContainerEngine(socket: spec.socket)
    }

    /// How long output may still come once the container has ended, in milliseconds.
    private static let drain: Int32 = 2000

    /// Returns the exit code of its command.
    func run(_ outcome: inout ContainerOutcome) throws(EngineError) -> Int32 {
        let signals = Self.signals()
        let (id, output) = try started()
        defer { try? engine.remove(id) }
        let end = try engine.waiting(id)
        if spec.isAnnounced, let process = try? engine.inspect(id)["State"]?["Pid"]?.int, process > 0 {
            ContainerProgram.write(Array("\(process)".utf8), to: spec.announcement)
        }
        try watch(id, output, end, signals)
        let (status, fields) = try end.head()
        let answer = try? JSON(parsing: try end.body(fields))
        guard status == 200, let code = answer?["StatusCode"]?.int else {
            throw EngineError(.other, "the engine does not say how the container ended")
        }
        if code == 137, let state = try? engine.inspect(id)["State"] {
            outcome.lackedMemory = state["OOMKilled"]?.bool ?? false
        }
        return Int32(truncatingIfNeeded: code)
    }

    /// Makes it, listens to it, and starts it; without the small first process where the engine has none.
    private func started() throws(EngineError) -> (String, EngineConnection) {
        do throws(EngineError) {
            return try started(hasInit: true)
        } catch {
            guard error.message.contains("init") || error.message.contains("catatonit") else { throw error }
            return try started(hasInit: false)
        }
    }

    private func started(hasInit: Bool) throws(EngineError) -> (String, EngineConnection) {
        let request = spec.request(command, environment: environment, hasInit: hasInit)
        let id: String
        // An image or a network that is gone meanwhile is no mistake of the command.
        do throws(EngineError) { id = try engine.create(spec.name, request) } catch {
            throw EngineError(.other, error.message)
        }
        do throws(EngineError) {
            let output = try engine.attach(id)
            try engine.start(id)
            return (id, output)
        } catch {
            try? engine.remove(id)
            // A program that the image does not have is the step's mistake, and known by this code.
            let isMissing =
                error.message.contains("executable file not found") || error.message.contains("no such file")
            throw EngineError(isMissing ? .notFound : .other, error.message)
        }
    }

    /// Hands on output and signals until the container has ended and its output is whole.
    private func watch(
        _ id: String,
        _ output: EngineConnection,
        _ end: EngineConnection,
        _ signals: Int32
    ) throws(EngineError) {
        var frames = LogFrames()
        var (isOpen, hasEnded) = (true, false)
        while isOpen || !hasEnded {
            var entries = [
                pollfd(fd: isOpen ? output.file : -1, events: Int16(POLLIN), revents: 0),
                pollfd(fd: hasEnded ? -1 : end.file, events: Int16(POLLIN), revents: 0),
                pollfd(fd: signals, events: Int16(POLLIN), revents: 0),
            ]
            let count = poll(&entries, 3, hasEnded ? Self.drain : -1)
            if count < 0, errno == EINTR { continue }
            if count == 0 { return }
            if entries[2].revents != 0 {
                var number: UInt8 = 0
                if read(signals, &number, 1) == 1 { try? engine.kill(id, signal: "\(number)") }
            }
            if entries[0].revents != 0 {
                let piece = try output.piece()
                frames.take(piece[...], ContainerProgram.pass)
                if piece.isEmpty { isOpen = false }
            }
            if entries[1].revents != 0 { hasEnded = true }
        }
    }

    /// Requests to end from now on, as bytes in a pipe; -1 where they cannot be taken.
    private static func signals() -> Int32 {
        var ends: [Int32] = [-1, -1]
        guard csys_pipe(&ends) == 0, csys_set_nonblocking(ends[1]) == 0 else { return -1 }
        for number in [SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2] { _ = csys_forward_signal(number, ends[1]) }
        csys_unblock_all_signals()
        _ = csys_ignore_signal(SIGPIPE)
        return ends[0]
    }
}
