import CLinux
import Core
import DataWriting
import Glibc

/// A program beside this one, with a pipe to its standard input or from its standard output.
struct ChildProgram {
    private let process: pid_t

    /// Whether a program of the name is in `PATH`.
    static func isInstalled(_ name: String) -> Bool {
        let path = ProcessEnvironment.current()["PATH"] ?? "/usr/bin:/bin"
        return path.split(separator: ":").contains { access("\($0)/\(name)", X_OK) == 0 }
    }

    /// How a program ended that was written to, and why the writing ended early.
    struct Ended {
        var code: Int32
        var failure: DataTarget.Failure?

        /// Throws where something went wrong; `consequence` tells what is there then.
        func check(_ program: String, _ consequence: String) throws(DataTarget.Failure) {
            guard code == 0 else {
                throw DataTarget.Failure(message: "\(program) ended with \(code), its message is above; \(consequence)")
            }
            if let failure { throw failure }
        }
    }

    /// Runs a program with what `body` writes as its standard input.
    ///
    /// `isSilent`: its standard output is not shown.
    static func feed(
        _ words: [String],
        isSilent: Bool = false,
        _ body: (DataTarget) async throws(DataTarget.Failure) -> Void
    ) async throws(DataTarget.Failure) -> Ended {
        let (reader, writer) = try pipe(words[0])
        let target = DataTarget(descriptor: writer, name: words[0], isOwned: true)
        // Who writes to a program that has ended is told so, and lives on.
        _ = csys_ignore_signal(SIGPIPE)
        let program: ChildProgram
        do throws(DataTarget.Failure) {
            program = try ChildProgram(words, input: reader, isSilent: isSilent)
            close(reader)
        } catch {
            close(reader)
            throw error
        }
        var failure: DataTarget.Failure?
        do throws(DataTarget.Failure) { try await body(target) } catch { failure = error }
        target.close()
        return Ended(code: program.end(), failure: failure)
    }

    /// Runs a program whose output goes to `receive`, and whose messages are shown: its exit code.
    static func output(of words: [String], _ receive: (ArraySlice<UInt8>) throws -> Void) throws -> Int32 {
        let (reader, writer) = try pipe(words[0])
        defer { close(reader) }
        let program: ChildProgram
        do throws(DataTarget.Failure) { program = try ChildProgram(words, output: writer) } catch {
            close(writer)
            throw error
        }
        close(writer)
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(reader, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            try receive(buffer[..<count])
        }
        return program.end()
    }

    private static func pipe(_ name: String) throws(DataTarget.Failure) -> (Int32, Int32) {
        var ends: [Int32] = [-1, -1]
        guard csys_pipe(&ends) == 0 else { throw DataTarget.Failure(message: "no pipe for \(name)") }
        return (ends[0], ends[1])
    }

    private init(
        _ words: [String],
        input: Int32? = nil,
        output: Int32? = nil,
        isSilent: Bool = false
    ) throws(DataTarget.Failure) {
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        var variables: [UnsafeMutablePointer<CChar>?] =
            ProcessEnvironment.current().map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in arguments + variables { free(text) } }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if let input { posix_spawn_file_actions_adddup2(&actions, input, 0) }
        if let output { posix_spawn_file_actions_adddup2(&actions, output, 1) }
        if isSilent { posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0) }
        var child: pid_t = 0
        let code = posix_spawnp(&child, words[0], &actions, nil, &arguments, &variables)
        guard code == 0 else {
            let reason = String(cString: strerror(code)).lowercased()
            throw DataTarget.Failure(
                message: "\(words[0]) cannot be started (\(reason)): install it, or put it into PATH"
            )
        }
        process = child
    }

    /// Waits for its end: the exit code, or 128 and the signal.
    func end() -> Int32 {
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
    }
}
