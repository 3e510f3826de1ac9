import Glibc
import Testing

@Suite("No exit with 0 without having done the work")
struct NothingDoneTests {
    private func project() -> Folder {
        let folder = Folder()
        folder.write(
            """
            pipeline: {stages: [{name: s, steps: [t]}]}
            steps: {t: {run: "echo '<testsuite><testcase name=\\"t\\"/></testsuite>' > r.xml", reports: r.xml}}

            """,
            to: "assay.yaml"
        )
        return folder
    }

    @Test("an empty list of arguments is a usage error")
    func nothing() {
        let ended = Program.run([Program.assay], in: project())
        #expect(ended.code == 2)
        #expect(ended.err.contains("SUBCOMMANDS"))
        let typo = Program.run([Program.assay, "rnu"], in: project())
        #expect(typo.code == 2)
        #expect(typo.err.contains("did you mean `run`?"), "\(typo.err)")
    }

    @Test(
        "standard output that is full or closed is an error of every command",
        .enabled(if: access("/dev/full", W_OK) == 0, "no /dev/full"),
        arguments: [
            "run", "run --output json", "schema", "plan", "check", "list criteria", "list formats", "list presets",
            "--help",
        ]
    )
    func output(command: String) {
        let folder = project()
        for target in [">/dev/full", ">&-"] {
            let ended = Program.run(["sh", "-c", "\(Program.assay) \(command) \(target)"], in: folder)
            #expect(ended.code == 3, "\(command) \(target): \(ended.err)")
            #expect(ended.err.contains("standard output is not whole"))
        }
    }

    /// A view of the system without /proc; nil where mounts of one's own are not allowed.
    private static let withoutProcesses: [String]? = {
        let hide = "mount --make-rprivate / && mount -t tmpfs none /proc"
        let tried = Program.run(["unshare", "-m", "sh", "-c", hide], in: Folder())
        return tried.code == 0 ? ["unshare", "-m", "sh", "-c", hide + " && exec \"$0\" \"$@\""] : nil
    }()

    @Test(
        "without /proc a command does nothing and says why, and help is still there",
        .enabled(if: withoutProcesses != nil, "no mounts of one's own are allowed here")
    )
    func processes() throws {
        let hidden = try #require(Self.withoutProcesses)
        for command in ["run", "report", "check"] {
            let ended = Program.run(hidden + [Program.assay, command], in: project())
            #expect(ended.code == 3, "\(command): \(ended.err)")
            #expect(ended.err.contains("mount -t proc proc /proc"))
        }
        #expect(Program.run(hidden + [Program.assay, "--version"], in: Folder()).code == 0)
    }

    @Test("a script for bash fails with any part of a pipeline, one for sh with its last")
    func shells() {
        let folder = Folder()
        folder.write(
            """
            pipeline: {stages: [{name: s, steps: [plain, strict, test]}]}
            steps:
              plain: {run: "false | cat"}
              strict: {run: "false | cat", shell: bash}
              test: {run: "if [[ -n x ]]; then exit 7; fi", shell: bash}

            """,
            to: "assay.yaml"
        )
        let ended = Program.assay("run", in: folder)
        #expect(ended.out.contains("(1/3) plain\n"))
        #expect(ended.out.contains("strict failed with exit code 1"), "\(ended.out)")
        #expect(ended.out.contains("test failed with exit code 7"))
    }
}
