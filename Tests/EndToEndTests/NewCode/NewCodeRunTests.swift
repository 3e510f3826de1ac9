import Scanning
import Testing

@Suite("New code in a run")
struct NewCodeRunTests {
    private static func configuration(_ newCode: String = "threshold: \">= 80%\"", _ more: String = "") -> String {
        """
        pipeline:
          stages:
            - name: tests
              steps: [unit]
        steps:
          unit:
            run: |
              printf 'SF:/app/src/a.py\\nDA:1,1\\nDA:2,1\\nDA:3,0\\nDA:4,0\\nend_of_record\\n' > cov.info
              echo '<testsuite><testcase name="a"/></testsuite>' > r.xml
            reports: [cov.info, r.xml]
        components:
          api: [src/**]
        coverage_gate:
          criteria:
            new_code: {\(newCode)}
            by_component:
              api: ">= 40%"
        \(more)
        """
    }

    private func git(_ arguments: String..., in folder: Folder) {
        let identity = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]
        #expect(Program.run(["git"] + identity + arguments, in: folder).code == 0)
    }

    /// A repository whose branch `topic` adds two lines that no test reaches.
    private func project(_ configuration: String = Self.configuration()) -> Folder {
        let folder = Folder()
        folder.write("one = 1\ntwo = 2\n", to: "src/a.py")
        folder.write("/src/ @org/api\n", to: ".github/CODEOWNERS")
        folder.write("cov.info\nr.xml\n", to: ".gitignore")
        folder.write(configuration, to: "assay.yaml")
        git("init", "-q", in: folder)
        git("add", ".", in: folder)
        git("commit", "-qm", "start", in: folder)
        git("checkout", "-qb", "topic", in: folder)
        folder.write("one = 1\ntwo = 2\nthree = 3\nfour = 4\n", to: "src/a.py")
        return folder
    }

    @Test("a change whose new lines no test reaches is red, with the lines and their owner in every report")
    func red() throws {
        let folder = project()
        let ended = Program.assay("run", in: folder)
        #expect(ended.code == 1, "\(ended.out)\(ended.err)")
        #expect(ended.out.contains("src/a.py:3"))
        #expect(ended.out.contains("uncovered new lines 3-4 (0 of 2 covered); owner: @org/api"))
        for name in ["report.html", "report.md", "summary.json"] {
            let text = folder.read(".assay/latest/\(name)")
            #expect(text.contains("uncovered new lines 3-4") && text.contains("org/api"), "\(name)")
        }
        let report = try JSON(parsing: Array(folder.read(".assay/latest/report.json").utf8))
        let criteria = report["gates"]?[0]?["criteria"]?.array ?? []
        let component = criteria.first { $0["path"]?.string == "by_component.api" }
        #expect(component?["cells"]?[0]?["owner"]?.string == "@org/api")
        #expect(
            report["coverage"]?["files"]?[0]?["name"]?.string == "src/a.py",
            "the project's path, not the container's"
        )
    }

    @Test("--base names what the change is compared with, and a name that means nothing is a usage error")
    func base() {
        let folder = project()
        git("commit", "-qam", "change", in: folder)
        #expect(Program.assay("run", in: folder).code == 1)
        let same = Program.assay("run", "--base", "HEAD", in: folder)
        #expect(same.code == 0, "\(same.out)")
        #expect(same.out.contains("new_code.threshold: not applicable: the change adds no line"))
        let again = Program.assay("validate", "--summary", ".assay/latest/summary.json", "--base", "main", in: folder)
        #expect(again.code == 1, "\(again.out)")
        let wrong = Program.assay("run", "--base", "nowhere", in: folder)
        #expect(wrong.code == 2)
        #expect(wrong.err.contains("no commit is called 'nowhere'"))
    }

    @Test("a change below min_lines is let through, and every report says so")
    func small() {
        let folder = project(Self.configuration("threshold: \">= 80%\", min_lines: 10"))
        let ended = Program.assay("run", in: folder)
        #expect(ended.code == 0, "\(ended.out)")
        let words = ended.out.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(words.contains("`min_lines: 10` judges no smaller change"), "\(ended.out)")
        #expect(folder.read(".assay/latest/report.md").contains("lines: 10</code> judges no smaller change"))
        #expect(folder.read(".assay/latest/report.html").contains("min_lines: 10"))
    }

    @Test("outside of git the reason says what is missing")
    func noHistory() {
        let folder = Folder()
        folder.write("one = 1\ntwo = 2\nthree = 3\nfour = 4\n", to: "src/a.py")
        folder.write(Self.configuration(), to: "assay.yaml")
        let ended = Program.assay("run", in: folder, environment: ["GIT_CEILING_DIRECTORIES": "/tmp"])
        #expect(ended.code == 4, "\(ended.out)")
        #expect(folder.read(".assay/latest/report.json").contains("no git repository"))
    }

    @Test("a change cannot take files out of the coverage that judges it")
    func ignoredByTheChange() {
        let folder = project()
        folder.write(Self.configuration("threshold: \">= 80%\"", "paths:\n  ignore: [src/**]"), to: "assay.yaml")
        git("commit", "-qam", "look away", in: folder)
        let ended = Program.assay("run", in: folder)
        #expect(ended.code == 1, "\(ended.out)")
        #expect(ended.out.contains("paths.ignore"))
    }

    @Test("check warns of a component and of a critical path whose globs match no file")
    func emptySets() {
        let folder = project(
            Self.configuration("threshold: \">= 80%\"", "critical_paths:\n  login: {paths: [lgoin/**]}")
        )
        let ended = Program.assay("check", in: folder)
        #expect(ended.code == 0)
        #expect(ended.err.contains("warning: no file matches the glob lgoin/** of critical path 'login'"))
        #expect(!ended.err.contains("component 'api'"))
    }
}
