import CLinux
import Glibc
import Scanning

/// The program that has one container: makes it, hands on its output, hands on signals, and ends as it ends.
///
/// To whoever starts it, a command in a container is a process like any other.
package enum ContainerProgram {
    /// The word by which the program is this one.
    package static let name = "__container"

    /// How the program ends where the engine, and not the command, is the reason.
    package static let failure: Int32 = 125

    /// The main function of `assay __container`, whose exit code it returns.
    ///
    /// `run SPEC [--bind-try PATH PATH]… -- COMMAND…`, `exec SOCKET CONTAINER -- COMMAND…`.
    package static func main(arguments: [String], environment: [String: String]) -> Int32 {
        let head = Array(arguments.prefix { $0 != "--" })
        let command = Array(arguments.dropFirst(head.count + 1))
        switch head.first {
        case "run" where head.count >= 2: return run(head, command, environment)
        case "exec" where head.count == 3: return execute(ContainerEngine(socket: head[1]), head[2], command)
        default:
            say("this is for Assay itself")
            return failure
        }
    }

    private static func execute(_ engine: ContainerEngine, _ container: String, _ command: [String]) -> Int32 {
        do throws(EngineError) {
            return Int32(truncatingIfNeeded: try engine.execute(command, in: container, pass))
        } catch {
            say(error.message)
            return failure
        }
    }

    private static func run(_ head: [String], _ command: [String], _ environment: [String: String]) -> Int32 {
        guard let json = try? JSON(parsing: read(head[1])), var spec = ContainerSpec(json) else {
            say("\(head[1]) describes no container")
            return failure
        }
        for index in head.indices where head[index] == "--bind-try" && index + 1 < head.count {
            if access(head[index + 1], F_OK) == 0 { spec.mounts.append(.init(head[index + 1], isWritable: true)) }
        }
        var outcome = ContainerOutcome()
        let code: Int32
        do throws(EngineError) {
            code = try ContainerWatch(spec, command, environment).run(&outcome)
        } catch {
            outcome.problem = error.message
            code = error.kind == .notFound ? 127 : failure
            say(error.message)
        }
        write(outcome.json.serialized(.compact), to: spec.outcome)
        return code
    }

    private static func read(_ path: String) -> [UInt8] {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return [] }
        defer { close(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = Glibc.read(file, &buffer, buffer.count), count > 0, bytes.count < 1 << 22 {
            bytes += buffer[..<count]
        }
        return bytes
    }

    static func write(_ bytes: [UInt8], to path: String) {
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0 else { return }
        defer { close(file) }
        _ = Glibc.write(file, bytes, bytes.count)
    }

    /// Hands output on as it is.
    static func pass(_ isError: Bool, _ bytes: ArraySlice<UInt8>) {
        var rest = bytes
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(isError ? 2 : 1, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    private static func say(_ message: String) { pass(true, Array("assay: container: \(message)\n".utf8)[...]) }
}
