import Glibc
import Scanning
import Testing

/// A JUnit file with some passed and some failed cases, as a shell command that writes it.
private func junit(_ file: String, passed: Int, failed: Int = 0) -> String {
    let good = (0..<passed).map { #"<testcase classname="c" name="ok\#($0)" time="0.01"/>"# }
    let bad = (0..<failed).map { #"<testcase classname="c" name="bad\#($0)"><failure message="no"/></testcase>"# }
    return "echo '<testsuite name=\"s\">\((good + bad).joined())</testsuite>' > \(file)"
}

@Suite("assay run")
struct RunTests {
    private func project(_ steps: String, gates: String = "", stage: String = "") -> Folder {
        let folder = Folder()
        let names = steps.split(separator: "\n").compactMap { line -> Substring? in
            guard line.hasPrefix("  "), !line.hasPrefix("   "), line.hasSuffix(":") else { return nil }
            return line.dropFirst(2).dropLast()
        }
        folder.write(
            """
            pipeline:
              stages:
                - name: tests
                  steps: [\(names.joined(separator: ", "))]
            \(stage)
            steps:
            \(steps)
            \(gates)
            """,
            to: "assay.yaml"
        )
        return folder
    }

    private func step(_ name: String, _ script: String, _ extra: String = "reports: r.xml") -> String {
        "  \(name):\n    run: |\n      \(script)\n    \(extra)"
    }

    @Test("a pipeline whose tests were measured and passed is green and leaves its record")
    func green() throws {
        let folder = project(step("unit", junit("r.xml", passed: 3)))
        let ended = Program.assay("run", in: folder)
        #expect(ended.code == 0, "\(ended.out)\(ended.err)")
        #expect(ended.out.contains("PASS"))
        for file in ["events.jsonl", "summary.json", "report.html", "report.md", "report.json", "logs/unit-1.log"] {
            #expect(folder.exists(".assay/latest/\(file)"), "\(file)")
        }
        let json = Program.assay("run", "--output", "json", in: folder)
        let document = try JSON(parsing: Array(json.out.utf8))
        #expect(document["verdict"]?.string == "pass")
        #expect(document["exit_code"]?.int == 0)
    }

    @Test("a failed test is red and named, although its step exits with 0")
    func red() {
        let folder = project(step("unit", junit("r.xml", passed: 3, failed: 1)))
        let ended = Program.assay("run", in: folder)
        #expect(ended.code == 1)
        #expect(ended.out.contains("bad0"))
    }

    @Test("steps that pass and measure nothing are not green")
    func unmeasured() {
        let folder = project(step("unit", "true", "timeout: 10s"))
        #expect(Program.assay("run", in: folder).code == 4)
    }

    @Test("a missing command is an infrastructure error that names it")
    func missingCommand() {
        let folder = project("  unit:\n    run: [no-such-command-here]")
        let ended = Program.assay("run", in: folder)
        #expect(ended.code == 3)
        #expect(ended.out.contains("no-such-command-here"))
    }

    @Test("a step that never ends is stopped at its timeout, and nothing of it is left")
    func endless() {
        let mark = "3601.\(getpid())"
        let folder = project(
            step("unit", "trap '' TERM; sleep \(mark) & sleep \(mark)", "timeout: 300ms\n    grace_period: 200ms")
        )
        let ended = Program.assay("run", in: folder)
        #expect(ended.code == 1)
        #expect(ended.out.contains("TIMEOUT"))
        #expect(Program.processes(with: "sleep\u{0}\(mark)").isEmpty)
    }

    @Test("a daemon that keeps the output open holds nothing up and is killed")
    func daemon() {
        let mark = "3602.\(getpid())"
        let folder = project(
            step("unit", junit("r.xml", passed: 1) + "; setsid sleep \(mark) & disown 2>/dev/null || true")
        )
        let ended = Program.assay("run", in: folder)
        #expect(ended.code == 0, "\(ended.out)")
        #expect(ended.out.contains("LEAK"))
        #expect(Program.processes(with: "sleep\u{0}\(mark)").isEmpty)
    }

    @Test("output that is no UTF-8 is kept byte for byte and breaks no report")
    func invalidText() {
        let folder = project(step("unit", junit("r.xml", passed: 1) + #"; printf 'a\377\376b\033[31m'"#))
        #expect(Program.assay("run", in: folder).code == 0)
        let log = Folder.bytes(folder.path + "/.assay/latest/logs/unit-1.log")
        #expect(log == [0x61, 0xFF, 0xFE, 0x62, 0x1B, 0x5B, 0x33, 0x31, 0x6D])
    }

    @Test("a report that the step did not write anew is an error")
    func stale() {
        let folder = project(step("unit", "true"))
        folder.write(#"<testsuite><testcase name="old"/></testsuite>"#, to: "r.xml")
        _ = Program.run(["touch", "-d", "2 hours ago", "r.xml"], in: folder)
        let ended = Program.assay("run", in: folder)
        #expect(ended.code == 3)
        #expect(ended.out.contains("did not write it"))
    }

    @Test("a promised report that was not written is an error")
    func missingReport() {
        let ended = Program.assay("run", in: project(step("unit", "true")))
        #expect(ended.code == 3)
        #expect(ended.out.contains("wrote no such file"))
    }

    @Test("a cycle is a configuration error that shows its way")
    func cycle() {
        let folder = Folder()
        folder.write(
            """
            pipeline:
              stages:
                - {name: a, depends_on: [b], steps: [x]}
                - {name: b, depends_on: [a], steps: [y]}
            steps:
              x: {run: ["true"]}
              y: {run: ["true"]}
            """,
            to: "assay.yaml"
        )
        let ended = Program.assay("run", in: folder)
        #expect(ended.code == 2)
        #expect(ended.err.contains("assay.yaml:3:"))
        #expect(Program.assay("check", in: folder).code == 2)
    }

    @Test("a first interrupt stops steps and still runs always steps and gates; the exit code is 130")
    func interrupt() {
        let folder = project(
            """
              slow:
                run: ["sh", "-c", "touch started; exec sleep 3603"]
                grace_period: 1s
              cleanup:
                run: ["touch", "cleaned"]
                always: true
            """
        )
        let process = Program.start([Program.assay, "run"], in: folder)
        #expect(Folder.eventually { folder.exists("started") })
        kill(process, SIGINT)
        let ended = Program.wait(process, in: folder)
        #expect(ended.code == 130, "\(ended.out)\(ended.err)")
        #expect(folder.exists("cleaned"))
        #expect(folder.exists(".assay/latest/report.html"))
    }

    @Test("a second interrupt forces the end")
    func secondInterrupt() {
        let folder = project(
            """
              stubborn:
                run: |
                  trap '' TERM
                  touch started
                  while true; do sleep 0.1; done
                grace_period: 10m
            """
        )
        let process = Program.start([Program.assay, "run"], in: folder)
        #expect(Folder.eventually { folder.exists("started") })
        kill(process, SIGINT)
        #expect(Folder.eventually { folder.read(folder.out).contains("INTERRUPTED") })
        // The echo of the first wish; only what comes after it is a second one.
        usleep(1_100_000)
        kill(process, SIGINT)
        #expect(Program.wait(process, in: folder).code == 130)
    }

    @Test("nothing is left behind when assay itself is killed, however its processes try to escape")
    func killed() {
        let mark = "3604.\(getpid())"
        let script = """
            setsid sleep \(mark) & env -i setsid sh -c "sleep \(mark) & sleep \(mark)" & \
            (setsid sh -c "sleep \(mark) & sleep \(mark) &" &) ; sleep \(mark)
            """
        let folder = project(
            "  unit:\n    run: [sh, -c, '\(script.split(separator: "\n").joined())']\n    timeout: 10m"
        )
        let process = Program.start([Program.assay, "run"], in: folder)
        #expect(Folder.eventually { Program.processes(with: "sleep\u{0}\(mark)").count == 6 })
        kill(process, SIGKILL)
        #expect(Program.wait(process, in: folder).code == 137)
        #expect(Folder.eventually { Program.processes(with: "sleep\u{0}\(mark)").isEmpty })
    }

    @Test(
        "a full disk is said, ends in the right code, and hangs nothing",
        .enabled(if: getuid() == 0, "needs root to mount a small file system")
    )
    func diskFull() {
        let folder = project(step("unit", "head -c 200000 /dev/zero", "timeout: 20s"))
        mkdir(folder.path + "/.assay", 0o755)
        guard mount("tmpfs", folder.path + "/.assay", "tmpfs", 0, "size=64k") == 0 else { return }
        defer { umount2(folder.path + "/.assay", 2) }
        let ended = Program.assay("run", in: folder)
        #expect(ended.code == 3, "\(ended.out)\(ended.err)")
        #expect(
            (ended.out + ended.err).contains("No space left on device") || (ended.out + ended.err).contains("no space")
        )
    }

    @Test("a flaky step is tried again and said to be flaky")
    func flaky() {
        let folder = project(
            step(
                "unit",
                junit("r.xml", passed: 1) + "; test -e once || { touch once; exit 1; }",
                "reports: r.xml\n    retries: 1"
            )
        )
        let ended = Program.assay("run", in: folder)
        #expect(ended.code == 0, "\(ended.out)")
        #expect(ended.out.contains("FLAKY 2/2"))
    }

    @Test("--only runs one step, so that a failure can be reproduced alone")
    func only() {
        let folder = project(
            [step("unit", junit("r.xml", passed: 1)), step("other", "touch ran", "timeout: 5s")].joined(separator: "\n")
        )
        #expect(Program.assay("run", "--only", "unit", in: folder).code == 0)
        #expect(!folder.exists("ran"))
    }

    @Test("values of a monitoring system, packed with gzip, decide the criterion that the configuration says they are")
    func monitored() {
        let points = (1...40).map { "[\($0 * 15),\"\($0 == 40 ? 95 : 30)\"]" }.joined(separator: ",")
        let answer =
            #"{"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"values":[\#(points)]}]}}"#
        let gate: (String) -> String = { phrase in
            "performance_gate: {criteria: {resource_utilization: {cpu_usage: '\(phrase)'}}}\n"
        }
        let load = step(
            "load",
            "echo '\(answer)' | gzip > cpu.gz",
            #"reports: [{path: cpu.gz, metric: resource_utilization.cpu_usage, unit: "%"}]"#
        )
        let green = Program.assay("run", in: project(load, gates: gate("< 70%")))
        #expect(green.code == 0, "\(green.out)\(green.err)")
        let red = Program.assay("run", in: project(load, gates: gate("max < 70%")))
        #expect(red.code == 1)
        #expect(red.out.contains("95%"), "\(red.out)")
    }

    @Test("an offender's file is named as seen from the project, although its tool wrote the absolute path")
    func offenderPaths() {
        let metrics =
            #"{"assay_metrics": 1, "metrics": [{"metric": "code_complexity.cyclomatic_complexity", "value": 20,"#
            + #" "samples": 1, "offenders": [{"name": "f", "file": "'"$(pwd -P)"'/src/a.py", "line": 7}]}]}"#
        let lint = step("lint", "echo '\(metrics)' > m.json", "reports: m.json")
        let folder = project(
            lint,
            gates: "code_quality_gate: {criteria: {code_complexity: {cyclomatic_complexity: '< 10'}}}\n"
        )
        folder.write("def f(): pass\n", to: "src/a.py")
        let ended = Program.assay("run", in: folder)
        #expect(ended.code == 1)
        #expect(ended.out.contains(" src/a.py:7"), "\(ended.out)")
    }
}
