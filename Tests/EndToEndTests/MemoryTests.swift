import Glibc
import Scanning
import Testing

@Suite("The memory of a project, kept")
struct MemoryTests {
    private func project(_ step: String, quarantine: String = "quarantine: []\n", more: String = "") -> Folder {
        let folder = Folder()
        folder.write(
            """
            include: [quarantine.yaml]
            pipeline: {stages: [{name: tests, steps: [unit]}]}
            steps:
              unit: \(step)
            \(more)
            """,
            to: "assay.yaml"
        )
        folder.write(quarantine, to: "quarantine.yaml")
        return folder
    }

    private func report(_ names: [String], failing: Set<String> = []) -> String {
        let cases = names.map { name in
            let failure = failing.contains(name) ? "<failure message=\"expected 3, got 4\"/>" : ""
            return "<testcase classname=\"shop\" name=\"\(name)\" time=\"0.01\">\(failure)</testcase>"
        }
        return "<testsuite name=\"s\">\(cases.joined())</testsuite>"
    }

    private let names = (1...100).map { "t\($0)" }
    private let fails = "{run: \"cp given.xml r.xml; exit 1\", reports: r.xml, exit_codes: {clean: [0], findings: [1]}}"

    private func quarantined(_ test: String) -> String {
        "quarantine:\n  - {test: \"|s|shop|\(test)\", owner: Ada, reason: T-1, expires: 2099-01-01}\n"
    }

    @Test("a step whose failures are all in quarantine passes where its exit code is left to the gates")
    func excusedStep() {
        let folder = project(fails, quarantine: quarantined("t7"))
        folder.write(report(names, failing: ["t7"]), to: "given.xml")
        let ended = Program.assay("run", in: folder)
        #expect(ended.code == 0, "\(ended.out)\(ended.err)")
        #expect(ended.out.contains("1 quarantined test failed and decides nothing"), "\(ended.out)")
        folder.write(report(names, failing: ["t7", "t8"]), to: "given.xml")
        #expect(Program.assay("run", in: folder).code == 1)
        // A code that says that something was found, where nothing is listed, contradicts the report as ever.
        folder.write(report(names), to: "given.xml")
        #expect(Program.assay("run", in: folder).code == 3)
    }

    @Test("without exit codes for findings a step that fails fails, whatever is in quarantine")
    func failedStep() {
        let folder = project("{run: \"cp given.xml r.xml; exit 1\", reports: r.xml}", quarantine: quarantined("t7"))
        folder.write(report(names, failing: ["t7"]), to: "given.xml")
        #expect(Program.assay("run", in: folder).code == 1)
    }

    @Test("a quarantine that a change edits does not hold for it, and every report says so")
    func editedQuarantine() throws {
        let folder = project(fails)
        folder.write(report(names, failing: ["t7"]), to: "given.xml")
        for command in [
            ["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-qm", "one"], ["checkout", "-qb", "topic"],
        ] { folder.git(command) }
        folder.write(quarantined("t7"), to: "quarantine.yaml")
        folder.git(["commit", "-qam", "two"])
        let ended = Program.assay("run", "--base", "main", in: folder)
        #expect(ended.code == 1, "\(ended.out)\(ended.err)")
        #expect(ended.out.contains("edits its own gates"), "\(ended.out)")
        #expect(folder.read(".assay/latest/report.md").contains("edits its own gates"))
    }

