import Scanning
import Testing

@Suite("The past of a project")
struct PastTests {
    /// A step that writes the report that a file holds; it exits with 0 whatever the report says.
    private static let configuration = """
        include: [quarantine.yaml]
        pipeline:
          stages:
            - name: tests
              steps: [unit]
        steps:
          unit:
            run: cp given.xml r.xml
            reports: r.xml
        """

    private func project(quarantine: String = "quarantine: []\n") -> Folder {
        let folder = Folder()
        folder.write(Self.configuration, to: "assay.yaml")
        folder.write(quarantine, to: "quarantine.yaml")
        return folder
    }

    /// A report of tests that pass but for those named.
    private func tests(_ names: [String], failing: Set<String> = []) -> String {
        let cases = names.map { name in
            let failure = failing.contains(name) ? "<failure message=\"expected 3, got 4\"/>" : ""
            return "<testcase classname=\"shop\" name=\"\(name)\" time=\"0.01\">\(failure)</testcase>"
        }
        return "<testsuite name=\"s\">\(cases.joined())</testsuite>"
    }

    private func run(_ report: String, in folder: Folder, _ options: String...) -> Program.Ended {
        folder.write(report, to: "given.xml")
        return Program.run([Program.assay, "run"] + options, in: folder)
    }

    private func past(of folder: Folder) throws -> JSON {
        let report = try JSON(parsing: Array(folder.read(".assay/latest/report.json").utf8))
        return try #require(report["past"])
    }

    @Test("a report says what broke, what is broken still and since when, and what was mended")
    func changes() throws {
        let folder = project()
        #expect(run(tests(["a", "b"]), in: folder).code == 0)
        let broken = run(tests(["a", "b"], failing: ["b"]), in: folder)
        #expect(broken.code == 1)
        #expect(broken.out.contains("New failures since run"), "\(broken.out)")
        let first = try past(of: folder)
        #expect(first["new_failures"]?[0]?["test"]?.string == "|s|shop|b")
        let since = first["new_failures"]?[0]?["since"]?["id"]?.string

        #expect(run(tests(["a", "b"], failing: ["b"]), in: folder).code == 1)
        let second = try past(of: folder)
        #expect(second["new_failures"]?.array?.isEmpty == true)
        #expect(second["still_failing"]?[0]?["since"]?["id"]?.string == since)
        #expect(folder.read(".assay/latest/report.md").contains("Still failing"))

        #expect(run(tests(["a", "b"]), in: folder).code == 0)
        #expect(try past(of: folder)["fixed"]?[0]?["test"]?.string == "|s|shop|b")
    }

    @Test("an index that is damaged or gone is made anew from the runs, and no run fails for it")
    func damaged() {
        let folder = project()
        #expect(run(tests(["a"]), in: folder).code == 0)
        folder.write("no database", to: ".assay/history.db")
        let ended = run(tests(["a"]), in: folder)
        #expect(ended.code == 0, "\(ended.err)")
        #expect(ended.err.contains("history.db.damaged-1"), "\(ended.err)")
        let rebuilt = Program.assay("history", "rebuild", in: folder)
        #expect(rebuilt.out.hasPrefix("2 runs taken in"), "\(rebuilt.out)\(rebuilt.err)")
    }

    @Test("results of another system are taken in once, however often they are given")
    func imports() throws {
        let folder = project()
        folder.write(tests(["a", "b"], failing: ["a"]), to: "x.xml")
        let arguments = [
            "history", "import", "x.xml", "--commit", "abc1234", "--branch", "main", "--time", "2026-11-01",
        ]
        let first = Program.run([Program.assay] + arguments, in: folder)
        #expect(first.code == 0, "\(first.err)")
        #expect(first.out.hasPrefix("2 results taken in as run import-"))
        let second = Program.run([Program.assay] + arguments, in: folder)
        #expect(second.out.contains("counted once"), "\(second.out)")
        let stats = Program.assay("history", "stats", "--output", "json", in: folder)
        #expect(try JSON(parsing: stats.out)["runs"]?.int == 1)
        folder.write("{}", to: "broken.xml")
        #expect(Program.assay("history", "import", "broken.xml", in: folder).code == 2)
    }

