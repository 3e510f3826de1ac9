import Engine
import Glibc
import TestSupport

@testable import Execution

/// A folder of its own for one test, and short ways to run commands in it.
final class Workshop: Sendable {
    private let folder = TemporaryFolder()
    var path: String { folder.path }
    let runner: LinuxProcessRunner

    init(limits: LinuxProcessRunner.Limits = .init()) {
        runner = LinuxProcessRunner(guardian: nil, limits: limits)
    }

    func command(_ arguments: [String], log: String = "log", environment: [String: String] = [:]) -> ProcessCommand {
        let plain = ["PATH": "/usr/local/bin:/usr/bin:/bin", "DIR": path]
        return ProcessCommand(
            arguments: arguments,
            environment: plain.merging(environment) { $1 },
            directory: path,
            log: log.hasPrefix("/") ? log : "\(path)/\(log)"
        )
    }

    func start(_ script: String, log: String = "log") async throws -> any RunningProcess {
        try await runner.start(command(["sh", "-c", script], log: log))
    }

    func run(_ script: String, log: String = "log") async throws -> ProcessEnd {
        try await start(script, log: log).wait()
    }

    func bytes(_ name: String = "log") -> [UInt8] { ProcessTable.contents("\(path)/\(name)") ?? [] }

    func text(_ name: String = "log") -> String { String(decoding: bytes(name), as: UTF8.self) }

    func write(_ text: String, to name: String, mode: mode_t = 0o644) {
        let file = open("\(path)/\(name)", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
        defer { close(file) }
        _ = Array(text.utf8).withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
    }

    func makeDirectory(_ name: String) { mkdir("\(path)/\(name)", 0o755) }

    /// Lets a command say that it has come to a certain point: it writes to this FIFO, and `await(…)` returns.
    func makeFIFO(_ name: String) { mkfifo("\(path)/\(name)", 0o600) }

    func awaitWriter(of name: String) {
        let file = open("\(path)/\(name)", O_RDONLY | O_CLOEXEC)
        var byte: UInt8 = 0
        _ = read(file, &byte, 1)
        close(file)
    }

    /// Processes of this workshop's runner, and all others with the text in their command line.
    func survivors(named text: String? = nil) -> [Int32] {
        ProcessTable.all().filter { id in
            guard let entry = ProcessTable.entry(id), !entry.ended else { return false }
            if ProcessTable.environment(of: id, contains: Array(runner.token.utf8)) { return true }
            guard let text, let line = ProcessTable.contents("/proc/\(id)/cmdline") else { return false }
            return String(decoding: line, as: UTF8.self).contains(text)
        }
    }
}
