import Glibc
import Scanning
import TestSupport
import Testing

@Suite("Selection, run for real")
struct SelectionRunTests {
    private static let configuration = """
        pipeline: {stages: [{name: s, steps: [unit]}]}
        steps:
          unit:
            tests: t/*.sh
            run: |
              mkdir -p out
              for t in "$@"; do
                sh "$t"
                printf 'SF:src/a.sh\\nDA:1,1\\nDA:2,0\\nend_of_record\\n' > out/{unit}.info
              done
              echo "<testsuite><testcase name='{unit}'/></testsuite>" > out/{unit}.xml
            shards: 2
            affects:
              - {files: [src/a.sh, src/b.sh], tests: t/a.sh}
              - {files: src/c.sh, tests: t/c.sh}
            reports: ["out/{unit}.xml", "out/{unit}.info"]
        """

    private func project(_ more: String = "") -> SelectionProject {
        let project = SelectionProject(Self.configuration + "\n" + more)
        for name in ["a", "b", "c"] { project.folder.write("true\n", to: "src/\(name).sh") }
        for name in ["a", "c"] { project.folder.write("true\n", to: "t/\(name).sh") }
        project.folder.write("hello\n", to: "README.md")
        project.commit("all")
        return project
    }

    @Test("a selected run runs what the change needs, passes, and names what it left out in every report")
    func selected() throws {
        let project = project()
        project.folder.write("true # new\n", to: "src/b.sh")
        let ended = project.assay(["run", "--select", "--base", "HEAD"])
        #expect(ended.code == 0, "\(ended.out)\(ended.err)")
        #expect(ended.out.contains("selected run: 1 of 2") && ended.out.contains("t/c.sh"))
        let report = try JSON(parsing: project.folder.read(".assay/latest/report.json"))
        let left = try #require(report["selection"]?["not_selected"]?.array?.first)
        #expect(left["tests"]?.array?.compactMap(\.string) == ["t/c.sh"] && left["step"]?.string == "unit")
        for file in ["report.html", "report.md"] {
            #expect(project.folder.read(".assay/latest/\(file)").contains("t/c.sh"), "\(file)")
        }
    }

    @Test("coverage of the whole is inconclusive where tests were left out, and judged where all ran")
    func gates() throws {
        let project = project("coverage_gate: {criteria: {overall: {threshold: '>= 50%'}}}")
        #expect(project.assay(["run"]).code == 0)
        project.folder.write("true # new\n", to: "src/b.sh")
        let ended = project.assay(["run", "--select", "--base", "HEAD"])
        #expect(ended.code == 4, "\(ended.out)")
        #expect(ended.out.contains("only a run of everything can tell"))
    }

    @Test("the guide's chain of commands gives one line, whatever the shell made of the list")
    func guide() throws {
        let project = project()
        project.folder.write("true # new\n", to: "src/c.sh")
        project.commit("more")
        let chain = """
            '\(Program.assay)' select --changed-files $(git diff --name-only "$FROM"..HEAD 2>/dev/null) --output json > sel.json
            echo "tests=$(cat sel.json)" >> github-output
            '\(Program.assay)' select --base HEAD^ --github-output more > /dev/null
            """
        for (from, all) in [("HEAD^", false), ("0000000000000000000000000000000000000000", true)] {
            let ended = Program.run(
                ["/bin/sh", "-c", chain],
                in: project.folder,
                environment: ["FROM": from, "GITHUB_OUTPUT": project.folder.path + "/more-output"]
            )
            #expect(ended.code == 0, "\(ended.err)")
            let lines = project.folder.read("sel.json").split(separator: "\n")
            #expect(lines.count == 1)
            let answer = try JSON(parsing: project.folder.read("sel.json"))
            #expect(answer["all"]?.bool == all)
            #expect(project.tests(answer).isSuperset(of: ["t/c.sh"]))
        }
        #expect(project.folder.read("more-output").contains("more<<assay_end\n{\"assay_select\":1"))
    }

