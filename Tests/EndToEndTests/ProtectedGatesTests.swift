import Testing

@Suite("Gates from the protected branch")
struct ProtectedGatesTests {
    private func configuration(_ threshold: String) -> String {
        """
        pipeline:
          stages:
            - name: tests
              steps: [unit]
        steps:
          unit:
            run: |
              printf 'TN:\\nSF:a.py\\nDA:1,1\\nDA:2,0\\nend_of_record\\n' > cov.info
              echo '<testsuite><testcase name="a"/></testsuite>' > r.xml
            reports: [cov.info, r.xml]
        coverage_gate:
          criteria:
            overall:
              threshold: ">= \(threshold)"
        """
    }

    private func git(_ arguments: String..., in folder: Folder) -> Int32 {
        let identity = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]
        return Program.run(["git"] + identity + arguments, in: folder).code
    }

    @Test("a change that lowers its own bar is judged by the bar it started from, and every report says so")
    func lowered() {
        let folder = Folder()
        folder.write("a\nb\n", to: "a.py")
        folder.write(configuration("90%"), to: "assay.yaml")
        #expect(git("init", "-q", in: folder) == 0)
        #expect(git("add", ".", in: folder) == 0)
        #expect(git("commit", "-qm", "start", in: folder) == 0)
        folder.write(configuration("40%"), to: "assay.yaml")
        let uncommitted = Program.assay("run", in: folder)
        #expect(uncommitted.code == 1, "what is not committed is an edit, on the protected branch too")
        #expect(uncommitted.out.contains("edits its own gates"))
        #expect(git("checkout", "-qb", "feature", in: folder) == 0)
        #expect(git("commit", "-qam", "lower the bar", in: folder) == 0)
        let ended = Program.assay("run", in: folder)
        #expect(ended.code == 1, "\(ended.out)\(ended.err)")
        #expect(ended.out.contains("edits its own gates"))
        #expect(ended.out.contains("coverage_gate.overall.threshold"))
        #expect(folder.read(".assay/latest/report.html").contains("edits its own gates"))
    }

    /// A repository with a strict gate on `main`, and a commit on `feature` that lowers it.
    private func lowering() -> Folder {
        let folder = Folder()
        folder.write("a\nb\n", to: "a.py")
        folder.write("*.info\n*.xml\n.assay/\n", to: ".gitignore")
        folder.write(configuration("90%"), to: "assay.yaml")
        _ = git("init", "-q", in: folder)
        _ = git("add", ".", in: folder)
        _ = git("commit", "-qm", "start", in: folder)
        _ = git("checkout", "-qb", "feature", in: folder)
        folder.write(configuration("40%"), to: "assay.yaml")
        _ = git("commit", "-qam", "lower the bar", in: folder)
        return folder
    }

    private func clone(_ folder: Folder, _ options: String...) -> Folder {
        let copy = Folder()
        let source = "file://" + folder.path
        _ = Program.run(["git", "clone", "-q"] + options + [source, copy.path + "/c"], in: copy)
        return copy
    }

    private func run(_ copy: Folder, _ environment: [String: String] = [:]) -> Program.Ended {
        Program.run(["sh", "-c", "cd c && exec \(Program.assay) run"], in: copy, environment: environment)
    }

    @Test(
        "where history is cut off, or the target is not there, nobody knows whose gates hold: no green, and what to do",
        arguments: [
            (["--depth", "1", "--branch", "feature"], [:]),
            (["--single-branch", "--branch", "feature"], ["GITHUB_BASE_REF": "main", "CI": "true"]),
            (
                ["--single-branch", "--branch", "feature"],
                ["TRAVIS": "true", "TRAVIS_BRANCH": "main", "TRAVIS_PULL_REQUEST": "5"]
            ),
        ] as [([String], [String: String])]
    )
    func unknown(_ options: [String], _ environment: [String: String]) {
        let folder = lowering()
        let copy = Folder()
        _ = Program.run(["git", "clone", "-q"] + options + ["file://" + folder.path, copy.path + "/c"], in: copy)
        let ended = run(copy, environment)
        #expect(ended.code == 4, "\(ended.out)\(ended.err)")
        #expect(ended.out.contains("whose gates hold is not known"))
        #expect(ended.out.contains("fetch-depth: 0"))
    }

    @Test("on the protected branch itself its own gates hold, in a shallow clone too")
    func shallowMain() {
        let folder = lowering()
        _ = git("checkout", "-q", "main", in: folder)
        let copy = clone(folder, "--depth", "1")
        let ended = run(copy)
        #expect(ended.code == 1, "90% are asked for, and 50% measured: \(ended.out)")
        #expect(!ended.out.contains("whose gates"))
    }

    @Test("without a repository the project's own gates hold, and the report says so")
    func noRepository() {
        let folder = Folder()
        folder.write("a\nb\n", to: "a.py")
        folder.write(configuration("40%"), to: "assay.yaml")
        let ended = Program.assay("run", in: folder, environment: ["GIT_CEILING_DIRECTORIES": folder.path])
        #expect(ended.code == 0, "\(ended.out)\(ended.err)")
        #expect(ended.out.contains("no protected branch is known"))
    }

    @Test("the repository that a hook names is not the one that is judged")
    func inherited() {
        let folder = lowering()
        let other = Folder()
        _ = git("init", "-q", in: other)
        let ended = Program.assay("run", in: folder, environment: ["GIT_DIR": other.path + "/.git"])
        #expect(ended.code == 1)
        #expect(ended.out.contains("edits its own gates"))
    }

    @Test("a git that does not answer is told, and nothing that needs it is green", .timeLimit(.minutes(30)))
    func hanging() {
        let folder = lowering()
        folder.write("#!/bin/sh\nexec sleep 600\n", to: "bin/git")
        _ = Program.run(["chmod", "+x", "bin/git"], in: folder)
        let ended = Program.assay("run", in: folder, environment: ["PATH": folder.path + "/bin:/usr/bin:/bin"])
        #expect(ended.code == 4, "\(ended.out)")
        #expect(ended.out.contains("git does not answer"))
    }

    @Test("a condition that nobody can decide is not a no: the run is not green, and says how to decide it")
    func undecided() {
        let folder = Folder()
        folder.write(
            """
            pipeline:
              stages:
                - {name: tests, steps: [unit]}
                - {name: scan, if: "branch != 'docs'", steps: [secrets]}
            steps:
              unit: {run: 'echo "<testsuite><testcase name=''a''/></testsuite>" > r.xml', reports: r.xml}
              secrets: {run: "exit 0"}
            """,
            to: "assay.yaml"
        )
        _ = git("init", "-q", in: folder)
        _ = git("add", ".", in: folder)
        _ = git("commit", "-qm", "start", in: folder)
        #expect(Program.assay("run", in: folder).code == 0)
        _ = git("checkout", "-q", "--detach", in: folder)
        let ended = Program.assay("run", in: folder)
        #expect(ended.code == 4, "\(ended.out)")
        #expect(ended.out.contains("--branch"))
        #expect(Program.assay("run", "--branch", "main", in: folder).code == 0)
        #expect(
            Program.assay("run", in: folder, environment: ["BUILDKITE": "true", "BUILDKITE_BRANCH": "x"]).code == 0
        )
    }

    @Test("a gate whose steps run on the main branch only does not hold up a change, unless the change says so itself")
    func conditionalGate() {
        let folder = Folder()
        let text = { (condition: String) in
            """
            pipeline:
              stages:
                - {name: tests, steps: [unit]}
                - {name: load, \(condition)steps: [k6]}
            steps:
              unit: {run: 'echo "<testsuite><testcase name=''a''/></testsuite>" > r.xml', reports: r.xml}
              k6: {run: "true", kind: performance}
            performance_gate:
              criteria: {response_times: {api: {p95: "< 200ms"}}}
            """
        }
        folder.write(text("if: \"branch == 'main'\", "), to: "assay.yaml")
        _ = git("init", "-q", in: folder)
        _ = git("add", ".", in: folder)
        _ = git("commit", "-qm", "start", in: folder)
        #expect(Program.assay("run", in: folder).code == 4, "on main it is asked for")
        _ = git("checkout", "-qb", "feature", in: folder)
        let ended = Program.assay("run", in: folder)
        #expect(ended.code == 0, "\(ended.out)")
        folder.write(text("if: \"branch == 'other'\", "), to: "assay.yaml")
        _ = git("add", ".", in: folder)
        _ = git("commit", "-qm", "other", in: folder)
        folder.write(text(""), to: "assay.yaml")
        #expect(Program.assay("run", in: folder).code == 4)
        _ = git("checkout", "-qf", "main", in: folder)
        folder.write(text(""), to: "assay.yaml")
        _ = git("commit", "-qam", "always", in: folder)
        _ = git("checkout", "-qb", "second", in: folder)
        folder.write(text("if: \"branch == 'main'\", "), to: "assay.yaml")
        _ = git("commit", "-qam", "only on main", in: folder)
        #expect(Program.assay("run", in: folder).code == 4, "a change does not excuse itself")
    }

    @Test("a summary is judged in the tree that it is of; the same files under another commit will do")
    func otherTree() {
        let folder = lowering()
        #expect(Program.assay("run", in: folder).code == 1)
        _ = Program.run(["cp", ".assay/latest/summary.json", "s.info"], in: folder)
        _ = git("commit", "-q", "--amend", "-m", "another word", in: folder)
        #expect(Program.assay("validate", "--summary", "s.info", in: folder).code == 1)
        folder.write("a\nb\nc\n", to: "a.py")
        _ = git("commit", "-qam", "more", in: folder)
        let ended = Program.assay("validate", "--summary", "s.info", in: folder)
        #expect(ended.code == 3)
        #expect(ended.err.contains("it is of commit"), "\(ended.err)")
    }
}
