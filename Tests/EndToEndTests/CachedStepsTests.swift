import Glibc
import Scanning
import Testing

@Suite("Steps whose inputs are as they were")
struct CachedStepsTests {
    /// A project with one step that counts its runs, writes a report and makes an output; outside of git.
    private func project(_ more: String = "", gate: String = "", run: String = "cat src/a > out.txt") -> Folder {
        let folder = Folder()
        folder.write(
            """
            pipeline: {stages: [{name: all, steps: [lib, use]}]}
            steps:
              lib:
                cache: true
                inputs: [src/**]
                outputs: [out.txt]
                reports: [lib.xml]
                run: |
                  echo ran >> runs.txt
                  \(run)
                  echo '<testsuite><testcase name="t"/></testsuite>' > lib.xml
            \(more)
              use:
                run: [cat, out.txt]
            \(gate)
            """,
            to: "assay.yaml"
        )
        folder.write("one", to: "src/a")
        return folder
    }

    private func runs(_ folder: Folder) -> Int { folder.read("runs.txt").split(separator: "\n").count }

    @Test("the result of an earlier run is taken, marked, and counts; its files come back; a change makes it run")
    func hit() {
        let folder = project()
        let first = Program.assay("run", in: folder)
        #expect(first.code == 0 && first.out.contains("PASS") && !first.out.contains("CACHED"), "\(first)")
        unlink("\(folder.path)/out.txt")
        unlink("\(folder.path)/lib.xml")
        let second = Program.assay("run", in: folder)
        #expect(second.code == 0 && second.out.contains("CACHED"), "\(second)")
        #expect(runs(folder) == 1 && folder.read("out.txt") == "one")
        #expect(Program.assay("report", in: folder).out.contains("CACHED, the result of run 20"))
        #expect(Program.assay("report", "--format", "json", in: folder).out.contains("\"cached\""))
        folder.write("two", to: "src/a")
        let explained = Program.assay("explain", "lib", in: folder)
        #expect(explained.code == 0 && explained.out.contains("file src/a: changed"), "\(explained)")
        #expect(explained.out.contains("CACHED: the result of run"))
        let third = Program.assay("run", in: folder)
        #expect(third.code == 0 && !third.out.contains("CACHED") && runs(folder) == 2, "\(third)")
        folder.write("one", to: "src/a")
        #expect(Program.assay("run", in: folder).out.contains("CACHED"))
        #expect(folder.read("out.txt") == "one" && runs(folder) == 2)
        #expect(Program.assay("run", "--no-cache", in: folder).code == 0)
        #expect(runs(folder) == 3)
    }

    @Test("what fails is never kept, and a test that fails in a report neither")
    func failures() {
        let failing = project(run: "exit 3")
        for _ in 0..<2 { #expect(Program.assay("run", "--only", "lib", in: failing).code == 1) }
        #expect(runs(failing) == 2)
        let red = project(
            run:
                "cat src/a > out.txt; trap 'echo \"<testsuite><testcase name=\\\"t\\\"><failure/></testcase></testsuite>\" > lib.xml' EXIT"
        )
        for _ in 0..<2 {
            let ended = Program.assay("run", "--only", "lib", in: red)
            #expect(ended.code == 1 && ended.out.contains("not kept"), "\(ended)")
        }
        #expect(runs(red) == 2)
    }

    @Test("it gets the variables that it declares, and a change of one is a change")
    func variables() {
        let folder = project(
            "    env: {MODE: a}\n    pass_env: [TOKEN]",
            run: "echo \"${MODE}${TOKEN}${OTHER:-none}\" > out.txt"
        )
        let environment = ["TOKEN": "t", "OTHER": "o"]
        #expect(Program.assay("run", in: folder, environment: environment).code == 0)
        #expect(folder.read("out.txt") == "atnone\n")
        #expect(Program.assay("run", in: folder, environment: ["TOKEN": "t", "OTHER": "p"]).out.contains("CACHED"))
        let changed = Program.assay("run", in: folder, environment: ["TOKEN": "u"])
        #expect(changed.code == 0 && !changed.out.contains("CACHED"), "\(changed)")
    }

    @Test("max_age of a criterion refuses a result that is older")
    func age() {
        let gate = "security_gate: {max_age: 1ms, criteria: {vulnerability_scan: {critical: \"0\"}}}"
        let folder = project(gate: gate)
        #expect(Program.assay("run", "--only", "lib", in: folder).code == 0)
        let second = Program.assay("run", "--only", "lib", in: folder)
        #expect(!second.out.contains("CACHED") && runs(folder) == 2, "\(second)")
        #expect(Program.assay("explain", "lib", in: folder).out.contains("max_age"))
    }

    @Test(
        "a performance step, a scanner with a database of its own, and a step without inputs are refused",
        arguments: [
            ("kind: performance, inputs: a, run: [k6]", "moment"), ("inputs: a, run: [trivy, fs, .]", "database"),
            ("run: [true]", "inputs"),
        ]
    )
    func refused(step: String, reason: String) {
        let folder = Folder()
        folder.write(
            "pipeline: {stages: [{name: all, steps: [s]}]}\nsteps: {s: {cache: true, \(step)}}\n",
            to: "assay.yaml"
        )
        let ended = Program.assay("check", in: folder)
        #expect(ended.code == 2 && (ended.err + ended.out).contains(reason), "\(ended)")
    }

    @Test("a shared folder is written by the protected branch and read by all; a change writes nothing")
    func shared() {
        let folder = project()
        let place = Folder()
        let shared = "\(place.path)/results"
        folder.write(folder.read("assay.yaml") + "\nstorage: {cache: \(shared)}\n", to: "assay.yaml")
        folder.write("runs.txt\nout.txt\nlib.xml\n", to: ".gitignore")
        for arguments in [["init", "-q", "-b", "main"], ["add", "."], ["commit", "-qm", "a"]] {
            let git = ["/usr/bin/git", "-c", "user.name=a", "-c", "user.email=a@b"]
            #expect(Program.run(git + arguments, in: folder).code == 0)
        }
        let change = ["CI": "true", "GITHUB_ACTIONS": "true", "GITHUB_BASE_REF": "main", "GITHUB_HEAD_REF": "x"]
        _ = Program.assay("run", in: folder, environment: change)
        #expect(access(shared, F_OK) != 0)
        #expect(Program.assay("run", in: folder).code == 0)
        #expect(access("\(shared)/entries/shared", F_OK) == 0)
        _ = Program.run(["/bin/rm", "-rf", folder.path + "/.assay"], in: folder)
        let ended = Program.assay("run", in: folder, environment: change)
        #expect(ended.out.contains("CACHED"), "\(ended)")
    }
}
