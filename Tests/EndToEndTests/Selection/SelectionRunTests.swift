import Scanning
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
