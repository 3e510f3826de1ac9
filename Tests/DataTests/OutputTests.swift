import DataMaking
import DataWriting
import Glibc
import Scanning
import TestSupport
import Testing

@Suite("Forms of output")
struct OutputTests {
    private static let spec = """
        data: {seed: 5}
        tables:
          users:
            rows: 40
            fields:
              note: {one_of: ["a, b", "plain", "ünï"], nulls: 30%}
              code: {pattern: "[a-z]{4}", unique: true}
              age: {number: {uniform: [1, 99]}, nulls: 50%}
          marks: {rows: 3, fields: {word: word}}
        """

    /// Commands of Redis' protocol as lists of words; an error where a length is not that of its word.
    private func commands(_ bytes: [UInt8]) throws -> [[String]] {
        struct Broken: Error { var place: Int }
        var (place, all) = (0, [[String]]())
        func number(_ sign: UInt8) throws -> Int {
            guard place < bytes.count, bytes[place] == sign, let end = bytes[place...].firstIndex(of: 0x0D),
                let number = Int(String(decoding: bytes[(place + 1)..<end], as: UTF8.self)), bytes[end + 1] == 0x0A
            else { throw Broken(place: place) }
            place = end + 2
            return number
        }
        while place < bytes.count {
            var words: [String] = []
            for _ in 0..<(try number(UInt8(ascii: "*"))) {
                let end = try number(UInt8(ascii: "$")) + place
                guard end + 1 < bytes.count, bytes[end] == 0x0D, bytes[end + 1] == 0x0A else {
                    throw Broken(place: end)
                }
                words.append(String(decoding: bytes[place..<end], as: UTF8.self))
                place = end + 2
            }
            all.append(words)
        }
        return all
    }

    private func redis(_ table: CompiledTable) throws -> [[String]] {
        let sink = ByteSink()
        RowWriter(table, .redis).write(0..<table.rows, to: sink)
        return try commands(Array(sink.bytes))
    }

    @Test("a row is a hash of Redis under its unique field, with the values of CSV, and without those that are missing")
    func hashes() throws {
        let table = try GenerationTests.tables(Self.spec)[0]
        let commands = try redis(table)
        let sink = ByteSink()
        RowWriter(table, .csv).write(0..<table.rows, to: sink)
        var reader = CSVReader(sink.bytes)
        for command in commands {
            var values: [String] = []
            guard try reader.next(into: &values) else { return #expect(Bool(false), "fewer rows than hashes") }
            #expect(command.prefix(2) == ["HSET", "users:\(values[1])"])
            var wanted: [String] = []
            for (name, value) in zip(["note", "code", "age"], values) where !value.isEmpty { wanted += [name, value] }
            #expect(Array(command.dropFirst(2)) == wanted)
        }
        #expect(commands.count == 40)
        #expect(commands.contains { $0.count == 4 } && commands.contains { $0.count == 8 })
    }

    @Test("rows that nothing tells apart are numbered")
    func numbered() throws {
        let table = try GenerationTests.tables(Self.spec)[1]
        #expect(try redis(table).map { $0[1] } == ["marks:1", "marks:2", "marks:3"])
    }

    @Test(
        "Zstandard's own program unpacks what several workers packed, the same bytes as one packs",
        .enabled(if: Zstandard.isThere && access("/usr/bin/zstd", X_OK) == 0, "libzstd or zstd is not installed")
    )
    func zstandard() async throws {
        let folder = TemporaryFolder()
        let table = try GenerationTests.tables(
            "tables:\n  t: {rows: 30000, fields: {id: sequence, name: full_name, mail: email}}"
        )[0]
        for (name, workers) in [("one", 1), ("many", 4)] {
            let path = "\(folder.path)/\(name).zst"
            let target = DataTarget(
                descriptor: open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600),
                name: path,
                isOwned: true
            )
            let job = TableJob(
                RowWriter(table, .csv),
                rows: 0..<table.rows,
                to: target,
                packing: .zstd,
                workers: workers
            )
            _ = try await job.run()
        }
        #expect(folder.read("one.zst") == folder.read("many.zst"))
        #expect(system("zstd -q -d '\(folder.path)/many.zst' -o '\(folder.path)/plain'") == 0)
        let sink = ByteSink()
        RowWriter(table, .csv).write(0..<table.rows, to: sink)
        #expect(folder.read("plain") == String(decoding: sink.bytes, as: UTF8.self))
    }

    @Test("what is packed with nothing is as it is, and nothing is packed as nothing")
    func plain() throws {
        #expect(try Packing.none.packed([1, 2]) == [1, 2])
        #expect(try Packing.gzip.packed([]).isEmpty)
        #expect(Packing.allCases.map(\.ending) == ["", ".gz", ".zst"])
    }
}
