import Glibc
import Testing

private func found(_ program: String) -> String? {
    ["/usr/bin", "/usr/local/bin", "/bin"].map { "\($0)/\(program)" }.first { access($0, X_OK) == 0 }
}

/// Whether sandboxes can be made here: bubblewrap is there, and the kernel lets it.
private let hasSandbox: Bool = {
    guard found("bwrap") != nil else { return false }
    let trial = ["bwrap", "--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc", "--unshare-pid", "true"]
    return Program.run(trial, in: Folder()).code == 0
}()

/// Whether groups with a memory limit can be made here.
private let hasGroups =
    access("/sys/fs/cgroup/memory/cgroup.procs", W_OK) == 0
    || String(decoding: Folder.bytes("/sys/fs/cgroup/cgroup.subtree_control"), as: UTF8.self).contains("memory")

/// What most of these tests need.
private let needsSandbox: ConditionTrait = .enabled(
    if: hasSandbox,
    "bubblewrap makes no sandbox on this machine"
)

@Suite("isolation")
struct IsolationTests {
    /// A project with one step, which has a report in a folder of its own.
    private func project(_ run: String, _ keys: String = "isolation: sandbox", top: String = "") -> Folder {
        let folder = Folder()
        folder.write(
            """
            pipeline: {stages: [{name: s, steps: [it]}]}
            \(top)
            steps:
              it:
                \(keys)
                reports: out/r.xml
                outputs: ["made/**"]
                run: |
                  echo '<testsuite name="s"><testcase classname="c" name="t"/></testsuite>' > out/r.xml
                  \(run)
            """,
            to: "assay.yaml"
        )
        return folder
    }

    @Test(
        "in a sandbox a step sees the project, makes what it says it makes, and has files and processes of its own",
        needsSandbox
    )
    func sandbox() {
        let mark = "/tmp/assay-isolation-\(getpid())"
        let folder = project(
            """
            echo made > made/file
                  echo private > \(mark)
                  echo "$HOME $TMPDIR $(ls /proc | grep -c '^[0-9]')" > made/seen
            """
        )
        let ended = Program.assay("run", in: folder)
        #expect(ended.code == 0, "\(ended.out)\(ended.err)")
        #expect(folder.read("made/file") == "made\n")
        #expect(access(mark, F_OK) != 0)
        let seen = folder.read("made/seen").split(whereSeparator: \.isWhitespace).map(String.init)
        #expect(seen.prefix(2) == ["/tmp/home", "/tmp"])
        #expect(seen.count == 3 && Int(seen[2]).map { $0 < 12 } == true, "\(seen)")
        #expect(folder.read(".assay/latest/report.json").contains("\"isolation\": \"sandbox (bubblewrap)\""))
    }

