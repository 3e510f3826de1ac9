import Glibc
import Testing

@Suite("Runs of one checkout")
struct CheckoutTests {
    private static let green = "echo '<testsuite><testcase name=\"t\"/></testsuite>' > r.xml"

    private func project(_ steps: String, names: String) -> Folder {
        let folder = Folder()
        folder.write("pipeline: {stages: [{name: s, steps: [\(names)]}]}\nsteps:\n\(steps)\n", to: "assay.yaml")
        return folder
    }

    @Test("a second run waits for the first one's end, and says so")
    func twoAtOnce() {
        let folder = project(
            """
              t:
                run: |
                  touch started; while [ ! -e go ]; do sleep 0.01; done
                  \(Self.green)
                reports: r.xml
            """,
            names: "t"
        )
        let first = Program.start([Program.assay, "run"], in: folder)
        #expect(Folder.eventually { folder.exists("started") })
        let second = Program.start(
            ["sh", "-c", "exec \(Program.assay) run > \(folder.path)/second 2>&1"],
            in: folder
        )
        #expect(Folder.eventually { folder.read(folder.path + "/second").contains("another run is under way") })
        #expect(!folder.read(folder.path + "/second").contains("PASS"))
        folder.write("", to: "go")
        #expect(Program.wait(first, in: folder).code == 0)
        #expect(Program.wait(second, in: folder).code == 0)
    }

    @Test("a killed run holds nobody up, and its report says that it did not end")
    func killed() {
        let folder = project(
            """
              t:
                run: |
                  echo last-words; touch started
                  [ -e go ] || sleep 60
                  \(Self.green)
                reports: r.xml
            """,
            names: "t"
        )
        let first = Program.start([Program.assay, "run"], in: folder)
        #expect(Folder.eventually { folder.exists("started") })
        kill(first, SIGKILL)
        #expect(Program.wait(first, in: folder).code == 137)
        let report = Program.assay("report", in: folder)
        #expect(report.code == 3)
        #expect(report.out.contains("the run did not end"), "\(report.out)\(report.err)")
        #expect(Program.assay("runs", in: folder).out.contains("did not end"))
        folder.write("", to: "go")
        #expect(Program.assay("run", in: folder).code == 0)
        let runs = Program.assay("runs", in: folder)
        #expect(runs.out.split(separator: "\n").first?.contains("pass") == true, "\(runs.out)")
    }

    @Test("a run inside a step of a run does not wait for its own parent, even with an empty environment")
    func nested() {
        for prefix in ["", "env -i "] {
            let folder = project(
                """
                  outer: {run: "\(prefix)\(Program.assay) run -c inner.yaml", timeout: 20s}
                  t: {run: "\(Self.green.replacing("\"", with: "\\\""))", reports: r.xml}
                """,
                names: "outer, t"
            )
            folder.write(
                """
                pipeline: {stages: [{name: s, steps: [i]}]}
                steps:
                  i:
                    run: |
                      \(Self.green.replacing("r.xml", with: "i.xml"))
                    reports: i.xml

                """,
                to: "inner.yaml"
            )
            let ended = Program.assay("run", in: folder)
            #expect(ended.code == 0, "\(ended.out)\(ended.err)")
        }
    }

    @Test("the configuration is found from a folder below it, and what --only leaves out is said")
    func below() {
        let folder = project(
            "  t: {run: \"\(Self.green.replacing("\"", with: "\\\""))\", reports: r.xml}\n  other: {run: \"exit 1\"}",
            names: "t, other"
        )
        folder.write("", to: "a/b/keep")
        let ended = Program.run(["sh", "-c", "cd a/b && exec \(Program.assay) run --only t"], in: folder)
        #expect(ended.code == 0, "\(ended.out)\(ended.err)")
        #expect(ended.err.contains("using ../../assay.yaml"))
        #expect(ended.out.contains("partial: 1 of 2 steps; not judged: other"), "\(ended.out)")
        let typo = Program.assay("run", "--only", "othre", in: folder)
        #expect(typo.code == 2)
        #expect(typo.err.contains("did you mean \"other\"?"), "\(typo.err)")
    }
}
