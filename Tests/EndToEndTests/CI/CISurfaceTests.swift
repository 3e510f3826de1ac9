import Scanning
import Testing

@Suite("At home in CI, without a token")
struct CISurfaceTests {
    /// A project whose test fails at a line, with coverage of the file.
    private func project(failing: Bool = true) -> Folder {
        let folder = Folder()
        folder.write(
            """
            pipeline: {stages: [{name: tests, steps: [unit]}]}
            steps:
              unit: {run: "cp given.xml r.xml; cp cov.xml c.xml", reports: [r.xml, c.xml]}
            """,
            to: "assay.yaml"
        )
        folder.write("def f():\n    return 1\n", to: "src/shop.py")
        let failure = failing ? "<failure message=\"expected 3, got 4: 100% wrong\"/>" : ""
        folder.write(
            "<testsuite name=\"s\"><testcase classname=\"shop\" name=\"adds\" file=\"src/shop.py\" line=\"2\">\(failure)</testcase></testsuite>",
            to: "given.xml"
        )
        folder.write(
            """
            <coverage line-rate="0.5"><sources><source>.</source></sources><packages><package name="p"><classes>
            <class name="shop" filename="src/shop.py" line-rate="0.5"><lines><line number="1" hits="1"/><line number="2" hits="0"/>
            </lines></class></classes></package></packages></coverage>
            """,
            to: "cov.xml"
        )
        return folder
    }

    private func gitHub(_ folder: Folder) -> [String: String] {
        [
            "CI": "true", "GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": "\(folder.path)/summary.md",
            "GITHUB_OUTPUT": "\(folder.path)/output", "RUNNER_TEMP": folder.path,
        ]
    }

    @Test("GitHub: summary, outputs and annotations; standard output stays what was asked for")
    func gitHub() throws {
        let folder = project()
        let ended = Program.run(
            [Program.assay, "run", "--output", "json"],
            in: folder,
            environment: gitHub(folder)
        )
        #expect(ended.code == 1, "\(ended.err)")
        #expect(try JSON(parsing: ended.out)["verdict"]?.string == "fail")
        #expect(
            ended.err.contains(
                "::error file=src/shop.py,line=2,title=failed test::shop adds: expected 3, got 4: 100%25 wrong"
            ),
            "\(ended.err)"
        )
        #expect(folder.read("summary.md").contains("## Assay: ❌ fail"))
        let outputs = folder.read("output")
        #expect(outputs.contains("verdict<<assay_end\nfail\nassay_end\n"), "\(outputs)")
        #expect(outputs.contains("selected<<assay_end\n[\"unit\"]\nassay_end\n"))
        let report = try #require(outputs.split(separator: "\n").first { $0.hasSuffix("/report.html") })
        #expect(folder.exists(String(report)))
    }

    @Test("What is said once in a job is not said again by the report of it; outputs are")
    func once() {
        let folder = project()
        #expect(Program.run([Program.assay, "run"], in: folder, environment: gitHub(folder)).code == 1)
        folder.write("", to: "output")
        let again = Program.run(
            [Program.assay, "report", "--format", "html", "--output", "page.html"],
            in: folder,
            environment: gitHub(folder)
        )
        #expect(again.code == 0 && !again.err.contains("::error"), "\(again.err)")
        #expect(folder.read("output").contains("report<<assay_end\npage.html\n"))
        #expect(folder.read("summary.md").ranges(of: "## Assay").count == 1)
    }

    @Test("--ci none says nothing, and a place that cannot be written is a warning that changes no verdict")
    func none() {
        let folder = project(failing: false)
        let quiet = Program.run([Program.assay, "run", "--ci", "none"], in: folder, environment: gitHub(folder))
        #expect(quiet.code == 0 && !folder.exists("summary.md") && !folder.exists("output"), "\(quiet.err)")
        var environment = gitHub(folder)
        environment["GITHUB_STEP_SUMMARY"] = "\(folder.path)/no/such/folder/summary.md"
        let blocked = Program.run([Program.assay, "run"], in: folder, environment: environment)
        #expect(blocked.code == 0 && blocked.err.contains("warning: GITHUB_STEP_SUMMARY: "), "\(blocked.err)")
    }

    @Test("GitLab: tests, findings, coverage and variables lie where the template names them")
    func gitLab() throws {
        let folder = project()
        let ended = Program.run([Program.assay, "run"], in: folder, environment: ["GITLAB_CI": "true"])
        #expect(ended.code == 1, "\(ended.err)")
        #expect(folder.read(".assay/gitlab/junit.xml").contains("failures=\"1\""))
        let quality = try JSON(parsing: folder.read(".assay/gitlab/code-quality.json"))
        #expect(quality[0]?["location"]?["path"]?.string == "src/shop.py")
        #expect(folder.read(".assay/gitlab/cobertura-1.xml").contains("<line number=\"2\" hits=\"0\"/>"))
        #expect(folder.read(".assay/gitlab/assay.env").contains("ASSAY_VERDICT=fail\n"))
    }

    @Test("Buildkite: the agent gets an annotation and values; without an agent, a warning")
    func buildkite() {
        let folder = project()
        folder.write(
            "#!/bin/sh\necho \"$@\" >> '\(folder.path)/calls'\n[ \"$1\" = annotate ] && cat > '\(folder.path)/annotation'\nexit 0\n",
            to: "bin/buildkite-agent",
            mode: 0o755
        )
        let path = "\(folder.path)/bin:/usr/bin:/bin"
        let told = Program.run([Program.assay, "run"], in: folder, environment: ["BUILDKITE": "true", "PATH": path])
        #expect(told.code == 1, "\(told.err)")
        #expect(folder.read("calls").contains("annotate --style error --context assay\n"), "\(told.err)")
        #expect(folder.read("calls").contains("meta-data set assay:verdict fail\n"))
        #expect(folder.read("annotation").contains("## Assay: ❌ fail"))
        let alone = Program.run(
            [Program.assay, "run"],
            in: folder,
            environment: ["BUILDKITE": "true", "PATH": "/usr/bin:/bin"]
        )
        #expect(alone.code == 1)
        #expect(alone.err.contains("warning: Buildkite is not told: buildkite-agent cannot be started"), "\(alone.err)")
    }
}