    @Test("two machines that share a folder see each other's runs")
    func shared() throws {
        let (first, second, shared) = (project(), project(), Folder())
        #expect(run(tests(["a", "b"]), in: first, "--history", shared.path).code == 0)
        #expect(run(tests(["a", "b"], failing: ["b"]), in: second, "--history", shared.path).code == 1)
        #expect(try past(of: second)["new_failures"]?[0]?["test"]?.string == "|s|shop|b")
        let stats = Program.assay("history", "stats", "--output", "json", "--history", shared.path, in: first)
        #expect(try JSON(parsing: stats.out)["runs"]?.int == 2)
    }

    @Test("a baseline comes from the history by itself; a fork's run is none, whatever its branch is called")
    func baselines() {
        let folder = project()
        folder.write(String(repeating: "x = 1\n", count: 10), to: "a.py")
        let lines = { (covered: Int) in
            "SF:a.py\n" + (1...10).map { "DA:\($0),\($0 <= covered ? 1 : 0)\n" }.joined() + "end_of_record\n"
        }
        let ended = { (covered: Int, seed: Bool, trigger: String) in
            folder.write(lines(covered), to: "c.lcov")
            folder.write("<testsuite><testcase name=\"t\"/></testsuite>", to: "given.xml")
            let options = ["--trigger", trigger, "--branch", "main"] + (seed ? ["--seed-baseline"] : [])
            return Program.run([Program.assay, "run"] + options, in: folder)
        }
        folder.write(
            """
            pipeline: {stages: [{name: tests, steps: [unit]}]}
            steps: {unit: {run: "cp given.xml r.xml && cp c.lcov out.lcov", reports: [r.xml, out.lcov]}}
            coverage_gate: {criteria: {overall: {trend: not_decreasing}}}
            """,
            to: "assay.yaml"
        )
        let first = ended(5, true, "manual")
        #expect(first.code == 4, "\(first.out)\(first.err)")
        let better = ended(6, false, "manual")
        #expect(better.code == 0, "\(better.out)\(better.err)")
        // A proposed change that reaches more than main does raises main's bar by nothing.
        let fork = ended(9, false, "pull_request")
        #expect(fork.code == 0 || fork.code == 4, "\(fork.out)")
        let same = ended(6, false, "manual")
        #expect(same.code == 0, "\(same.out)\(same.err)")
        let worse = ended(5, false, "manual")
        #expect(worse.code == 1, "\(worse.out)\(worse.err)")
    }

    @Test("a quarantined test runs, reports and decides nothing; what has expired or is too much is not applied")
    func quarantine() throws {
        let names = (1...100).map { "t\($0)" }
        let folder = project()
        #expect(run(tests(names), in: folder).code == 0)
        let unknown = Program.assay(
            "quarantine",
            "add",
            "|s|shop|nothing",
            "--owner",
            "Ada",
            "--reason",
            "T-1",
            in: folder
        )
        #expect(unknown.code == 2, "\(unknown.err)")
        let added = Program.assay("quarantine", "add", "|s|shop|t7", "--owner", "Ada", "--reason", "T-1", in: folder)
        #expect(added.code == 0, "\(added.err)")
        let ended = run(tests(names, failing: ["t7"]), in: folder)
        #expect(ended.code == 0, "\(ended.out)\(ended.err)")
        #expect(ended.out.contains("1 quarantined test failed and decides nothing"), "\(ended.out)")
        #expect(try past(of: folder)["quarantined"]?[0]?.string == "|s|shop|t7")
        #expect(try past(of: folder)["new_failures"]?[0]?["test"]?.string == "|s|shop|t7")
        #expect(run(tests(names, failing: ["t8"]), in: folder).code == 1)

        let text = folder.read("quarantine.yaml")
        let day = try #require(text.split(separator: "\n").first { $0.contains("expires") }).suffix(11).dropLast()
        folder.write(text.split(separator: day).joined(separator: "2020-01-01"), to: "quarantine.yaml")
        let expired = run(tests(names, failing: ["t7"]), in: folder)
        #expect(expired.code == 1)
        #expect(expired.out.contains("has expired"), "\(expired.out)")

        let lifted = Program.assay("quarantine", "lift", "|s|shop|t7", in: folder)
        #expect(lifted.code == 0, "\(lifted.err)")
        #expect(folder.read("quarantine.yaml").contains("quarantine: []"))
        #expect(Program.assay("quarantine", "list", in: folder).out.contains("no test is in quarantine"))
    }

