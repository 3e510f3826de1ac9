import Scanning
import Testing

@Suite("Earlier runs as baselines")
struct BaselineTests {
    /// A load test whose latencies a file decides.
    private func loadTest(in folder: Folder) {
        folder.write(
            """
            pipeline:
              stages:
                - name: load
                  steps: [load, unit]
            steps:
              unit:
                run: echo '<testsuite><testcase name="a"/></testsuite>' > r.xml
                reports: r.xml
              load:
                kind: performance
                run: |
                  p95=$(cat p95)
                  printf '{"metrics": {
                  "http_req_duration{service:api}": {"type": "trend", "contains": "time",
                    "values": {"p(95)": %s, "count": 2000}},
                  "http_req_failed{service:api}": {"type": "rate", "contains": "default",
                    "values": {"rate": 0, "passes": 0, "fails": 2000}}}}' "$p95" > k6.json
                reports: k6.json
            performance_gate:
              criteria: {response_times: {api: {p95: "< 10s"}}}
              baseline_comparison: {threshold: "5%", metrics: [response_time]}
            """,
            to: "assay.yaml"
        )
    }

    /// The summary of the last run, as a copy that stays.
    private func keep(_ name: String, of folder: Folder) -> String {
        folder.write(folder.read(".assay/latest/summary.json"), to: name)
        return name
    }

    @Test("three seeded runs make a history; then an unchanged run passes and a slower one fails, with its baseline")
    func performance() throws {
        let folder = Folder()
        loadTest(in: folder)
        folder.write("200", to: "p95")
        let first = Program.assay("run", in: folder)
        #expect(first.code == 4, "\(first.out)\(first.err)")
        let words = first.out.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(words.contains("no baseline yet: no earlier run was given"), "\(first.out)")
        #expect(words.contains("assay run --seed-baseline"))
        let unseeded = keep("unseeded.json", of: folder)

        var kept: [String] = []
        for (index, latency) in ["200", "201", "199"].enumerated() {
            folder.write(latency, to: "p95")
            let options = kept.isEmpty ? [] : ["--baseline"] + kept
            let ended = Program.run([Program.assay, "run", "--seed-baseline"] + options, in: folder)
            #expect(ended.code == 4, "a seeded run compared nothing, and is not green: \(ended.out)\(ended.err)")
            #expect(ended.out.contains("made a baseline by"), "\(ended.out)")
            kept.append(keep("seed-\(index).json", of: folder))
        }
        let seed = try JSON(parsing: Array(folder.read(".assay/latest/report.json").utf8))["seed"]
        #expect(seed?["by"]?.string?.isEmpty == false)

        folder.write("202", to: "p95")
        let same = Program.run([Program.assay, "run", "--baseline"] + kept + [unseeded], in: folder)
        #expect(same.code == 0, "\(same.out)\(same.err)")
        let page = folder.read(".assay/latest/report.html")
        #expect(page.contains("baseline 200ms, the median of 3 runs"), "\(page)")
        #expect(page.contains("it had no baseline itself and was not seeded"))
        kept.append(keep("passed.json", of: folder))

        folder.write("240", to: "p95")
        let slower = Program.run([Program.assay, "run", "--baseline"] + kept, in: folder)
        #expect(slower.code == 1, "\(slower.out)\(slower.err)")
        #expect(slower.out.contains("the median of 4 runs"), "\(slower.out)")
        #expect(slower.out.contains("noise floor"), "\(slower.out)")

        let again = Program.run([Program.assay, "run", "--seed-baseline", "--baseline"] + kept, in: folder)
        #expect(again.code == 2)
        #expect(again.err.contains("is a baseline already"), "\(again.err)")
    }

    @Test("nothing seeds itself: a CI job that nobody started by hand may not")
    func automatic() {
        let folder = Folder()
        loadTest(in: folder)
        folder.write("200", to: "p95")
        let push = ["CI": "true", "GITHUB_EVENT_NAME": "push", "GITHUB_ACTOR": "ada"]
        let ended = Program.assay("run", "--seed-baseline", in: folder, environment: push)
        #expect(ended.code == 2)
        #expect(ended.err.contains("nobody started this run by hand"), "\(ended.err)")
        let byHand = push.merging(["GITHUB_EVENT_NAME": "workflow_dispatch"]) { $1 }
        let seeded = Program.assay("run", "--seed-baseline", in: folder, environment: byHand)
        #expect(seeded.code == 4, "\(seeded.out)\(seeded.err)")
        #expect(seeded.out.contains("made a baseline by ada"))
    }

    @Test("a baseline that cannot be read is a usage error that names the file")
    func unreadable() {
        let folder = Folder()
        loadTest(in: folder)
        folder.write("{\"assay_summary\": 2,", to: "cut.json")
        for file in ["cut.json", "gone.json"] {
            let ended = Program.assay("run", "--baseline", file, in: folder)
            #expect(ended.code == 2)
            #expect(ended.err.contains(file), "\(ended.err)")
        }
    }

    private func git(_ arguments: String..., in folder: Folder) {
        let identity = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]
        let ended = Program.run(["git"] + identity + arguments, in: folder)
        #expect(ended.code == 0, "\(ended.err)")
    }

    /// `code.py` with so many covered and uncovered lines, as a line of code and a record of coverage each.
    private func code(_ covered: Int, _ missed: Int, in folder: Folder) {
        let lines = (0..<covered).map { "covered\($0)" } + (0..<missed).map { "missed\($0)" }
        folder.write(lines.joined(separator: "\n") + "\n", to: "code.py")
        let records = (1...(covered + missed)).map { "DA:\($0),\($0 <= covered ? 1 : 0)" }
        folder.write("SF:code.py\n" + records.joined(separator: "\n") + "\nend_of_record\n", to: "coverage.info")
    }

    @Test("coverage on a branch is compared with the run of the commit that it started from")
    func coverage() {
        let folder = Folder()
        folder.write(
            """
            pipeline: {stages: [{name: tests, steps: [unit]}]}
            steps:
              unit:
                run: |
                  cp coverage.info measured.info
                  echo '<testsuite><testcase name="a"/></testsuite>' > r.xml
                reports: [r.xml, measured.info]
            coverage_gate: {criteria: {overall: {trend: not_decreasing}}}
            """,
            to: "assay.yaml"
        )
        folder.write("measured.info\nr.xml\n*.json\n", to: ".gitignore")
        code(80, 20, in: folder)
        git("init", "-q", in: folder)
        git("add", ".", in: folder)
        git("commit", "-qm", "start", in: folder)
        #expect(Program.assay("run", "--seed-baseline", in: folder).code == 4)
        let base = keep("base.json", of: folder)
        git("checkout", "-qb", "feature", in: folder)
        for (covered, missed, expected) in [(80, 20, 0), (90, 20, 0), (80, 30, 1)] as [(Int, Int, Int32)] {
            code(covered, missed, in: folder)
            git("commit", "-qam", "\(covered) \(missed)", "--allow-empty", in: folder)
            let ended = Program.assay("run", "--baseline", base, in: folder)
            #expect(ended.code == expected, "\(covered) of \(covered + missed): \(ended.out)\(ended.err)")
            #expect(folder.read(".assay/latest/report.html").contains("the merge base&#39;s run"))
        }
    }
}
