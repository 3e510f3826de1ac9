import Scanning
import Testing

@Suite("Commands to start with")
struct StartCommandTests {
    @Test("doctor says what the machine has, in text and JSON, and which program a step lacks")
    func doctor() throws {
        let folder = Folder()
        let plain = Program.assay("doctor", in: folder)
        #expect(plain.code == 0, "\(plain.err)")
        for group in ["isolation", "services", "permissions", "tools"] { #expect(plain.out.contains("\n\(group)\n")) }
        let json = try JSON(parsing: Array(Program.assay("doctor", "--output", "json", in: folder).out.utf8))
        #expect(json["groups"]?.array?.count == 4)
        folder.write(
            "pipeline: {stages: [{name: s, steps: [a]}]}\nsteps: {a: {run: [no-such-program]}}\n",
            to: "assay.yaml"
        )
        let lacking = Program.assay("doctor", in: folder)
        #expect(lacking.code == 3)
        #expect(lacking.out.contains("no-such-program is not here"), "\(lacking.out)")
    }

    @Test(
        "completion prints a script for each shell; steps of the pipeline are completed",
        arguments: ["bash", "zsh", "fish"]
    )
    func completion(shell: String) {
        let folder = Folder()
        let script = Program.assay("completion", shell, in: folder)
        #expect(script.code == 0 && script.out.contains("assay"), "\(script.err)")
        #expect(Program.assay("completion", "tcsh", in: folder).code == 2)
    }

    @Test("list shows presets, formats and criteria; one preset in full")
    func list() throws {
        let folder = Folder()
        #expect(Program.assay("list", "presets", in: folder).out.contains("ruff"))
        let ruff = Program.assay("list", "presets", "ruff", in: folder).out
        #expect(ruff.contains("run: ruff check") && ruff.contains("exit codes: clean 0; findings 1"), "\(ruff)")
        #expect(Program.assay("list", "presets", "rufff", in: folder).err.contains("did you mean 'ruff'?"))
        let json = try JSON(parsing: Array(Program.assay("list", "presets", "--output", "json", in: folder).out.utf8))
        #expect((json.array?.count ?? 0) >= 40)
    }

    @Test("plan shows what a preset stands for, and names needless waits")
    func plan() {
        let folder = Folder()
        folder.write(
            "pipeline: {stages: [{name: s, steps: [lint, unit]}]}\nsteps: {lint: {preset: ruff}, unit: {preset: pytest}}\n",
            to: "assay.yaml"
        )
        let text = Program.assay("plan", in: folder).out
        #expect(text.contains("report: .assay/reports/lint.sarif (sarif), examined: **/*.py"), "\(text)")
        #expect(text.contains("need nothing of each other"), "\(text)")
    }

    @Test("a profile and --set change a run, which says so; a condition may ask for the profile")
    func overlay() {
        let folder = Folder()
        folder.write(
            """
            pipeline:
              stages:
                - {name: always, steps: [a]}
                - {name: slow, steps: [b], if: profile == 'nightly'}
            steps:
              a: {run: 'echo "<testsuite><testcase name=\\"$WHO\\"/></testsuite>" > a.xml', reports: a.xml, env: {WHO: one}}
              b: {run: touch slow}
            profiles:
              nightly: {steps: {a: {env: {WHO: two}}}}

            """,
            to: "assay.yaml"
        )
        #expect(Program.assay("run", in: folder).code == 0)
        #expect(folder.read("a.xml").contains("one") && !folder.exists("slow"))
        let nightly = Program.assay("run", "--profile", "nightly", in: folder)
        #expect(nightly.code == 0 && nightly.out.contains("run with --profile nightly"), "\(nightly.out)\(nightly.err)")
        #expect(folder.read("a.xml").contains("two") && folder.exists("slow"))
        #expect(Program.assay("run", "--set", "steps.a.env.WHO=three", in: folder).code == 0)
        #expect(folder.read("a.xml").contains("three"))
        #expect(Program.assay("run", "--set", "steps.a.allow_failure=true", in: folder).code == 2)
        #expect(Program.assay("run", "--profile", "other", in: folder).code == 2)
    }
}