    @Test("a quarantine of more than the allowed share is not applied at all")
    func tooMuch() {
        let entries = (1...4).map { "  - {test: \"|s|shop|t\($0)\", owner: Ada, reason: T, expires: 2099-01-01}\n" }
        let folder = project(quarantine: "quarantine:\n" + entries.joined())
        let names = (1...100).map { "t\($0)" }
        let ended = run(tests(names, failing: ["t1"]), in: folder)
        #expect(ended.code == 1)
        #expect(ended.out.contains("at most 2 of 100 may be in it: none is applied"), "\(ended.out)")
    }

    @Test("proposed gates are tried over the runs of the past")
    func replay() throws {
        let folder = project()
        folder.write(
            """
            pipeline: {stages: [{name: tests, steps: [unit]}]}
            steps: {unit: {run: "cp given.xml r.xml && cp given.lcov c.lcov", reports: [r.xml, c.lcov]}}
            coverage_gate: {criteria: {overall: {threshold: ">= 50%"}}}
            """,
            to: "assay.yaml"
        )
        folder.write(String(repeating: "x = 1\n", count: 10), to: "a.py")
        folder.write("SF:a.py\nDA:1,1\nDA:2,1\nDA:3,1\nDA:4,0\nend_of_record\n", to: "given.lcov")
        let first = run(tests(["a"]), in: folder)
        #expect(first.code == 0, "\(first.out)\(first.err)")
        folder.write("coverage_gate: {criteria: {overall: {threshold: \">= 80%\"}}}\n", to: "proposed.yaml")
        let ended = Program.assay("replay", "proposed.yaml", "--output", "json", in: folder)
        #expect(ended.code == 0, "\(ended.err)")
        let json = try JSON(parsing: ended.out)
        #expect(json["newly_blocked"]?.int == 1)
        #expect(json["changed"]?[0]?["now"]?.string == "pass")
        #expect(json["changed"]?[0]?["proposed"]?.string == "fail")
    }

    @Test("an improvement plan and a review are written from what there is, and name what they lack")
    func insight() throws {
        let folder = project()
        #expect(run(tests(["a"]), in: folder).code == 0)
        let plan = Program.assay("improve", "--format", "json", in: folder)
        #expect(plan.code == 0, "\(plan.err)")
        #expect(try JSON(parsing: plan.out)["gaps"]?.array?.isEmpty == false)
        let month = String(
            folder.read(".assay/latest/report.json").split(separator: "started_text\": \"").last?.prefix(7) ?? ""
        )
        let review = Program.assay("review", "--month", month, in: folder)
        #expect(review.code == 0, "\(review.err)")
        #expect(
            review.out.contains("not filled; lacking: `issues:`") || review.out.contains("issues:"),
            "\(review.out)"
        )
        #expect(Program.assay("review", "--month", "May", in: folder).code == 2)
        #expect(Program.assay("flaky", in: folder).out.contains("0 flaky, 0 broken, 0 suspect of"))
    }
}
