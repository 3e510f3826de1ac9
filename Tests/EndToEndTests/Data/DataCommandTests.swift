import Glibc
import Testing

@Suite("assay data, with files")
struct DataCommandTests {
    private static let spec = """
        data: {seed: 11}
        tables:
          users: {rows: 300, fields: {id: sequence, name: full_name, email: {kind: email, unique: true}, age: {number: {uniform: [18, 90]}, nulls: 20%}}}
          orders: {rows: 900, fields: {id: uuid, user_id: {references: users.id}, placed: {time: {from: 2024-01-01, to: 2024-12-31}}}}
        """

    private func folder(_ name: String = "spec.yaml", _ text: String = spec) -> Folder {
        let folder = Folder()
        folder.write(text, to: name)
        return folder
    }

    private func key(_ folder: Folder) { folder.write("sixteen bytes of chance, and more", to: "key") }

    @Test("all tables are files of their form, and a wish that cannot be met leaves none")
    func forms() {
        let folder = folder()
        for (form, lines) in [("csv", 301), ("jsonl", 300)] {
            let ended = Program.assay("data", "generate", "spec.yaml", "--format", form, "-o", form, in: folder)
            #expect(ended.code == 0, "\(ended.err)")
            #expect(folder.read("\(form)/users.\(form)").split(separator: "\n").count == lines)
        }
        let redis = Program.assay("data", "generate", "spec.yaml", "--format", "redis", "-o", "all.redis", in: folder)
        #expect(redis.code == 0, "\(redis.err)")
        #expect(folder.read("all.redis").hasPrefix("*"))
        let several = Program.assay("data", "generate", "spec.yaml", "-o", "one.csv", in: folder)
        #expect(several.code == 3)
        #expect(several.err.contains("one.csv is one file, and there are 2 tables"))
        #expect(!folder.exists("one.csv") && !folder.exists("one.csv.part"))
        let lost = Program.assay("data", "generate", "spec.yaml", "--into", "mysql://x", in: folder)
        #expect(lost.code == 2 && lost.err.contains("write postgres://… or redis://…"))
    }

    @Test("Parquet without DuckDB's command is told what to install, and no file is begun")
    func noParquet() {
        let folder = folder()
        let ended = Program.run(
            [Program.assay, "data", "generate", "spec.yaml", "--format", "parquet", "-o", "out"],
            in: folder,
            environment: ["PATH": "/nowhere"]
        )
        #expect(ended.code == 3)
        #expect(ended.err.contains("no 'duckdb' is in PATH"), "\(ended.err)")
        #expect(!folder.exists("out/users.parquet") && !folder.exists("out/users.parquet.part"))
    }

    @Test(
        "Parquet holds the rows of CSV with their types",
        .enabled(if: system("command -v duckdb > /dev/null 2>&1") == 0, "duckdb is not installed")
    )
    func parquet() {
        let folder = folder()
        let ended = Program.assay("data", "generate", "spec.yaml", "--format", "parquet", "-o", "out", in: folder)
        #expect(ended.code == 0, "\(ended.err)")
        #expect(Program.assay("data", "generate", "spec.yaml", "-o", "out", in: folder).code == 0)
        let asked = Program.run(
            [
                "/usr/bin/env", "duckdb", "-csv", "-noheader", "-c",
                "SELECT count(*), count(age), sum(age), typeof(any_value(age)) FROM 'out/users.parquet'; "
                    + "SELECT count(*), count(age), sum(age), 'BIGINT' FROM read_csv('out/users.csv'); "
                    + "SELECT typeof(any_value(placed)), count(*) FROM 'out/orders.parquet' JOIN 'out/users.parquet' u ON u.id = user_id",
            ],
            in: folder
        )
        let lines = asked.out.split(separator: "\n").map(String.init)
        #expect(lines.count == 3 && lines[0] == lines[1], "\(asked.out)\(asked.err)")
        #expect(lines.last == "TIMESTAMP,900")
    }

