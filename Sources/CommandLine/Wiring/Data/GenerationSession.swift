import CLinux
import Core
import DataMaking
import DataWriting
import Glibc
import Scanning

/// Makes tables one after the other, and shows how far they are.
struct GenerationSession {
    let tables: [CompiledTable]
    /// What the files are made of.
    let mark: String
    let rows: Range<UInt64>?
    let form: RowWriter.Form
    let isPacked: Bool
    let hasStatements: Bool
    let workers: Int
    let resume: Bool

    private func range(_ table: CompiledTable) -> Range<UInt64> {
        guard let rows else { return 0..<table.rows }
        return min(rows.lowerBound, table.rows)..<min(rows.upperBound, table.rows)
    }

    /// All tables to one target, one behind the other.
    func write(to target: DataTarget) async throws(DataTarget.Failure) {
        if form == .sql, hasStatements { try target.write(packed(Array(TableStatements.text(tables).utf8))) }
        for table in tables {
            let writer = RowWriter(table, form)
            try target.write(packed(writer.head()))
            let job = TableJob(writer, rows: range(table), to: target, isPacked: isPacked, workers: workers)
            _ = try await run(job, table)
            try target.write(packed(writer.tail()))
        }
    }

    /// A file a table below a folder; one file for SQL, or where the path is no folder and there is one table.
    func write(to path: String) async throws(DataTarget.Failure) {
        let isFile = [".csv", ".jsonl", ".sql", ".gz"].contains { path.hasSuffix($0) }
        if isFile || form == .sql {
            let name = isFile ? path : try folder(path) + "data.sql" + (isPacked ? ".gz" : "")
            guard form == .sql || tables.count == 1 else {
                throw DataTarget.Failure(
                    message: "\(path) is one file, and there are \(tables.count) tables: name a folder"
                )
            }
            if tables.count == 1, !hasStatements { return try await write(tables[0], to: name) }
            let file = try UnfinishedFile(path: name, mark: mark, resume: false)
            try await write(to: file.target)
            try file.finish()
            return
        }
        let folder = try folder(path)
        for table in tables {
            let name = table.name.filter { $0 != "/" && $0 != "\0" }
            try await write(table, to: folder + "\(name).\(form.ending)" + (isPacked ? ".gz" : ""))
        }
    }

    private func folder(_ path: String) throws(DataTarget.Failure) -> String {
        var status = stat()
        if stat(path, &status) != 0, mkdir(path, 0o755) != 0 {
            throw DataTarget.Failure(message: "cannot make \(path): \(String(cString: strerror(errno)).lowercased())")
        }
        return path.hasSuffix("/") ? path : path + "/"
    }

    private func write(_ table: CompiledTable, to path: String) async throws(DataTarget.Failure) {
        let writer = RowWriter(table, form)
        let file = try UnfinishedFile(path: path, mark: "\(mark) \(table.name)", resume: resume)
        if file.pieces == 0 { try file.add(packed(writer.head())) }
        let job = TableJob(
            writer,
            rows: range(table),
            to: file.target,
            isPacked: isPacked,
            workers: workers,
            skipping: file.pieces,
            note: { file.note(pieces: $0, bytes: $1) }
        )
        _ = try await run(job, table)
        try file.target.write(packed(writer.tail()))
        try file.finish()
        Console.error("assay: \(path): \(range(table).count) rows")
    }

    private func run(_ job: TableJob, _ table: CompiledTable) async throws(DataTarget.Failure) -> Int {
        let all = range(table).count
        let watch = Task {
            var bar = ProgressBar(table.name)
            while !Task.isCancelled {
                bar.show(Int(job.done), of: all)
                try? await Task.sleep(for: .milliseconds(100))
            }
            bar.end()
        }
        let result: Result<Int, DataTarget.Failure>
        do throws(DataTarget.Failure) { result = .success(try await job.run()) } catch { result = .failure(error) }
        watch.cancel()
        await watch.value
        return try result.get()
    }

    private func packed(_ bytes: [UInt8]) -> [UInt8] {
        isPacked && !bytes.isEmpty ? Deflate.gzip(bytes) ?? bytes : bytes
    }

    // MARK: PostgreSQL

    /// Through the standard input of psql, in one transaction: all of it is there in the end, or nothing.
    func fill(database: String) async throws(DataTarget.Failure) {
        var ends: [Int32] = [-1, -1]
        guard csys_pipe(&ends) == 0 else { throw DataTarget.Failure(message: "no pipe for psql") }
        let child: pid_t
        do throws(DataTarget.Failure) { child = try Self.startPsql(database, input: ends[0]) } catch {
            close(ends[0])
            close(ends[1])
            throw error
        }
        close(ends[0])
        var failure: DataTarget.Failure?
        do throws(DataTarget.Failure) {
            // The target closes the pipe, which is the end of psql's input.
            try await write(to: DataTarget(descriptor: ends[1], name: "psql", isOwned: true))
        } catch { failure = error }
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0, errno == EINTR {}
        guard status == 0 else {
            throw DataTarget.Failure(
                message: "psql ended with \(status >> 8 & 0xFF); nothing was kept, its message is above"
            )
        }
        if let failure { throw failure }
    }

    private static func startPsql(_ database: String, input: Int32) throws(DataTarget.Failure) -> pid_t {
        let words = [
            "psql", "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--dbname=\(database)",
            "--file=-",
        ]
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        defer { for text in arguments { free(text) } }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input, 0)
        _ = csys_ignore_signal(SIGPIPE)
        var variables: [UnsafeMutablePointer<CChar>?] =
            ProcessEnvironment.current().map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in variables { free(text) } }
        var child: pid_t = 0
        let code = posix_spawnp(&child, "psql", &actions, nil, &arguments, &variables)
        guard code == 0 else {
            throw DataTarget.Failure(
                message: "psql cannot be started (\(String(cString: strerror(code)))); install PostgreSQL's client"
            )
        }
        return child
    }
}
