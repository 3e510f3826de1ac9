import Engine
import Execution
import Glibc

/// Runs programs that prepare data, such as `psql`, whose output is a file.
struct DataTool: Sendable {
    let runner: any ProcessRunner
    let inherited: [String: String]
    let directory: String
    /// Absolute path of the folder that gets their output.
    let logs: String

    /// How a program ended, and the last of what it printed.
    struct Ended: Sendable {
        var status: ProcessEnd.Status
        var output: String

        var isSuccess: Bool { status == .exited(0) }
    }

    /// Runs a command; `log` is the name of its output's file.
    func run(
        _ arguments: [String],
        _ environment: [String: String] = [:],
        log: String
    ) async throws(LaunchError) -> Ended {
        let path = "\(logs)/\(log)"
        let command = ProcessCommand(
            arguments: arguments,
            environment: inherited.merging(environment) { $1 },
            directory: directory,
            log: path
        )
        let process = try await runner.start(command)
        let end = await withTaskCancellationHandler {
            await process.wait()
        } onCancel: {
            process.kill()
        }
        if Task.isCancelled { throw LaunchError("stopped while test data was prepared") }
        return Ended(status: end.status, output: Self.tail(path))
    }

    /// The last 4 KiB of a file.
    static func tail(_ path: String) -> String {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return "" }
        defer { close(file) }
        let size = lseek(file, 0, SEEK_END)
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = pread(file, &buffer, buffer.count, max(0, size - 4096))
        return String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
    }

    /// A program of PostgreSQL's: the one of the newest version, as Debian's own in PATH is a slow script.
    static func postgres(_ program: String) -> String {
        let folder = "/usr/lib/postgresql"
        let versions = Folders.names(in: folder).compactMap { Int($0) }.sorted(by: >)
        for version in versions {
            let path = "\(folder)/\(version)/bin/\(program)"
            if access(path, X_OK) == 0 { return path }
        }
        return program
    }
}