    @Test(
        "a list that proves nothing, a push of unknown beginning, and a shallow clone choose everything, with the reason"
    )
    func unproven() throws {
        let project = project()
        project.folder.write("true # new\n", to: "src/c.sh")
        project.commit("more")
        for (list, words) in [("../x\n", "outside"), ("\n", "empty"), ("odd name\twith 'all'\n", "nothing tells")] {
            project.folder.write(list, to: ".git/list")
            let answer = try project.select(["--changed-files", "@.git/list"])
            #expect(answer["all"]?.bool == true && answer["reason"]?.string?.contains(words) == true, "\(list)")
        }
        project.folder.write("{\"before\": \"0000000000000000000000000000000000000000\"}", to: ".git/event.json")
        let push = [
            "GITHUB_ACTIONS": "true", "CI": "true", "GITHUB_EVENT_NAME": "push", "GITHUB_REF": "refs/heads/main",
            "GITHUB_EVENT_PATH": project.folder.path + "/.git/event.json",
        ]
        let pushed = try project.select(environment: push)
        #expect(pushed["all"]?.bool == true && pushed["reason"]?.string?.contains("by force") == true)
        let merge = project.git("rev-parse", "HEAD^").out.trimmedLine
        project.folder.write("{\"merge_group\": {\"base_sha\": \"\(merge)\"}}", to: ".git/event.json")
        let queued = try project.select(
            environment: push.merging(["GITHUB_EVENT_NAME": "merge_group"]) { $1 }
        )
        #expect(project.tests(queued) == ["t/c.sh"])
    }

