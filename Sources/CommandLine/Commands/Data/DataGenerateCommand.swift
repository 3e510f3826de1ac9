import ArgumentParser
import Configuration
import Core
import DataMaking
import DataWriting
import Execution
import Profiling
import Reports

/// `assay data generate`: records by a specification, the same on every machine.
struct DataGenerateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate",
        abstract:
            "Make records by a specification: related, distributed as in life, the same for the same seed everywhere.",
        discussion: """
            Each value is computed from seed, table, field and row: any rows can be made alone (--rows), by any number of
            workers, with the same bytes. A file gets its name when it is whole; --resume goes on with one that is not.
            """
    )

    @Argument(help: "The specification (YAML); none with --from.", completion: .file(extensions: ["yaml", "yml"]))
    var spec: String?

    @Option(
        help:
            "Make the specification of a schema: postgres://…, an OpenAPI document or a JSON Schema; 1,000 rows a table."
    )
    var from: String?

    @Flag(help: "With --from: print the specification, and make nothing.")
    var show = false

    @Option(
        name: [.short, .long],
        help: "A folder for a file a table, a file for one table or for SQL, or - for standard output."
    )
    var output = "."

    @Option(
        help: "csv, jsonl, sql (COPY as psql reads it), redis (commands for redis-cli --pipe), parquet (by DuckDB)."
    )
    var format: DataForm = .csv

    @Option(help: "Only these tables.")
    var table: [String] = []

    @Option(help: "Only these rows of each table: FIRST..LAST, from 0, the last one not included.")
    var rows: String?

    @Option(help: "What chance begins with, in place of the specification's.")
    var seed: UInt64?

    @Option(help: "How many rows altogether, such as 10M_records, shared by the tables as the specification has them.")
    var volume: String?

    @Flag(help: "Every value of a range, a list or a reference as likely as any other.")
    var uniform = false

    @Flag(help: "Pack with gzip.")
    var gzip = false

    @Flag(help: "Pack with Zstandard, by the system's libzstd.")
    var zstd = false

    @Flag(help: "With sql: CREATE TABLE before the rows.")
    var ddl = false

    @Option(help: "Straight into a service: postgres://… through psql, or redis://… through redis-cli.")
    var into: String?

    @Option(help: "How many threads make rows; all processors if nothing is said.")
    var workers: Int?

    @Flag(help: "Go on with files that were begun; with --into postgres://…: load part by part, and go on behind them.")
    var resume = false

    func validate() throws {
        if (spec == nil) == (from == nil) { throw ValidationError("name either a specification or --from a schema") }
        if show, from == nil { throw ValidationError("--show belongs to --from") }
        if gzip, zstd { throw ValidationError("--gzip and --zstd: one of them packs") }
        if gzip || zstd, format == .parquet || into != nil {
            throw ValidationError(
                "--gzip and --zstd pack files of rows; Parquet packs itself, and services take rows as they are"
            )
        }
        if format == .parquet, output == "-" {
            throw ValidationError("Parquet goes to a file or a folder: name one with --output")
        }
        if let into, DataService(into) == nil {
            throw ValidationError("--into '\(into)': write postgres://… or redis://…")
        }
    }

    func run() async throws {
        if show, let from { return Console.out(try SchemaSource.spec(from, rows: 1_000).text) }
        let spec = try loaded()
        let count = try rowCount()
        let tables: [CompiledTable]
        do throws(DataProblem) {
            tables = try VolumeEstimate.tables(of: spec, form: format.rows, volume: count, isUniform: uniform)
        } catch {
            throw CommandFailure(.usage, "\(error.location): \(error.message)")
        }
        let chosen = table.isEmpty ? tables : tables.filter { table.contains($0.name) }
        if let missing = table.first(where: { name in !tables.contains { $0.name == name } }) {
            throw CommandFailure(.usage, "the specification has no table '\(missing)'")
        }
        let service = into.flatMap { DataService($0) }
        let packing = gzip ? Packing.gzip : zstd ? .zstd : .none
        guard packing.isPossible else {
            throw CommandFailure(
                .infrastructure,
                "--zstd needs libzstd.so.1, which is not there: install it, or take --gzip"
            )
        }
        let session = GenerationSession(
            tables: chosen,
            mark: "\(spec) \(format) \(packing) \(rows ?? "") \(volume ?? "") \(uniform)",
            rows: try range(),
            form: service?.form ?? format,
            packing: packing,
            hasStatements: ddl,
            workers: min(256, max(1, workers ?? MachineProbe().machine().cores)),
            resume: resume
        )
        do throws(DataTarget.Failure) {
            if let service {
                try await session.fill(service)
            } else if output == "-" {
                try await session.write(to: DataTarget(descriptor: 1, name: "standard output", isOwned: false))
            } else {
                try await session.write(to: output)
            }
        } catch {
            throw CommandFailure(.infrastructure, error.message)
        }
    }

    private func loaded() throws -> DataSpec {
        let name = spec ?? from ?? ""
        let bytes =
            try from.map { Array(try SchemaSource.spec($0, rows: 1_000).text.utf8) } ?? MockFiles.bytes(of: name)
        let (loaded, diagnostics) = DataSpecFile.load(name: name, bytes: bytes)
        MockFiles.show(diagnostics)
        guard var spec = loaded else {
            let errors = diagnostics.count { $0.severity == .error }
            throw CommandFailure(.usage, "\(name) has \(Display.count(errors, "error"))")
        }
        if let seed { spec.seed = seed }
        return spec
    }

    private func rowCount() throws -> UInt64? {
        guard let volume else { return nil }
        guard let count = Volume.rows(volume), count > 0 else {
            throw CommandFailure(.usage, "--volume '\(volume)': write a number of rows, such as 10M_records")
        }
        return count
    }

    private func range() throws -> Range<UInt64>? {
        guard let rows else { return nil }
        let ends = rows.split(separator: ".", omittingEmptySubsequences: true).map { UInt64($0) }
        guard ends.count == 2, let first = ends[0], let last = ends[1], first < last else {
            throw CommandFailure(.usage, "--rows '\(rows)': write FIRST..LAST, such as 0..1000")
        }
        return first..<last
    }
}
