import DataMaking
import DataWriting
import Glibc
import Scanning
import TestSupport
import Testing

@Suite struct WritingTests {
    private static let spec = """
        data: {seed: 3}
        tables:
          parents: {rows: 1000, fields: {id: {pattern: "[a-z]{6}", unique: true}}}
          children:
            rows: 60000
            fields:
              id: sequence
              parent: {references: parents.id, fan_out: {zipf: 1.3}}
              name: full_name
              mail: {kind: email, unique: true}
        """

    private func bytes(_ path: String) throws -> [UInt8] { try MappedFile(path: path).withBytes { Array($0) } }

    /// The rows of the second table as one file.
    private func made(_ path: String, workers: Int, packing: Packing = .none) async throws -> [UInt8] {
        let table = try GenerationTests.tables(Self.spec)[1]
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        let target = DataTarget(descriptor: descriptor, name: path, isOwned: true)
        let job = TableJob(
            RowWriter(table, .csv),
            rows: 0..<table.rows,
            to: target,
            packing: packing,
            workers: workers
        )
        let count = try await job.run()
        let written = try bytes(path)
        #expect(count == written.count)
        #expect(job.done == table.rows)
        return written
    }

    @Test("one worker and several write the same bytes, plain and packed")
    func workers() async throws {
        let folder = TemporaryFolder()
        let plain = try await made(folder.path + "/one.csv", workers: 1)
        #expect(plain.count { $0 == 0x0A } == 60_000)
        #expect(try await made(folder.path + "/many.csv", workers: 5) == plain)
        let packed = try await made(folder.path + "/one.gz", workers: 1, packing: .gzip)
        #expect(try await made(folder.path + "/many.gz", workers: 4, packing: .gzip) == packed)
        let unpacked = try packed.withUnsafeBytes { try Gzip($0).withBytes { Array($0) } }
        #expect(unpacked == plain)
    }

    @Test("a file that was left half way is gone on with, and a file of something else is not")
    func resume() async throws {
        let folder = TemporaryFolder()
        let whole = try await made(folder.path + "/whole.csv", workers: 2)
        let table = try GenerationTests.tables(Self.spec)[1]
        let path = folder.path + "/data.csv"
        let lines = whole.split(separator: 0x0A).prefix(Int(TableJob.pieceRows) * 2)
        let half = lines.reduce(0) { $0 + $1.count + 1 }
        try write(Array(whole[..<(half + 100)]), path + ".part")
        try write(Array(#"{"mark":"this","pieces":2,"bytes":\#(half)}"#.utf8), path + ".part.json")
        let other = try UnfinishedFile(path: folder.path + "/other.csv", mark: "this", resume: true)
        #expect(other.pieces == 0)
        let file = try UnfinishedFile(path: path, mark: "this", resume: true)
        #expect(file.pieces == 2)
        let job = TableJob(
            RowWriter(table, .csv),
            rows: 0..<table.rows,
            to: file.target,
            workers: 2,
            skipping: file.pieces
        )
        _ = try await job.run()
        #expect(access(path, F_OK) != 0)
        try file.finish()
        #expect(try bytes(path) == whole)
    }

    private func write(_ bytes: [UInt8], _ path: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        try DataTarget(descriptor: descriptor, name: path, isOwned: true).write(bytes)
    }

    @Test("a full disk is told, and the work ends")
    func full() async throws {
        let table = try GenerationTests.tables(Self.spec)[1]
        let target = DataTarget(descriptor: open("/dev/full", O_WRONLY | O_CLOEXEC), name: "disk", isOwned: true)
        let job = TableJob(RowWriter(table, .csv), rows: 0..<table.rows, to: target, workers: 3)
        await #expect(throws: DataTarget.Failure(message: "cannot write to disk: no space left on device")) {
            _ = try await job.run()
        }
    }
}
