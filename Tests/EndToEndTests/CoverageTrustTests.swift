import Scanning
import Testing

@Suite("Coverage that gates can trust")
struct CoverageTrustTests {
    private func git(_ arguments: String..., in folder: Folder) {
        let identity = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]
        #expect(Program.run(["git"] + identity + arguments, in: folder).code == 0)
    }

    private func lcov(_ path: String, _ hits: [Int]) -> String {
        "SF:\(path)\n" + hits.enumerated().map { "DA:\($0.offset + 1),\($0.element)\n" }.joined() + "end_of_record\n"
    }

    private static let overall = "coverage_gate: {criteria: {overall: {threshold: \">= 80%\"}}}\n"

    @Test("a report of a package is never taken for the root's file of the same name")
    func monorepo() {
        let folder = Folder()
        folder.write("a\n", to: "src/index.ts")
        folder.write("a\nb\nc\n", to: "web/src/index.ts")
        folder.write(lcov("src/index.ts", [1, 1, 1]), to: "web/given.info")
        folder.write(
            """
            pipeline: {stages: [{name: u, steps: [web]}]}
            steps:
              web: {directory: web, run: "mkdir -p out; cat given.info > out/l.info", reports: out/l.info}
            coverage_gate: {criteria: {new_code: {threshold: ">= 90%"}}}
            """,
            to: "assay.yaml"
        )
        folder.write("out/\n", to: ".gitignore")
        git("init", "-q", in: folder)
        git("add", ".", in: folder)
        git("commit", "-qm", "start", in: folder)
        git("checkout", "-qb", "topic", in: folder)
        folder.write("a\nb\nc\n", to: "src/index.ts")
        let ended = Program.assay("run", in: folder)
        #expect(ended.code == 1, "\(ended.out)\(ended.err)")
        #expect(ended.out.contains("in no coverage report, so its new lines count as uncovered: 2-3"))
    }

    @Test("a report that names lines which its file does not have is not of this file")
    func beyondTheEnd() {
        let folder = Folder()
        folder.write("a\nb\n", to: "src/a.py")
        folder.write(Self.overall, to: "assay.yaml")
        folder.write(lcov("src/a.py", Array(repeating: 1, count: 30)), to: "c.info")
        #expect(Program.assay("aggregate", "--reports", "c.info", in: folder).code == 0)
        let ended = Program.assay("validate", "--summary", "summary.json", in: folder)
        #expect(ended.code == 3, "\(ended.out)")
        let words = ended.out.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(words.contains("src/a.py has line 30, and src/a.py ends at line 2"))
    }

    @Test("coverage of before the change is stale; made before a commit of the same content, it is not")
    func stale() {
        let folder = Folder()
        let old = "def f(x):\n    return x\n"
        folder.write(old, to: "a.py")
        folder.write("coverage_gate: {criteria: {new_code: {threshold: \">= 80%\"}}}\n", to: "assay.yaml")
        folder.write("*.info\n*.json\n", to: ".gitignore")
        git("init", "-q", in: folder)
        git("add", ".", in: folder)
        git("commit", "-qm", "start", in: folder)
        git("checkout", "-qb", "topic", in: folder)
        folder.write(old + "def g(y):\n    return y\n", to: "a.py")
        git("commit", "-qam", "g", in: folder)
        func judged(_ hits: [Int], at time: String) -> (code: Int32, out: String) {
            folder.write(lcov("a.py", hits), to: "c.info")
            #expect(Program.run(["touch", "-d", time, "c.info"], in: folder).code == 0)
            #expect(Program.assay("aggregate", "--reports", "c.info", in: folder).code == 0)
            let ended = Program.assay("validate", "--summary", "summary.json", in: folder)
            return (ended.code, ended.out)
        }
        let stale = judged([1, 1], at: "1 hour ago")
        #expect(stale.code == 3, "\(stale.out)")
        #expect(stale.out.contains("c.info is older than a.py, and knows nothing of its new lines 3-4"))
        let known = judged([1, 1, 1, 1], at: "1 hour ago")
        #expect(!known.out.contains("is older than"), "it knows the lines: \(known.out)")
    }

    @Test("a shard that does not come is an error")
    func shards() {
        let folder = Folder()
        folder.write("a\n", to: "a.py")
        folder.write(lcov("a.py", [1]), to: "given.info")
        folder.write(
            """
            pipeline: {stages: [{name: u, steps: [u]}]}
            steps:
              u: {run: "mkdir -p out; cat given.info > out/1.info", reports: [{path: "out/*.info", expect: 2}]}
            \(Self.overall)
            """,
            to: "assay.yaml"
        )
        let ended = Program.assay("run", in: folder)
        #expect(ended.code == 3, "\(ended.out)")
        #expect(ended.out.contains("must write 2 files") && ended.out.contains("1 came"))
    }

    @Test("what a report shows of coverage is what the gate judged, without foreign and ignored files")
    func oneTruth() throws {
        let folder = Folder()
        folder.write("a\nb\n", to: "src/a.py")
        folder.write("a\nb\n", to: "gen/b.py")
        folder.write("paths: {ignore: [gen/**]}\n" + Self.overall, to: "assay.yaml")
        let files =
            lcov("/app/src/a.py", [1, 1]) + lcov("/app/gen/b.py", [0, 0]) + lcov("/usr/lib/python3/os.py", [0])
        folder.write(files, to: "c.info")
        #expect(Program.assay("aggregate", "--reports", "c.info", in: folder).code == 0)
        #expect(Program.assay("validate", "--summary", "summary.json", in: folder).code == 0)
        let shown = Program.assay("report", "--summary", "summary.json", "--format", "json", in: folder)
        let coverage = try JSON(parsing: Array(shown.out.utf8))["coverage"]
        #expect(coverage?["files"]?.array?.compactMap { $0["name"]?.string } == ["src/a.py"])
        #expect(coverage?["lines"]?["covered"]?.int == 2)
        #expect(coverage?["lines"]?["total"]?.int == 2)
    }
}