    @Test("a step in a sandbox whose result is kept is told what it reads besides its inputs", needsSandbox)
    func undeclared() {
        let folder = project("cat src/a.txt data/b.txt", "isolation: sandbox\n    cache: true\n    inputs: src/**")
        folder.write("a\n", to: "src/a.txt")
        folder.write("b\n", to: "data/b.txt")
        let ended = Program.assay("run", in: folder)
        let text = ended.out + ended.err
        #expect(
            ended.code == 0 && text.contains("step it reads data/b.txt, which none of its `inputs` names"),
            "\(text)"
        )
        #expect(!text.contains("src/a.txt") && !folder.exists(".assay/latest/touched"))
    }

    @Test("a step that writes outside of what it makes fails, and the path is named", needsSandbox)
    func outside() {
        let folder = project("echo x > elsewhere.txt")
        let ended = Program.assay("run", in: folder)
        #expect(ended.code == 1, "\(ended.out)")
        let text = ended.out + ended.err
        #expect(text.contains("wanted to write elsewhere.txt, and its sandbox lets it write made, out"), "\(text)")
        #expect(!folder.exists("elsewhere.txt"))
    }

    @Test("a report at the project's root can be written; a pattern there is refused with a reason", needsSandbox)
    func atTheRoot() {
        let folder = project("cp out/r.xml r.xml", "isolation: sandbox\n    artifacts: [r.xml]")
        #expect(Program.assay("run", in: folder).code == 0)
        #expect(!folder.read("r.xml").isEmpty)
        let wide = project("true", "isolation: sandbox\n    artifacts: [\"*.log\"]")
        let ended = Program.assay("run", in: wide)
        #expect(ended.code == 3)
        #expect(ended.out.contains("*.log the whole project would have to be writable"), "\(ended.out)")
    }

    @Test("without a network a sandbox has none", needsSandbox)
    func network() {
        let folder = project(
            "tail -n +3 /proc/net/dev | cut -d: -f1 | tr -d ' ' > made/links",
            "isolation: {level: sandbox, network: none}"
        )
        let ended = Program.assay("run", in: folder)
        #expect(ended.code == 0, "\(ended.out)\(ended.err)")
        #expect(folder.read("made/links") == "lo\n")
    }

    @Test("a command that is not there is an error of the step, not of the sandbox", needsSandbox)
    func missing() {
        let folder = Folder()
        folder.write(
            "pipeline: {stages: [{name: s, steps: [it]}]}\nsteps: {it: {isolation: sandbox, run: [no-such-command]}}",
            to: "assay.yaml"
        )
        let ended = Program.assay("run", in: folder)
        #expect(ended.code == 3)
        #expect(ended.out.contains("no-such-command"), "\(ended.out)")
        #expect(!ended.out.contains("bwrap"))
    }

    @Test("a sandboxed step that takes too long has its grace to clean up, and leaves nothing behind", needsSandbox)
    func timeout() {
        let mark = "3611.\(getpid())"
        let folder = project(
            "trap 'echo clean > made/end; exit 1' TERM; sleep \(mark) & wait",
            "isolation: sandbox\n    timeout: 1s"
        )
        let ended = Program.assay("run", in: folder)
        #expect(ended.code == 1, "\(ended.out)")
        #expect(folder.read("made/end") == "clean\n")
        #expect(Program.processes(with: "sleep\u{0}\(mark)").isEmpty)
    }

    @Test("where bubblewrap is missing the error names it and its package")
    func noBubblewrap() {
        let folder = project("true")
        // What a run needs by name, and nothing else.
        for program in ["sh", "env", "sleep", "git", "setpriv", "cat"] {
            if let path = found(program) { symlink(path, folder.path + "/" + program) }
        }
        let ended = Program.assay("run", in: folder, environment: ["PATH": folder.path])
        #expect(ended.code == 3, "\(ended.out)\(ended.err)")
        #expect(ended.out.contains("bwrap is not in PATH (Debian's package is bubblewrap)"), "\(ended.out)")
    }

    @Test(
        "a machine that makes no sandbox: an error with its reason, or, where that is allowed, a weaker run that says so"
    )
    func fallback() {
        let refusing = "#!/bin/sh\necho 'bwrap: No permissions to create new namespace' >&2\nexit 1\n"
        let folder = project("true")
        folder.write(refusing, to: "bin/bwrap")
        chmod(folder.path + "/bin/bwrap", 0o755)
        let path = ["PATH": "\(folder.path)/bin:/usr/local/bin:/usr/bin:/bin"]
        folder.write("", to: "out/keep")
        folder.write("", to: "made/keep")
        let refused = Program.assay("run", in: folder, environment: path)
        #expect(refused.code == 3)
        #expect(refused.out.contains("No permissions to create new namespace"), "\(refused.out)")
        #expect(refused.out.contains("`isolation_fallback: allow`"))
        folder.write(
            folder.read("assay.yaml").replacing(
                "isolation: sandbox",
                with: "isolation: sandbox\n    isolation_fallback: allow"
            ),
            to: "assay.yaml"
        )
        let weaker = Program.assay("run", in: folder, environment: path)
        #expect(weaker.code == 0, "\(weaker.out)")
        #expect(weaker.out.contains("ran without the sandbox that it asks for"), "\(weaker.out)")
        #expect(folder.read(".assay/latest/report.md").contains("ran without the sandbox that it asks for"))
    }

    @Test(
        "a memory limit that kills is named with the limit; what was measured is in the report, and by whom",
        .enabled(if: hasSandbox && hasGroups, "this machine gives no control groups with memory limits")
    )
    func memory() {
        let top = "environments: {small: {resources: {memory: 100MB}}}"
        let keys = "isolation: sandbox\n    environment: small"
        let folder = project("python3 -c 'print(len(b\"x\" * (400 << 20)))'", keys, top: top)
        let ended = Program.assay("run", in: folder)
        #expect(ended.code == 3, "\(ended.out)")
        #expect(ended.out.contains("killed it for want of memory"), "\(ended.out)")
        let fine = project("python3 -c 'print(len(b\"x\" * (50 << 20)))'", keys, top: top)
        #expect(Program.assay("run", in: fine).code == 0)
        let report = fine.read(".assay/latest/report.json")
        #expect(report.contains("\"measured\": \"control group, version"))
        #expect(report.contains("\"user_seconds\""))
    }

    @Test("each step with a browser has a profile, a download folder and a port of its own")
    func browser() {
        let folder = Folder()
        let step = """
            {isolation: browser, kind: e2e, run: "test -d $ASSAY_BROWSER_PROFILE; test -d $ASSAY_BROWSER_DOWNLOADS; \
            echo $ASSAY_BROWSER_PROFILE $ASSAY_BROWSER_PORT >> seen"}
            """
        folder.write(
            "pipeline: {stages: [{name: s, steps: [one, two]}]}\nsteps:\n  one: \(step)\n  two: \(step)\n",
            to: "assay.yaml"
        )
        _ = Program.assay("run", in: folder)
        let lines = folder.read("seen").split(separator: "\n")
        #expect(lines.count == 2)
        #expect(Set(lines).count == 2, "\(lines)")
        for line in lines { #expect(access(String(line.split(separator: " ")[0]), F_OK) != 0) }
    }
}
