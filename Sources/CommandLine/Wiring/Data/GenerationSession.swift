import DataMaking
import DataWriting
import Glibc

/// Makes tables one after the other, and shows how far they are.
struct GenerationSession {
    let tables: [CompiledTable]
    /// What the files are made of.
    let mark: String
    let rows: Range<UInt64>?
    let form: DataForm
    let packing: Packing
    let hasStatements: Bool
    let workers: Int
    let resume: Bool

    /// The rows of a table that are made.
    func range(_ table: CompiledTable) -> Range<UInt64> {
        guard let rows else { return 0..<table.rows }
        return min(rows.lowerBound, table.rows)..<min(rows.upperBound, table.rows)
    }

    /// All tables to one target, one behind the other.
    func write(to target: DataTarget) async throws(DataTarget.Failure) {
        if form == .sql, hasStatements { try target.write(packing.packed(Array(TableStatements.text(tables).utf8))) }
        for table in tables { try await write(table, to: target) }
    }

    /// One table with what stands before and behind its rows.
    func write(_ table: CompiledTable, to target: DataTarget) async throws(DataTarget.Failure) {
        let writer = RowWriter(table, form.rows)
        try target.write(packing.packed(writer.head()))
        try await run(
            TableJob(writer, rows: range(table), to: target, packing: packing, workers: workers),
            table
        )
        try target.write(packing.packed(writer.tail()))
    }

    /// A file a table below a folder; one file where the form is one, or where the path is no folder and there is one table.
    func write(to path: String) async throws(DataTarget.Failure) {
        let isFile = (DataForm.allCases.map { "." + $0.rawValue } + [".gz", ".zst"]).contains { path.hasSuffix($0) }
        if form.isOneFile {
            let name = isFile ? path : try folder(path) + "data.\(form)" + packing.ending
            if tables.count == 1, !hasStatements { return try await write(tables[0], to: name) }
            let file = try UnfinishedFile(path: name, mark: mark, resume: false)
            try await write(to: file.target)
            return try file.finish()
        }
        guard !isFile || tables.count == 1 else {
            throw DataTarget.Failure(
                message: "\(path) is one file, and there are \(tables.count) tables: name a folder"
            )
        }
        let folder = isFile ? "" : try folder(path)
        for table in tables {
            let name =
                isFile ? path : folder + table.name.filter { $0 != "/" && $0 != "\0" } + ".\(form)\(packing.ending)"
            if form == .parquet { try await writeParquet(table, to: name) } else { try await write(table, to: name) }
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
        let writer = RowWriter(table, form.rows)
        let file = try UnfinishedFile(path: path, mark: "\(mark) \(table.name)", resume: resume)
        if file.pieces == 0 { try file.add(packing.packed(writer.head())) }
        let job = TableJob(
            writer,
            rows: range(table),
            to: file.target,
            packing: packing,
            workers: workers,
            skipping: file.pieces,
            note: { file.note(pieces: $0, bytes: $1) }
        )
        try await run(job, table)
        try file.target.write(packing.packed(writer.tail()))
        try file.finish()
        Console.error("assay: \(path): \(range(table).count) rows")
    }

    /// Runs a job with a bar; so many of the table's rows were there before it.
    func run(_ job: TableJob, _ table: CompiledTable, after before: UInt64 = 0) async throws(DataTarget.Failure) {
        let all = range(table).count
        let watch = Task {
            var bar = ProgressBar(table.name, unit: "rows")
            while !Task.isCancelled {
                bar.show(Int(before + job.done), of: all)
                try? await Task.sleep(for: .milliseconds(100))
            }
            bar.end()
        }
        let result: Result<Int, DataTarget.Failure>
        do throws(DataTarget.Failure) { result = .success(try await job.run()) } catch { result = .failure(error) }
        watch.cancel()
        await watch.value
        _ = try result.get()
    }
}