    @Test("runs that nobody needs go, what they measured stays, and a dry run removes nothing")
    func clean() throws {
        let folder = project("{run: cp given.xml r.xml, reports: r.xml}")
        folder.write(report(["a", "b"]), to: "given.xml")
        for _ in 0..<3 { #expect(Program.assay("run", in: folder).code == 0) }
        let dry = Program.assay("clean", "--keep", "1", "--older-than", "0s", "--dry-run", in: folder)
        #expect(dry.code == 0, "\(dry.err)")
        #expect(dry.out.contains("2 runs would be removed"), "\(dry.out)")
        let cleaned = Program.assay("clean", "--keep", "1", "--older-than", "0s", "--output", "json", in: folder)
        #expect(cleaned.code == 0, "\(cleaned.err)")
        #expect(try JSON(parsing: cleaned.out)["removed"]?.array?.count == 2)
        let listed = try JSON(parsing: Program.assay("runs", "--output", "json", in: folder).out)
        #expect(listed.array?.count == 1)
        #expect(Program.assay("history", "rebuild", in: folder).out.hasPrefix("3 runs taken in"))
        let stats = try JSON(parsing: Program.assay("history", "stats", "--output", "json", in: folder).out)
        #expect(stats["results"]?.int == 6)
        #expect(Program.assay("clean", "--max-size", "much", in: folder).code == 2)
    }

    @Test("a run that is under way is not cleaned away")
    func cleanBesideRun() throws {
        let folder = project("{run: \"cp given.xml r.xml; touch started; sleep 60\", reports: r.xml}")
        folder.write(report(["a"]), to: "given.xml")
        let process = Program.start([Program.assay, "run"], in: folder)
        defer {
            kill(process, SIGINT)
            _ = Program.wait(process, in: folder)
        }
        #expect(Folder.eventually { folder.exists("started") })
        let other = Folder()
        let cleaned = Program.run(
            [Program.assay, "clean", "--keep", "0", "--older-than", "0s", "-c", "\(folder.path)/assay.yaml"],
            in: other
        )
        #expect(cleaned.code == 0, "\(cleaned.err)")
        #expect(cleaned.out.contains("it is under way"), "\(cleaned.out)")
        #expect(cleaned.out.contains("0 runs removed"), "\(cleaned.out)")
    }

    @Test("killed while it takes runs in, the index is whole, and the next command takes in the rest")
    func killed() throws {
        let folder = project("{run: cp given.xml r.xml, reports: r.xml}")
        let count = 20
        for number in 0..<count {
            let cases = (0..<1_500).map { #"{"name":"t\#($0)","outcome":"passed","seconds":0.1}"# }
            let id = "20260901-0000\(number < 10 ? "0" : "")\(number)-abcd"
            folder.write(
                """
                {"version":1,"run":{"id":"\(id)","started":\(1_790_000_000 + number),"branch":"main","passed":1500},
                "tests":[\(cases.joined(separator: ","))]}
                """,
                to: ".assay/runs/\(id)/history.json"
            )
        }
        let process = Program.start([Program.assay, "flaky"], in: folder)
        let journal = "\(folder.path)/.assay/history.db-wal"
        #expect(Folder.eventually { Folder.bytes(journal).count > 100_000 })
        kill(process, SIGKILL)
        _ = Program.wait(process, in: folder)
        let stats = Program.assay("history", "stats", "--output", "json", in: folder)
        #expect(stats.code == 0, "\(stats.err)")
        let json = try JSON(parsing: stats.out)
        #expect(json["runs"]?.int == count)
        #expect(json["results"]?.int == count * 1_500)
        #expect(!stats.err.contains("damaged"), "\(stats.err)")
    }

    @Test("two machines that push their history at once lose nothing")
    func pushedAtOnce() throws {
        let shared = Folder()
        let machines = (0..<3).map { _ -> Folder in
            let folder = project("{run: cp given.xml r.xml, reports: r.xml}")
            folder.write(report(["a", "b"]), to: "given.xml")
            return folder
        }
        let running = machines.map { folder in
            (folder, Program.start([Program.assay, "run", "--history", shared.path], in: folder))
        }
        for (folder, process) in running {
            let ended = Program.wait(process, in: folder)
            #expect(ended.code == 0, "\(ended.out)\(ended.err)")
        }
        let stats = Program.assay(
            "history",
            "stats",
            "--output",
            "json",
            "--history",
            shared.path,
            in: machines[0]
        )
        #expect(try JSON(parsing: stats.out)["runs"]?.int == 3)
    }

    @Test("a place that is no folder is refused before anything runs")
    func address() {
        let folder = project("{run: touch ran, reports: r.xml}")
        let ended = Program.assay("run", "--history", "https://example.org/h", in: folder)
        #expect(ended.code == 2)
        #expect(ended.err.contains("s3://"), "\(ended.err)")
        #expect(folder.read("ran").isEmpty)
    }

    @Test("a test's page shows its results, where it broke and why; a name that nobody has is refused")
    func page() throws {
        let folder = project("{run: cp given.xml r.xml, reports: r.xml}")
        folder.write(report(["a", "b"]), to: "given.xml")
        #expect(Program.assay("run", in: folder).code == 0)
        folder.write(report(["a", "b"], failing: ["b"]), to: "given.xml")
        #expect(Program.assay("run", in: folder).code == 1)
        let page = Program.assay("history", "show", "shop b", in: folder)
        #expect(page.code == 0, "\(page.err)")
        #expect(page.out.contains("[.F]"), "\(page.out)")
        #expect(page.out.contains("failing since run"), "\(page.out)")
        #expect(page.out.contains("expected 3, got 4"), "\(page.out)")
        let json = Program.assay("history", "show", "|s|shop|b", "--output", "json", in: folder)
        #expect(try JSON(parsing: json.out)["results"]?.array?.count == 2)
        #expect(Program.assay("history", "show", "nobody", in: folder).code == 2)
    }

    @Test("what scanners find is new once, known from then on, and fixed when it is gone")
    func findings() throws {
        let folder = project(
            "{run: cp given.xml r.xml && cp given.sarif s.sarif, reports: [r.xml, s.sarif]}"
        )
        folder.write(report(["a"]), to: "given.xml")
        let sarif = { (rules: [String]) in
            let results = rules.map {
                #"{"ruleId":"\#($0)","level":"warning","message":{"text":"no"},"locations":[{"physicalLocation":"#
                    + #"{"artifactLocation":{"uri":"a.py"},"region":{"startLine":1}}}]}"#
            }
            return
                #"{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"ruff"}},"results":[\#(results.joined(separator: ","))]}]}"#
        }
        folder.write("x = 1\n", to: "a.py")
        let past = { (rules: [String]) in
            folder.write(sarif(rules), to: "given.sarif")
            _ = Program.assay("run", in: folder)
            return try #require(try JSON(parsing: folder.read(".assay/latest/report.json"))["past"]?["findings"])
        }
        _ = try past(["E1", "E2"])
        let second = try past(["E2", "E3"])
        #expect(second["new"]?[0]?["title"]?.string == "E3 in a.py")
        #expect(second["fixed"]?[0]?["title"]?.string == "E1 in a.py")
        #expect(second["known"]?[0]?["title"]?.string == "E2 in a.py")
        #expect(folder.read(".assay/latest/report.md").contains("New findings"))
    }

    @Test("a test with another name and the same body in the source keeps its past")
    func renamed() throws {
        let folder = project("{run: cp given.xml r.xml, reports: r.xml}")
        let tests = { (name: String, fails: Bool) in
            let failure = fails ? "<failure message=\"no\"/>" : ""
            let others = (0..<4).map { "<testcase file=\"test_a.py\" name=\"test_\($0)\"/>" }.joined()
            return "<testsuite>\(others)<testcase file=\"test_a.py\" name=\"\(name)\">\(failure)</testcase></testsuite>"
        }
        let source = { (name: String) in
            (0..<4).map { "def test_\($0)():\n    x = \($0)\n    assert x == \($0)\n\n" }.joined()
                + "def \(name)():\n    basket = []\n    assert len(basket) == 0\n"
        }
        folder.write(source("test_total"), to: "test_a.py")
        folder.write(tests("test_total", true), to: "given.xml")
        for command in [["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-qm", "one"]] { folder.git(command) }
        #expect(Program.assay("run", in: folder).code == 1)
        folder.write(source("test_sum"), to: "test_a.py")
        folder.write(tests("test_sum", true), to: "given.xml")
        #expect(Program.assay("run", in: folder).code == 1)
        let past = try #require(try JSON(parsing: folder.read(".assay/latest/report.json"))["past"])
        #expect(past["new_tests"]?.array?.isEmpty == true)
        #expect(past["removed_tests"]?.array?.isEmpty == true)
        #expect(past["still_failing"]?[0]?["test"]?.string == "test_a.py|||test_sum")
        let page = Program.assay("history", "show", "test_a.py|||test_sum", in: folder)
        #expect(page.out.contains("[FF]"), "\(page.out)\(page.err)")
    }

    @Test("quarantined tests that have passed often enough are lifted together")
    func lifted() throws {
        let folder = project("{run: cp given.xml r.xml, reports: r.xml}", quarantine: quarantined("t7"))
        folder.write(report(names), to: "given.xml")
        #expect(Program.assay("run", in: folder).code == 0)
        let early = Program.assay("quarantine", "lift", "--healthy", in: folder)
        #expect(early.out.contains("no quarantined test has passed often enough"), "\(early.out)\(early.err)")
        for _ in 0..<9 { #expect(Program.assay("run", in: folder).code == 0) }
        let lifted = Program.assay("quarantine", "lift", "--healthy", in: folder)
        #expect(lifted.out.contains("|s|shop|t7 decides again"), "\(lifted.out)\(lifted.err)")
        #expect(folder.read("quarantine.yaml").contains("quarantine: []"))
        #expect(Program.assay("quarantine", "lift", in: folder).code == 2)
    }

    @Test("issues come from a file, from a command and from incidents; one that fails makes no figure")
    func issues() throws {
        let feed = "issues: {command: [cat, issues.json], incidents: incidents.json}"
        let folder = project(
            "{run: cp given.xml r.xml, reports: r.xml}",
            more: "effectiveness_metrics: {defect_detection: [{production_escape_rate: \"< 50%\"}]}\n\(feed)"
        )
        folder.write(report(["a"]), to: "given.xml")
        #expect(Program.assay("run", in: folder).code == 0)
        let month = String(
            folder.read(".assay/latest/report.json").split(separator: "started_text\": \"").last?.prefix(7) ?? ""
        )
        folder.write(
            #"[{"number":1,"labels":[{"name":"bug"}],"createdAt":"\#(month)-02T10:00:00Z"}]"#,
            to: "issues.json"
        )
        folder.write(#"[{"id":"I1","created":"\#(month)-03"}]"#, to: "incidents.json")
        let review = Program.assay("review", "--month", month, in: folder)
        #expect(review.code == 0, "\(review.err)")
        #expect(review.out.contains("50%"), "\(review.out)")
        #expect(review.out.contains("1 of 2 defects"), "\(review.out)")
        folder.write("no list", to: "issues.json")
        let broken = Program.assay("review", "--month", month, in: folder)
        #expect(broken.err.contains("cat issues.json"), "\(broken.err)")
        #expect(broken.out.contains("not filled; lacking"), "\(broken.out)")
    }
}

extension Folder {
    fileprivate func git(_ arguments: [String]) {
        let ended = Program.run(["git", "-c", "user.name=a", "-c", "user.email=a@example.org"] + arguments, in: self)
        #expect(ended.code == 0, "\(ended.err)")
    }
}