    @Test("a recording is explained, a damaged one counts for nothing, and one of an older configuration neither")
    func recordings() throws {
        let project = SelectionProject(
            Self.configuration.split(separator: "\n").filter { !$0.contains("affects") && !$0.contains("files:") }
                .joined(separator: "\n")
        )
        for name in ["a", "b"] {
            project.folder.write("true\n", to: "src/\(name).sh")
            project.folder.write(". ./src/\(name).sh\ncat data/\(name).txt\n", to: "t/\(name).sh")
            project.folder.write("x\n", to: "data/\(name).txt")
        }
        project.commit("all")
        #expect(project.assay(["run", "--learn"]).code == 0)
        project.folder.write("y\n", to: "data/a.txt")
        #expect(project.tests(try project.select(["--base", "HEAD"])) == ["t/a.sh"])
        let explained = project.assay(["explain", "t/b.sh", "--base", "HEAD"])
        #expect(
            explained.out.contains("touches nothing that changed") && explained.out.contains("data/b.txt"),
            "\(explained.err)"
        )
        #expect(project.assay(["explain", "t/a.sh", "--base", "HEAD"]).out.contains("reads data/a.txt"))
        let runs = try #require(JSON(parsing: project.folder.read(".assay/latest/report.json"))["run"]?["id"]?.string)
        let map = project.folder.read(".assay/runs/\(runs)/touched.json")
        project.folder.write(String(map.prefix(map.utf8.count / 2)), to: ".assay/runs/\(runs)/touched.json")
        let damaged = try project.select(["--base", "HEAD"])
        #expect(project.tests(damaged) == ["t/a.sh", "t/b.sh"])
        project.folder.write(map, to: ".assay/runs/\(runs)/touched.json")
        project.git("checkout", "-q", ".")
        project.folder.write("FROM x\n", to: "Dockerfile")
        project.commit("another toolchain")
        project.folder.write("y\n", to: "data/a.txt")
        #expect(project.tests(try project.select(["--base", "HEAD"])) == ["t/a.sh", "t/b.sh"])
    }

    @Test(
        "what an earlier run recorded answers for what was left out, marked with that run, and is measured by none of this one"
    )
    func carried() throws {
        let project = SelectionProject(
            """
            pipeline: {stages: [{name: s, steps: [unit]}]}
            steps:
              unit:
                tests: t/*.sh
                run: |
                  mkdir -p out
                  for t in "$@"; do
                    sh "$t"
                    n=$(basename "$t" .sh)
                    printf "SF:src/$n.sh\\nDA:1,1\\nDA:2,0\\nend_of_record\\n"
                  done > out/{unit}.info
                  echo "<testsuite><testcase classname='$n' name='works'/></testsuite>" > out/{unit}.xml
                reports: ["out/{unit}.xml", "out/{unit}.info"]
            coverage_gate: {criteria: {overall: {threshold: '>= 50%'}}}
            """
        )
        for name in ["a", "b"] {
            project.folder.write("x=1\ny=2\n", to: "src/\(name).sh")
            project.folder.write(". ./src/\(name).sh\n", to: "t/\(name).sh")
        }
        project.commit("all")
        #expect(project.assay(["run", "--learn"]).code == 0)
        let learned = try #require(
            JSON(parsing: project.folder.read(".assay/latest/report.json"))["run"]?["id"]?.string
        )
        project.folder.write("x=2\ny=2\n", to: "src/a.sh")
        let ended = project.assay(["run", "--select", "--base", "HEAD"])
        #expect(ended.code == 0, "\(ended.out)\(ended.err)")
        #expect(ended.out.contains("carried over: \"t/b.sh\"") && ended.out.contains(learned))
        #expect(ended.out.contains("some of it in an earlier run"))
        let report = try JSON(parsing: project.folder.read(".assay/latest/report.json"))
        #expect(report["tests"]?["total"]?.int == 1)
        #expect(report["selection"]?["carried"]?.array?.first?["run"]?.string == learned)
        let summary = ".assay/latest/summary.json"
        #expect(project.assay(["validate", "--summary", summary, "--base", "HEAD"]).code == 0)
        // Without that run nothing answers for the test.
        unlink("\(project.folder.path)/.assay/runs/\(learned)/summary.json")
        let alone = project.assay(["run", "--select", "--base", "HEAD"])
        #expect(alone.code == 4 && alone.out.contains("only a run of everything can tell"), "\(alone.out)")
    }

    @Test("a lockfile that changes packages runs the tests that use them, or what uses them, and no others")
    func packages() throws {
        guard Tools.has("node") else { return print("skipped: no node") }
        let project = SelectionProject(
            """
            pipeline: {stages: [{name: s, steps: [unit]}]}
            steps:
              unit:
                tests: t/*.js
                run: |
                  mkdir -p out
                  for t in "$@"; do node "$t"; done
                  echo "<testsuite><testcase name='{unit}'/></testsuite>" > out/{unit}.xml
                reports: ["out/{unit}.xml"]
            """,
            ignored: ["out/", "node_modules/"]
        )
        let lock = { (left: String, more: String) in
            """
            {"lockfileVersion": 3, "packages": {"": {"name": "x"}, "node_modules/left": {"version": "\(left)"}, "node_modules/pad":
            {"version": "1.0.0", "dependencies": {"left": "^1.0.0"}}, "node_modules/other": {"version": "1.0.0"}\(more)}}
            """
        }
        for name in ["left", "pad", "other"] {
            project.folder.write("exports.v = 1\n", to: "node_modules/\(name)/index.js")
            project.folder.write("require('\(name)')\n", to: "t/\(name).js")
        }
        project.folder.write("try { require('later') } catch {}\n", to: "t/later.js")
        project.folder.write(lock("1.0.0", ""), to: "package-lock.json")
        project.commit("all")
        #expect(project.assay(["run", "--learn"]).code == 0)
        project.folder.write(lock("1.0.1", ""), to: "package-lock.json")
        #expect(project.tests(try project.select(["--base", "HEAD"])) == ["t/left.js", "t/pad.js"])
        project.folder.write(
            lock("1.0.0", ", \"node_modules/later\": {\"version\": \"1.0.0\"}"),
            to: "package-lock.json"
        )
        #expect(project.tests(try project.select(["--base", "HEAD"])) == ["t/later.js"])
        project.folder.write(lock("1.0.0", "").replacing("3", with: "4"), to: "package-lock.json")
        #expect(project.tests(try project.select(["--base", "HEAD"])).count == 4)
        project.folder.write("not JSON", to: "package-lock.json")
        #expect(try project.select(["--base", "HEAD"])["all"]?.bool == true)
    }

    @Test("machines share what a change needs, and what they put together names what none of them ran")
    func slices() throws {
        let project = project("coverage_gate: {criteria: {overall: {threshold: '>= 50%'}}}")
        project.folder.write("true # new\n", to: "src/b.sh")
        project.folder.write("plan.json\nout/\n.assay/\n*.json\n", to: ".gitignore")
        let list = ["--changed-files", "src/b.sh"]
        #expect(project.assay(["plan", "--select", "--slices", "2", "--output", "plan.json"] + list).code == 0)
        for slice in ["1/2", "2/2"] {
            _ = project.assay(["run", "--shard", slice, "--plan", "plan.json"])
            let summary = project.folder.read(".assay/latest/summary.json")
            project.folder.write(summary, to: "\(slice.first ?? "0").json")
        }
        let joined = project.assay([
            "aggregate", "--plan", "plan.json", "--summaries", "1.json", "2.json", "--output", "all.json",
        ])
        #expect(joined.code == 0, "\(joined.err)")
        let judged = project.assay(["validate", "--summary", "all.json"])
        #expect(judged.code == 4 && judged.out.contains("not selected: \"t/c.sh\""), "\(judged.out)\(judged.err)")
        // A plan in which somebody has left out more is another plan.
        let more = project.folder.read("plan.json").replacing("\"omitted\": {}", with: "\"omitted\": {\"unit\": \"x\"}")
        project.folder.write(more, to: "plan.json")
        #expect(project.assay(["run", "--shard", "1/2", "--plan", "plan.json"]).code == 2)
    }

    @Test("a step whose result is kept is told what it reads besides its inputs, when a run looks at what steps read")
    func inputs() {
        let project = SelectionProject(
            """
            pipeline: {stages: [{name: s, steps: [unit]}]}
            steps:
              unit:
                cache: true
                inputs: src/**
                run: |
                  mkdir -p out
                  cat src/a.txt data/b.txt > /dev/null
                  echo "<testsuite><testcase name='a'/></testsuite>" > out/x.xml
                reports: [out/x.xml]
            """
        )
        project.folder.write("a\n", to: "src/a.txt")
        project.folder.write("b\n", to: "data/b.txt")
        project.commit("all")
        let ended = project.assay(["run", "--learn"])
        #expect(
            ended.code == 0 && ended.err.contains("step unit reads data/b.txt, which none of its `inputs`"),
            "\(ended.err)"
        )
        #expect(!ended.err.contains("src/a.txt"))
    }

    @Test("a full run in shadow mode says what a selection would have missed, and figures follow")
    func shadow() throws {
        let project = project("selection: {shadow: true}")
        project.folder.write("exit 1\n", to: "t/c.sh")
        project.folder.write("true # new\n", to: "src/b.sh")
        let missed = project.assay(["run", "--base", "HEAD", "--changed-files", "src/b.sh"])
        #expect(missed.out.contains("selected run"))
        project.commit("broken")
        project.folder.write("true # newer\n", to: "src/b.sh")
        let ended = project.assay(["run", "--base", "HEAD"])
        #expect(ended.code == 1 && ended.out.contains("missed 1 of 1 failure"), "\(ended.out)")
        let stats = project.assay(["select", "--stats"])
        #expect(stats.out.contains("missed 1 of 1 failure, at most 100"), "\(stats.out)\(stats.err)")
        let budget = project.assay(["run", "--select", "--budget", "30%"])
        #expect(budget.code == 2 && budget.err.contains("not measured yet"))
    }
}

extension String {
    fileprivate var trimmedLine: String { String(split(separator: "\n").first ?? "") }
}