    @Test(
        "text that cannot be read as text is refused with its place, and nothing is left under the final name",
        arguments: [
            ("id,name\n1,\"Ann\n", "users.csv:2: a quote that begins in line 2 is never closed"),
            ("id,name\n1,Ann,x\n", "users.csv:2: 3 fields, where the head has 2"),
            ("id,name\n1,Ann\n2,Zo\u{1}\n", "users.csv:3: the byte 0xEB is no UTF-8"),
            ("\u{2}id,name\n", "this is UTF-16"), ("\u{3}", "this is zip"),
        ]
    )
    func broken(_ text: String, _ words: String) {
        let folder = Folder()
        key(folder)
        // Bytes that no text of a test can hold: a Latin letter, a mark of UTF-16, the head of an archive.
        let bytes = Array(text.utf8).flatMap { byte -> [UInt8] in
            switch byte {
            case 1: [0xEB]
            case 2: [0xFF, 0xFE]
            case 3: [0x50, 0x4B, 0x03, 0x04, 0x00]
            default: [byte]
            }
        }
        folder.write(bytes, to: "users.csv")
        let ended = Program.assay("data", "mask", "users.csv", "--key-file", "key", "-o", "masked/", in: folder)
        #expect(ended.code == 2)
        #expect(ended.err.contains(words), "\(ended.err)")
        #expect(!folder.exists("masked/users.csv") && !folder.exists("masked/users.csv.part"))
        let profiled = Program.assay("data", "profile", "users.csv", "-o", "spec.yaml", in: folder)
        #expect(profiled.code == 2 && !folder.exists("spec.yaml"), "\(profiled.err)")
    }

    @Test(
        "documents are masked where their values stand: members at any depth, lists, numbers and escapes, and nothing else moves"
    )
    func documents() {
        let folder = Folder()
        key(folder)
        let line = """
            {"id": 12345678, "user": {"email": "ann@corp.io", "phones": ["+49 170 1234567"], "card": 4539148803436467}, \
            "note": "say \\"hi\\" to bob@web.de", "n": [1.5, null, true],  "x": {"ssn": "536-22-8726"}}
            """
        folder.write(line + "\n\n" + line + "\n", to: "users.jsonl")
        let ended = Program.assay("data", "mask", "users.jsonl", "--key-file", "key", "-o", "masked/", in: folder)
        #expect(ended.code == 0, "\(ended.err)")
        let lines = folder.read("masked/users.jsonl").split(separator: "\n").map(String.init)
        #expect(lines.count == 2 && lines[0] == lines[1])
        let form =
            /\{"id": 12345678, "user": \{"email": "[a-z.0-9]+@example\.com", "phones": \["\+99 9\d\d \d{7}"\], "card": 411111\d{10}\}, "note":"?.*/
        #expect(lines[0].wholeMatch(of: form) != nil, "\(lines[0])")
        #expect(
            lines[0].contains(#"say \"hi\" to "#)
                && lines[0].contains(#"@example.com", "n": [1.5, null, true],  "x": {"ssn": "9"#)
        )
        folder.write("{\"a\": 1}\n{\"a\": }\n", to: "users.jsonl")
        let broken = Program.assay("data", "mask", "users.jsonl", "--key-file", "key", "-o", "masked/", in: folder)
        #expect(broken.code == 2 && broken.err.contains("users.jsonl:2: "), "\(broken.err)")
    }

    @Test("a file that changes while it is profiled is an error, and no specification is written")
    func changing() {
        let folder = Folder()
        let rows = (0..<100_000).map { "\($0),Person \($0),person\($0)@corp.io,\($0 % 7)" }
        folder.write("id,name,mail,kind\n" + rows.joined(separator: "\n") + "\n", to: "users.csv")
        let writer = Program.spawn(
            ["/bin/sh", "-c", "while echo 1,x,x,1 >> '\(folder.path)/users.csv'; do :; done"],
            out: "/dev/null",
            err: "/dev/null"
        )
        let ended = Program.assay("data", "profile", "users.csv", "-o", "spec.yaml", in: folder)
        kill(writer, SIGKILL)
        waitpid(writer, nil, 0)
        #expect(ended.code == 2)
        #expect(ended.err.contains("users.csv: changed while it was read"), "\(ended.err)")
        #expect(!folder.exists("spec.yaml"))
    }

    @Test("a scan says which files hold no text that it could have seen, and is no zero then")
    func opaque() {
        let folder = Folder()
        folder.write("nothing here\n", to: "data/a.txt")
        #expect(Program.assay("data", "scan", "data", in: folder).code == 0)
        folder.write([0x28, 0xB5, 0x2F, 0xFD, 0x00, 0x01], to: "data/dump.sql.zst")
        folder.write([0xFF, 0xFE, 0x61, 0x00], to: "data/wide.csv")
        let ended = Program.assay("data", "scan", "data", in: folder)
        #expect(ended.code == 3)
        #expect(ended.out.contains("1 files"), "\(ended.out)")
        #expect(ended.out.contains("data/dump.sql.zst: this is zstd"), "\(ended.out)")
        #expect(ended.out.contains("data/wide.csv: this is UTF-16"), "\(ended.out)")
    }
}
